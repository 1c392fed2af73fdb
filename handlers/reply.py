"""A reply to something that somebody did, before it is put into words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handlers.texts import Args, Texts


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

#: Telegram accepts so many characters in the reply to a press, and shows them without parsing markup.
_LONGEST_WORD = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What ends a press of a button in the app: words, or nothing.

    Attributes:
        query_id: The press.
        text: The words; None if there are none.
        alert: Whether they come in a window that has to be closed.
    """

    query_id: str
    text: str | None = None
    alert: bool = False


def acknowledgement(query_id: str, reply: Reply | None, texts: Texts) -> Acknowledgement:
    """Put what acknowledges a press into words; without a reply, it has none."""
    if reply is None:
        return Acknowledgement(query_id=query_id)
    return Acknowledgement(
        query_id=query_id, text=texts(reply.key, reply.args)[:_LONGEST_WORD], alert=reply.alert
    )
