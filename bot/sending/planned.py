"""What a row of the outbox leads to: a call that is ready to be made, or one that has to wait."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from storage.tx import Tx

#: What to store, in the transaction that ends the row, once the call has succeeded.
After = Callable[[Tx], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A call that is ready to be made.

    Attributes:
        call: Makes the call, and returns what to store afterwards.
        repeatable: Whether making it twice shows the same as making it once.
        lost: What to store if the message that it edits is gone, so that a new one can be sent.
        comes_back: Whether a new one is sent at once then.
        retires: The message that it only takes the buttons from. If that is refused, nothing is missing; somebody who
            can be sent nothing now loses them when they come back.
    """

    call: Callable[[], Awaitable[After]]
    repeatable: bool
    lost: After | None = None
    comes_back: bool = True
    retires: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A call that has to wait.

    Attributes:
        until: When it may be made, in microseconds.
    """

    until: int


def nothing(_: int) -> After:
    """Store nothing about the message that was sent."""
    return no_after


def no_after(_: Tx) -> None:
    """Store nothing."""
