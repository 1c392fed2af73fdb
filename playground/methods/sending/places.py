"""Methods for small contents without a file: places, contacts and dice."""

from dataclasses import replace

from playground.chats.chat import Message
from playground.errors import bad_request
from playground.methods.sending.posting import post, read_envelope
from playground.serving.parameters import Parameters
from playground.wire import JsonObject, without_none
from playground.world import World

#: How many faces each kind of dice has.
DICE = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}
#: A live location lasts from a minute to a day, or for ever.
LIVE_S = (60, 86_400)
LIVE_FOR_EVER = 0x7FFFFFFF


def read_location(parameters: Parameters) -> JsonObject:
    """Read a Location from the parameters of a call.

    Raises:
        ApiError: Its numbers are missing or not on Earth.
    """
    place: JsonObject = {
        "latitude": _degrees(parameters, "latitude", 90),
        "longitude": _degrees(parameters, "longitude", 180),
    }
    if accuracy := parameters.text("horizontal_accuracy"):
        try:
            place["horizontal_accuracy"] = float(accuracy)
        except ValueError as error:
            raise bad_request("wrong location") from error
    for name in ("heading", "proximity_alert_radius"):
        if value := parameters.integer(name):
            place[name] = value
    return place


def _degrees(parameters: Parameters, name: str, most: int) -> float:
    try:
        value = float(parameters.text(name))
    except ValueError as error:
        raise bad_request(f"{name} is empty" if not parameters.text(name) else "wrong location") from error
    if not -most <= value <= most:
        raise bad_request("wrong location")
    return value


def send_location(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendLocation: send a place on the map, which may be live for some time."""
    envelope = read_envelope(world, parameters)
    place = read_location(parameters)
    if period := parameters.integer("live_period"):
        if not LIVE_S[0] <= period <= LIVE_S[1] and period != LIVE_FOR_EVER:
            raise bad_request("wrong live location period specified")
        place["live_period"] = period
    return envelope.chat.message_json(post(world, envelope, {"location": place}))


def send_venue(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendVenue: send a place with a name and an address."""
    envelope = read_envelope(world, parameters)
    venue = read_venue(parameters)
    return envelope.chat.message_json(post(world, envelope, {"venue": venue, "location": venue["location"]}))


def read_venue(parameters: Parameters) -> JsonObject:
    """Read a Venue from the parameters of a call.

    Raises:
        ApiError: It lacks a place, a title or an address.
    """
    place = read_location(parameters)
    title, address = parameters.text("title"), parameters.text("address")
    if not title:
        raise bad_request("venue title must be non-empty")
    if not address:
        raise bad_request("venue address must be non-empty")
    venue: JsonObject = {"location": place, "title": title, "address": address}
    for name in ("foursquare_id", "foursquare_type", "google_place_id", "google_place_type"):
        if value := parameters.text(name):
            venue[name] = value
    return venue


def send_contact(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendContact: send a phone number with a name."""
    envelope = read_envelope(world, parameters)
    return envelope.chat.message_json(post(world, envelope, {"contact": read_contact(parameters)}))


def read_contact(parameters: Parameters) -> JsonObject:
    """Read a Contact from the parameters of a call.

    Raises:
        ApiError: It lacks a number or a name.
    """
    number, name = parameters.text("phone_number"), parameters.text("first_name")
    if not number:
        raise bad_request("contact phone number must be non-empty")
    if not name:
        raise bad_request("contact first name must be non-empty")
    return {"phone_number": number, "first_name": name} | without_none(
        {"last_name": parameters.text("last_name") or None, "vcard": parameters.text("vcard") or None}
    )


def send_dice(world: World, parameters: Parameters) -> JsonObject:
    """Answer sendDice: send a roll with a random value."""
    envelope = read_envelope(world, parameters)
    return envelope.chat.message_json(post(world, envelope, {"dice": throw(world, parameters.text("emoji"))}))


def throw(world: World, emoji: str = "") -> JsonObject:
    """Roll a dice of a kind; return it as a Dice.

    Raises:
        ApiError: There is no such kind.
    """
    emoji = emoji.removesuffix("\ufe0f") or "🎲"
    if emoji not in DICE:
        raise bad_request("wrong emoji specified")
    return {"emoji": emoji, "value": world.rng.randint(1, DICE[emoji])}


def is_live(message: Message, now: int) -> bool:
    """Whether a message has a location that can still move."""
    place = message.content.get("location")
    period = place.get("live_period") if isinstance(place, dict) else None
    return isinstance(period, int) and (period == LIVE_FOR_EVER or now < message.date + period)


def moved(message: Message, parameters: Parameters) -> Message:
    """Return the message with its live location moved."""
    old = message.content["location"]
    place = read_location(parameters) | ({"live_period": old["live_period"]} if isinstance(old, dict) else {})
    if period := parameters.integer("live_period"):
        place["live_period"] = period
    return replace(message, content=message.content | {"location": place})


def stopped(message: Message) -> Message:
    """Return the message with its location no longer live."""
    old = message.content["location"]
    fields = old if isinstance(old, dict) else {}
    gone = {"live_period", "heading", "proximity_alert_radius"}
    place = {name: value for name, value in fields.items() if name not in gone}
    return replace(message, content=message.content | {"location": place})
