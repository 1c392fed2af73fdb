"""A reply to something that somebody did, before it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.texts import Args


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A reply to something that somebody did: the text that acknowledges a press, or a message."""

    key: str
    args: Args = field(default_factory=dict)
    alert: bool = False  #: whether to show a window that has to be closed, for what must not be overlooked
    as_message: bool = False  #: whether to send a message even after a press
    newest_only: bool = False  #: whether it replaces an earlier one of this key that has not been sent yet
    is_unique: bool = False  #: whether it says what nothing else does, so that no other is sent instead


Replies = Sequence[Reply]
