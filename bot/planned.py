"""What a row of the outbox asks for: a call that is ready to be made, or one that is not to be made yet."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from storage.tx import Tx

#: What is to be stored, in the transaction that ends the row, once the call has succeeded.
After = Callable[[Tx], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A call that is ready to be made.

    Attributes:
        call: Makes it, and returns what is to be stored afterwards.
        repeatable: Whether making it twice shows the same as making it once.
        lost: What is to be stored when the message that it edits is gone, so that it can be sent anew.
    """

    call: Callable[[], Awaitable[After]]
    repeatable: bool
    lost: After | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A call that is not to be made yet.

    Attributes:
        until: When it may be, in microseconds.
    """

    until: int


def nothing(_: int) -> After:
    """Store nothing of the message that was sent."""
    return no_after


def no_after(_: Tx) -> None:
    """Store nothing."""
