"""Saves chats, groups, polls and payments as JSON, and loads them again."""

from dataclasses import asdict

# The file has the playground's own format; anything that does not match it raises NotPossible.
from typing import Any

from playground.chats.chat import Account, Chat, Message, Timeline
from playground.chats.groups import PERMISSIONS, GroupChat, Standing
from playground.chats.invites import Invite
from playground.chats.keyboards import keyboard_json, parse_keyboard
from playground.chats.payments import Charge, Checkout, Invoice, Payments
from playground.chats.polls import Poll
from playground.chats.queries import Toast
from playground.chats.topics import Topic, Topics
from playground.text.entities import Entity
from playground.wire import JsonObject
from playground.world import World


def write_chats(world: World) -> JsonObject:
    """Return everything in the chats."""
    return {
        "chats": [_chat_to_json(chat) for chat in world.chats.values()],
        "groups": [_group_to_json(group) for group in world.groups.values()],
        "polls": [asdict(poll) for poll in world.polls.values()],
        "payments": _payments_to_json(world.payments),
        "inline_places": [[name, *place] for name, place in world.inline.places.items()],
        "scores": [[*place, list(scores.items())] for place, scores in world.scores.items()],
    }


def fill_chats(world: World, saved: dict[str, Any]) -> None:
    """Fill a world with the result of `write_chats`; the files must already be there."""
    for chat in saved["chats"]:
        _fill_chat(world, chat)
    for group in saved["groups"]:
        _fill_group(world, group)
    for fields in saved["polls"]:
        # JSON has no numeric keys and no tuples.
        votes = {int(person): chosen for person, chosen in fields["votes"].items()}
        places = [(chat, message) for chat, message in fields["places"]]
        world.polls[fields["id"]] = Poll(**fields | {"votes": votes, "places": places})
    _fill_payments(world.payments, saved["payments"])
    for name, chat_id, message_id in saved.get("inline_places", ()):
        world.inline.places[name] = (chat_id, message_id)
    for chat_id, message_id, scores in saved.get("scores", ()):
        world.scores[chat_id, message_id] = dict(scores)


def _timeline_to_json(timeline: Timeline) -> JsonObject:
    return {
        "revision": timeline.revision,
        "next_message_id": timeline.next_message_id,
        "pins": timeline.pins,
        "messages": [_message_to_json(message) for message in timeline.messages.values()],
    }


def _fill_timeline(world: World, timeline: Timeline, saved: dict[str, Any]) -> None:
    timeline.revision = saved["revision"]
    timeline.next_message_id = saved["next_message_id"]
    timeline.pins = saved["pins"]
    for fields in saved["messages"]:
        message = _message_from_json(world, fields)
        timeline.messages[message.id] = message


def _chat_to_json(chat: Chat) -> JsonObject:
    return {
        "account": asdict(chat.account),
        "started": chat.started,
        "blocked": chat.blocked,
        "deactivated": chat.deactivated,
        "toasts": [asdict(toast) for toast in chat.toasts],
        **_timeline_to_json(chat),
    }


def _fill_chat(world: World, saved: dict[str, Any]) -> None:
    chat = world.open_chat(Account(**saved["account"]))
    chat.started = saved["started"]
    chat.blocked = saved["blocked"]
    chat.deactivated = saved["deactivated"]
    chat.toasts.extend(Toast(**toast) for toast in saved["toasts"])
    _fill_timeline(world, chat, saved)


def _group_to_json(group: GroupChat) -> JsonObject:
    standings = [
        [user, standing.status, sorted(standing.rights), standing.title, standing.until]
        for user, standing in group.standings.items()
    ]
    return {
        "id": group.id,
        "title": group.title,
        "type": group.type,
        "description": group.description,
        "migrated_to": group.migrated_to,
        "username": group.chat_json.get("username", ""),
        "permissions": sorted(group.permissions),
        "topics": asdict(group.topics) if group.topics is not None else None,
        "linked_to": group.linked_to,
        "photo": group.photo,
        "standings": standings,
        "invites": [asdict(invite) for invite in group.invites.values()],
        **_timeline_to_json(group),
    }


def _fill_group(world: World, saved: dict[str, Any]) -> None:
    group = world.open_group(
        id=saved["id"], title=saved["title"], type=saved["type"], username=saved.get("username", "")
    )
    group.description = saved["description"]
    group.migrated_to = saved["migrated_to"]
    group.invites = {fields["link"]: Invite(**fields) for fields in saved.get("invites", ())}
    group.permissions = frozenset(saved.get("permissions", PERMISSIONS))
    group.linked_to = saved.get("linked_to", 0)
    group.photo = saved.get("photo", "")
    if (topics := saved.get("topics")) is not None:
        by_id = {fields["id"]: Topic(**fields) for fields in topics["by_id"].values()}
        group.topics = Topics(general=Topic(**topics["general"]), by_id=by_id)
        group.chat_json |= {"is_forum": True}
    group.standings = {user: _standing(*fields) for user, *fields in saved["standings"]}
    _fill_timeline(world, group, saved)


def _standing(status: str, rights: list[str], title: str = "", until: int = 0) -> Standing:
    return Standing(status=status, rights=frozenset(rights), title=title, until=until)


def _message_to_json(message: Message) -> JsonObject:
    # Not asdict, which would deep-copy every keyboard and file.
    fields = {name: getattr(message, name) for name in Message.__dataclass_fields__}
    return fields | {
        "entities": [entity.to_json() for entity in message.entities],
        "buttons": keyboard_json(message.buttons),
        "file": message.file.file_id if message.file else None,
    }


def _message_from_json(world: World, saved: dict[str, Any]) -> Message:
    return Message(
        **saved
        | {
            "entities": tuple(Entity.from_json(entity) for entity in saved["entities"]),
            "buttons": parse_keyboard(saved["buttons"]),
            "file": world.files.get(saved["file"]) if saved["file"] else None,
            "reactions": tuple((who, emoji) for who, emoji in saved["reactions"]),
        }
    )


def _payments_to_json(payments: Payments) -> JsonObject:
    return {
        "invoices": [[*place, asdict(invoice)] for place, invoice in payments.invoices.items()],
        "links": [[link, asdict(invoice)] for link, invoice in payments.links.items()],
        "open": [asdict(checkout) for checkout in payments.open.values()],
        "shipping": [asdict(checkout) for checkout in payments.shipping.values()],
        "charges": [asdict(charge) for charge in payments.charges.values()],
    }


def _invoice(fields: dict[str, Any]) -> Invoice:
    return Invoice(**fields | {"needs": tuple(fields.get("needs", ()))})


def _fill_payments(payments: Payments, saved: dict[str, Any]) -> None:
    for chat_id, message_id, invoice in saved["invoices"]:
        payments.invoices[chat_id, message_id] = _invoice(invoice)
    for link, invoice in saved["links"]:
        payments.links[link] = _invoice(invoice)
    for fields in saved["open"]:
        checkout = Checkout(**fields | {"invoice": _invoice(fields["invoice"])})
        payments.open[checkout.query_id] = checkout
    for fields in saved.get("shipping", ()):
        checkout = Checkout(**fields | {"invoice": _invoice(fields["invoice"])})
        payments.shipping[checkout.query_id] = checkout
    for fields in saved["charges"]:
        charge = Charge(**fields | {"invoice": _invoice(fields["invoice"])})
        payments.charges[charge.id] = charge
