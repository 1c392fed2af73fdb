"""Asks an admin for the reason for what they are about to do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from crowd.ids import ContributorId
from storage.conversation.expecting import Expected, expect, expect_no_more
from storage.tx import Tx
from usecases.check_access import check_admin
from usecases.terms import Terms


class Deed(StrEnum):
    """What an admin gives a reason for."""

    HOLD = "HOLD"  #: pausing a project
    END = "END"  #: cancelling it
    BAN = "BAN"  #: banning a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """What a reason is for: the deed, and the project or person."""

    deed: Deed
    ref: int

    @classmethod
    def read(cls, part: str) -> Self:
        """Read what was stored while the reason is awaited."""
        deed, _, ref = part.partition(":")
        return cls(deed=Deed(deed), ref=int(ref))

    def __str__(self) -> str:
        """Write it as it is stored."""
        return f"{self.deed}:{self.ref}"


def ask_reason(tx: Tx, about: Reasoned, *, by: ContributorId, terms: Terms, at: int) -> None:
    """Let the next message of an admin be the reason.

    Raises:
        NotAdmin: They are not an admin, or not any more.
    """
    check_admin(by, terms=terms)
    expect(tx, by, Expected.REASON, part=str(about), at=at)


def stop_asking_reason(tx: Tx, *, by: ContributorId) -> None:
    """Let what somebody types mean what it did before they were asked for a reason."""
    expect_no_more(tx, by, Expected.REASON)
