"""Counts what goes in and out, from the start of the process on."""

from collections import Counter
from dataclasses import dataclass, field

from storage.outbox import OutKind, OutState


@dataclass(slots=True)
class Tally:
    """What happened since the process began.

    Attributes:
        updates: Updates that were stored.
        repeated: Updates that came again, and were passed over.
        ended: Rows of the outbox that ended, by kind and state.
        floods: How often Telegram asked to wait.
    """

    updates: int = 0
    repeated: int = 0
    ended: Counter[tuple[OutKind, OutState]] = field(default_factory=Counter)
    floods: int = 0
