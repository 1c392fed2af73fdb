"""Reads a message that somebody wrote from an update: what it says, where it is, what it replies to."""

from telegram import Message, Update

from crowd.ids import SECOND, ContributorId
from handlers.kinds import Sent
from storage.conversation.typed import Origin
from storage.tx import Spot
from usecases.answering.answer_in_words import Said

#: What a message holds that is not text, by the name of its field; the first field that a message has decides.
CONTENTS = (
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
    """Return what somebody wrote, or what it says after editing."""
    message = update.effective_message
    if message is None:
        raise LookupError("an update without a message reached a handler of texts")
    sent = message.edit_date or message.date
    return Said(
        text=message.text or "",
        origin=origin_of(message, update),
        sent_at=int(sent.timestamp()) * SECOND,
        is_own=is_own(message),
        replies_to=message.reply_to_message.message_id if message.reply_to_message else None,
    )


def origin_of(message: Message, update: Update) -> Origin:
    """Return where something comes from that somebody sent."""
    return Origin(message_id=message.message_id, update_id=update.update_id)


def replied_spot(update: Update) -> Spot | None:
    """Return the spot that somebody's message replies to; None if it replies to nothing."""
    message = update.effective_message
    replied = message.reply_to_message if message is not None else None
    return None if replied is None else Spot(ContributorId(replied.chat_id), replied.message_id)


def is_own(message: Message) -> bool:
    """Return whether somebody wrote a message themselves, rather than forwarding it or using another bot."""
    return message.forward_origin is None and message.via_bot is None


def content_of(message: Message | None) -> str:
    """Return what a message holds: "text" for a text, "other" for what has no name here."""
    if message is None:
        return "other"
    if message.text is not None:
        return "text"
    return next((content for content in CONTENTS if getattr(message, content, None)), "other")


def sent_in(message: Message | None) -> Sent | None:
    """Return what a message holds besides text; None if it is a text, or of a type that has no name here."""
    content = content_of(message)
    found = getattr(message, content, None)
    if content == "text" or found is None:
        return None
    if isinstance(found, tuple | list):
        # The sizes of a photo, the smallest first.
        found = found[-1]
    return Sent(type=content, fields=found.to_dict())
