"""A sentence in answer to what somebody did, not yet put in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.texts import Args


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A sentence in answer to what somebody did: the word that acknowledges a press, or a message."""

    key: str
    args: Args = field(default_factory=dict)
    alert: bool = False  #: a window to be closed, for what must not be overlooked
    as_message: bool = False  #: a message even after a press


Replies = Sequence[Reply]
