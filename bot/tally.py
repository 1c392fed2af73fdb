"""Counts what comes in and goes out, from the start of the process."""

from collections import Counter
from dataclasses import dataclass, field

from storage.conversation.out_types import OutType
from storage.conversation.outbox import OutState


@dataclass(slots=True)
class Tally:
    """The counts since the process began.

    Attributes:
        updates: Updates that were stored.
        repeated: Updates that came again and were ignored.
        ended: Rows of the outbox that ended, by type and state.
        acknowledged: Acknowledgements of presses that ended, by state.
        floods: How often Telegram asked the bot to wait.
    """

    updates: int = 0
    repeated: int = 0
    ended: Counter[tuple[OutType, OutState]] = field(default_factory=Counter)
    acknowledged: Counter[OutState] = field(default_factory=Counter)
    floods: int = 0
