"""What an update tells of a message that somebody wrote."""

from telegram import Message, Update

from crowd.ids import SECOND
from usecases.answer_in_words import Said

#: Kinds of message that are not text, by the name of their field; the first that a message has is what it is.
KINDS = (
    "animation",
    "photo",
    "voice",
    "video_note",
    "video",
    "audio",
    "sticker",
    "contact",
    "venue",
    "location",
    "poll",
    "dice",
    "story",
    "document",
)


def said_in(update: Update) -> Said:
    """Return what somebody wrote, or made of it by editing."""
    message = update.effective_message
    if message is None:
        raise LookupError("an update without a message reached a handler of texts")
    sent = message.edit_date or message.date
    return Said(
        text=message.text or "",
        message_id=message.message_id,
        update_id=update.update_id,
        sent_at=int(sent.timestamp()) * SECOND,
        is_own=is_own(message),
    )


def is_own(message: Message) -> bool:
    """Tell whether somebody wrote a message themselves: they did not forward it, and no other bot wrote it."""
    return message.forward_origin is None and message.via_bot is None


def kind_of(message: Message | None) -> str:
    """Return what a message is; "other" for what has no name here, "text" for a text."""
    if message is None:
        return "other"
    if message.text is not None:
        return "text"
    return next((kind for kind in KINDS if getattr(message, kind, None)), "other")
