"""What people do with existing messages in the control API: press, edit, forward, react, vote, pay."""

from playground.control.asked import Asked, Place
from playground.control.fields import Fields, Refused
from playground.control.views import message_view
from playground.wire import JsonObject, without_none

#: Slightly longer than Telegram waits for a bot's decision on a payment.
_CHECKOUT_S = 11.0


async def tap(asked: Asked) -> JsonObject:
    """Press a button, by its text, position or data."""
    fields = await asked.json()
    place = asked.place(fields)
    message_id = fields.optional_integer("message_id")
    press = await place.actor.tap(
        fields.optional_text("text"),
        on=None if message_id is None else place.message(message_id),
        row=fields.optional_integer("row"),
        col=fields.optional_integer("col"),
        data=fields.optional_text("data"),
    )
    return {"query_id": press.query_id, "message_id": press.message_id, "data": press.data}


async def _placed(asked: Asked) -> tuple[Place, Fields]:
    fields = await asked.json()
    return asked.place(fields), fields


async def edit(asked: Asked) -> JsonObject:
    """Edit the text or caption of one of the person's own messages."""
    place, fields = await _placed(asked)
    message = await place.actor.edit(place.message(fields.integer("message_id")), fields.text("text"))
    return message_view(asked.world, place.chat, message)


async def delete(asked: Asked) -> JsonObject:
    """Delete one of the person's own messages."""
    place, fields = await _placed(asked)
    message_id = fields.integer("message_id")
    await place.actor.delete(place.message(message_id))
    return {"deleted": message_id}


async def forward(asked: Asked) -> JsonObject:
    """Forward a message to the chat, from the person's private chat or from the group "from"."""
    place, fields = await _placed(asked)
    source = fields.integer("from", place.chat.id)
    origin = place if source == place.chat.id else asked.place(Fields({"chat": source}))
    message = await place.actor.forward(
        origin.message(fields.integer("message_id")), from_chat=None if origin is place else origin.chat
    )
    return message_view(asked.world, place.chat, message)


async def react(asked: Asked) -> JsonObject:
    """React to a message with an emoji, or remove the reaction."""
    place, fields = await _placed(asked)
    message, emoji = place.message(fields.integer("message_id")), fields.text("emoji", "")
    await place.actor.react(message, *([emoji] if emoji else []))
    return message_view(asked.world, place.chat, place.message(message.id))


async def vote(asked: Asked) -> JsonObject:
    """Choose options of a poll by position; none retracts the vote."""
    place, fields = await _placed(asked)
    message = place.message(fields.integer("message_id"))
    return message_view(asked.world, place.chat, await place.actor.vote(message, *fields.integers("options")))


async def pay(asked: Asked) -> JsonObject:
    """Pay an invoice, and wait for the bot's decision."""
    place, fields = await _placed(asked)
    purchase = await place.actor.pay(place.message(fields.integer("message_id")))
    checkout = await purchase.settled(_CHECKOUT_S)
    return without_none({"charge_id": checkout.charge_id or None, "refusal": checkout.refusal or None})


async def inline(asked: Asked) -> JsonObject:
    """Type something after the bot's name, and wait for the results."""
    place, fields = await _placed(asked)
    offer = await place.actor.inline(
        fields.text("text", ""), offset=fields.text("offset", ""), timeout=fields.number("timeout", 10)
    )
    shown: JsonObject = {
        "query_id": offer.query.id,
        "results": [result.content for result in offer.results],
        "next_offset": offer.query.next_offset,
    }
    return shown | without_none({"button": offer.query.button})


async def choose(asked: Asked) -> JsonObject:
    """Choose one of the results, which sends it to the chat in which the person typed."""
    fields = await asked.json()
    query = asked.world.inline.queries.get(fields.text("query_id"))
    if query is None or query.person_id != asked.person.id:
        raise Refused(404, "there is no such query by this person")
    place = asked.place(Fields({"chat": query.chat_id}))
    wanted = fields.text("result_id")
    for result in query.results:
        if result.id == wanted:
            return message_view(asked.world, place.chat, place.actor.choose(query, result))
    raise Refused(404, f"there is no result {wanted!r}")


async def play(asked: Asked) -> JsonObject:
    """Press Play on a game that came without buttons of its own."""
    place, fields = await _placed(asked)
    press = await place.actor.play(place.message(fields.integer("message_id")))
    return {"query_id": press.query_id, "message_id": press.message_id, "data": press.data}
