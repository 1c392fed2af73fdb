"""Actions of people in the control API."""

from playground.chats.chat import Message
from playground.control.asked import Asked, Place
from playground.control.fields import SAYS_NOTHING, Fields, Refused, read_body
from playground.control.views import chat_view, message_view
from playground.wire import JsonObject

_MAX_NAME = 64


async def come(asked: Asked) -> JsonObject:
    """Add a person who has not written to the bot yet."""
    fields = await asked.json()
    name = fields.text("name").strip()
    if not 1 <= len(name) <= _MAX_NAME:
        raise Refused(400, f"a name must have 1 to {_MAX_NAME} characters")
    person = asked.telegram.person(
        name,
        id=fields.optional_integer("id"),
        language=fields.text("language", "en") or None,
        last_name=fields.optional_text("last_name"),
        username=fields.optional_text("username"),
    )
    return _shown(asked, person.id)


def _shown(asked: Asked, person_id: int) -> JsonObject:
    """Tell watchers about a change other than a message, and return the person."""
    chat = asked.world.chats[person_id]
    chat.touch()
    return chat_view(chat)


async def start(asked: Asked) -> JsonObject:
    """Press Start, or open a link that starts the bot with a payload."""
    fields = await asked.json()
    message = await asked.person.start(fields.text("payload", ""))
    return message_view(asked.world, asked.world.chats[asked.person.id], message)


async def send(asked: Asked) -> JsonObject:
    """Send a text."""
    fields = await asked.json()
    place = asked.place(fields)
    reply_to = fields.optional_integer("reply_to")
    message = await place.actor.send(
        fields.text("text"),
        reply_to=None if reply_to is None else place.message(reply_to),
        quote=fields.optional_text("quote"),
        topic=fields.integer("topic", 0),
    )
    return message_view(asked.world, place.chat, message)


async def upload(asked: Asked) -> JsonObject:
    """Send the file in the body of the request."""
    query = asked.query
    place = asked.place(query)
    data = await read_body(asked.request)
    if not data:
        raise Refused(400, "the file is empty")
    message = await _send_file(place, query, data, asked.request.content_type)
    return message_view(asked.world, place.chat, message)


async def _send_file(place: Place, query: Fields, data: bytes, mime_type: str) -> Message:
    actor, caption, seconds = place.actor, query.optional_text("caption"), query.integer("duration", 1)
    match query.text("as", "document"):
        case "document":
            known = None if mime_type in SAYS_NOTHING else mime_type
            return await actor.send_document(query.text("name", "file"), data, known, caption)
        case "photo":
            return await actor.send_photo(data, caption)
        case "voice":
            return await actor.send_voice(data, duration=seconds, caption=caption)
        case "audio":
            return await actor.send_audio(data, duration=seconds, name=query.text("name", "music.mp3"))
        case "video":
            return await actor.send_video(data, duration=seconds, caption=caption)
        case other:
            raise Refused(400, f'"as" must be document, photo, voice, audio or video, not {other!r}')


async def send_sample(asked: Asked) -> JsonObject:
    """Send one of the samples."""
    fields = await asked.json()
    name, place = fields.text("name"), asked.place(fields)
    for sample in asked.parts.samples:
        if sample.name == name:
            message = await place.actor.send_document(sample.name, sample.data, sample.mime_type)
            return message_view(asked.world, place.chat, message)
    raise Refused(404, f"there is no sample {name!r}")


async def send_location(asked: Asked) -> JsonObject:
    """Send a location."""
    fields = await asked.json()
    place = asked.place(fields)
    message = await place.actor.send_location(fields.number("latitude"), fields.number("longitude"))
    return message_view(asked.world, place.chat, message)


async def send_contact(asked: Asked) -> JsonObject:
    """Send a phone number: the person's own, unless another name is given."""
    fields = await asked.json()
    place = asked.place(fields)
    message = await place.actor.send_contact(
        fields.text("phone_number"), fields.optional_text("first_name"), fields.optional_text("last_name")
    )
    return message_view(asked.world, place.chat, message)


async def send_dice(asked: Asked) -> JsonObject:
    """Roll a dice."""
    fields = await asked.json()
    place = asked.place(fields)
    message = await place.actor.send_dice(fields.text("emoji", "🎲"))
    return message_view(asked.world, place.chat, message)


async def press_key(asked: Asked) -> JsonObject:
    """Press a button on the bot's reply keyboard."""
    fields = await asked.json()
    users = fields.optional_integer("user")
    message = await asked.person.press(
        fields.text("text"),
        users=() if users is None else (users,),
        chat=fields.optional_integer("chat"),
        data=fields.optional_text("data"),
    )
    return message_view(asked.world, asked.world.chats[asked.person.id], message)


async def block(asked: Asked) -> JsonObject:
    """Block the bot."""
    asked.person.block()
    return _shown(asked, asked.person.id)


async def unblock(asked: Asked) -> JsonObject:
    """Unblock the bot."""
    asked.person.unblock()
    return _shown(asked, asked.person.id)


async def deactivate(asked: Asked) -> JsonObject:
    """Delete the person's account, without telling the bot."""
    asked.person.deactivate()
    return _shown(asked, asked.person.id)
