"""What the intake needs to know of an update before any handler reads it: whose it is, and what was done."""

import hashlib
import json
import logging
import zlib

from bot.receiving.waiting import RawUpdate
from storage.conversation.inbox import NewUpdate

logger = logging.getLogger(__name__)

#: The kinds of update that have a handler.
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
#: So many hexadecimal digits (128 bits) are not met by chance.
_DEED_DIGITS = 32


def has_id(raw: object) -> bool:
    """Tell whether this has an id, as every update has."""
    return isinstance(raw, dict) and type(raw.get("update_id")) is int


def row_of(raw: RawUpdate) -> NewUpdate | None:
    """Return the row to store for an update; if it is malformed, log that and return None."""
    try:
        sender, deed = person_of(raw), _deed(raw)
    except (AttributeError, KeyError, TypeError):
        sender, deed = None, None
    if type(sender) is not int:
        logger.error(
            "Update %d is left out: it isn't of the shape that the Bot API gives it", raw["update_id"]
        )
        return None
    # Only its hash is stored, because a deed names the person's chat and outlives the update's content by two days.
    told = None if deed is None else hashlib.sha256(deed.encode()).hexdigest()[:_DEED_DIGITS]
    return NewUpdate(id=raw["update_id"], deed=told, body=json.dumps(raw, ensure_ascii=False))


def person_of(raw: RawUpdate) -> int:
    """Return whose update it is, since order is kept per person; 0 if no handler takes it."""
    for kind in ALLOWED_UPDATES:
        body = raw.get(kind)
        if body:
            sender: int = (body.get("from") or {}).get("id", 0)
            return sender
    return 0


def id_of(raw: RawUpdate) -> int:
    """Return the id of an update."""
    update_id: int = raw["update_id"]
    return update_id


def _deed(raw: RawUpdate) -> str | None:
    """Return a name for what a person did, so that it is recognised under another update id."""
    message = raw.get("message")
    if message:
        # The date tells messages apart if a restarted Telegram reuses their numbers.
        return f"message {message['chat']['id']} {message['message_id']} {message['date']}"
    edited = raw.get("edited_message")
    if edited:
        # Two edits can come within one second, the unit of the date.
        said = zlib.crc32(json.dumps(edited, sort_keys=True).encode())
        return f"edit {edited['chat']['id']} {edited['message_id']} {edited.get('edit_date')} {said}"
    query = press_of(raw)
    return None if query is None else f"press {query}"


def press_of(raw: RawUpdate) -> str | None:
    """Return the id of the press, if the update is one, else None."""
    query = raw.get("callback_query")
    return str(query["id"]) if query else None
