"""What the control API can change besides people: groups, files online, the crowd, faults and the clock."""

from dataclasses import asdict

from playground.control.asked import Asked
from playground.control.fields import SAYS_NOTHING, Refused, read_body
from playground.control.views import chat_view
from playground.people.crowd import Habits
from playground.people.groups import Group
from playground.serving.faults import Fault, FaultType
from playground.wire import JsonObject, without_none


async def groups(asked: Asked) -> JsonObject:
    """List the groups."""
    return {"groups": [chat_view(chat) for chat in asked.world.groups.values()]}


async def found_group(asked: Asked) -> JsonObject:
    """Create a group; the first of its people owns it."""
    fields = await asked.json()
    title = fields.text("title").strip()
    if not 1 <= len(title) <= 128:
        raise Refused(400, "a title must have 1 to 128 characters")
    members = [asked.find_person(person_id) for person_id in fields.integers("members")]
    username, with_bot = fields.text("username", ""), fields.flag("with_bot", default=True)
    if fields.flag("channel"):
        channel = asked.telegram.channel(title, members, username=username, with_bot=with_bot)
        return _shown(asked, channel)
    group = asked.telegram.group(
        title,
        members,
        supergroup=fields.flag("supergroup") or fields.flag("forum"),
        with_bot=with_bot,
        username=username,
    )
    if fields.flag("forum"):
        group.make_forum()
    return _shown(asked, group)


async def link_group(asked: Asked) -> JsonObject:
    """Let the posts of a channel appear in a supergroup."""
    group = asked.group
    group.link(asked.find_group((await asked.json()).integer("channel")))
    return _shown(asked, group)


def _shown(asked: Asked, group: Group) -> JsonObject:
    chat = asked.world.groups[group.id]
    chat.touch()
    return chat_view(chat)


async def join_group(asked: Asked) -> JsonObject:
    """Add a person to a group, by a link if one is given."""
    fields = await asked.json()
    asked.group.join(asked.find_person(fields.integer("person")), fields.optional_text("link"))
    return _shown(asked, asked.group)


async def leave_group(asked: Asked) -> JsonObject:
    """Remove a person from a group."""
    asked.group.leave(asked.find_person((await asked.json()).integer("person")))
    return _shown(asked, asked.group)


async def set_bot_status(asked: Asked) -> JsonObject:
    """Make the bot a member or an administrator of a group, or remove it."""
    group, status = asked.group, (await asked.json()).text("status")
    inside = group.bot_status in {"member", "administrator"}
    if status not in {"member", "administrator", "left"}:
        raise Refused(400, '"status" must be member, administrator or left')
    if status == "left":
        group.remove_bot()
        return _shown(asked, group)
    if not inside:
        group.add_bot()
    if status == "administrator":
        group.promote_bot()
    elif group.bot_status == "administrator":
        group.demote_bot()
    return _shown(asked, group)


async def migrate_group(asked: Asked) -> JsonObject:
    """Turn a group into a supergroup, which is another chat with another id."""
    successor = asked.group.migrate()
    asked.telegram.groups[successor.id] = successor
    return _shown(asked, successor)


async def crowd(asked: Asked) -> JsonObject:
    """Show the crowd."""
    return asked.parts.crowd.view()


async def add_crowd(asked: Asked) -> JsonObject:
    """Add virtual people who answer automatically."""
    fields = await asked.json()
    habits = Habits(
        reliability=fields.number("reliability", 0.85),
        pace_s=(fields.number("shortest_s", 0.6), fields.number("longest_s", 3.0)),
    )
    languages = tuple(fields.text("languages", "en").replace(",", " ").split())
    asked.parts.crowd.add(
        fields.integer("count"), habits, seed=fields.integer("seed", 0), languages=languages
    )
    return asked.parts.crowd.view()


async def rest_crowd(asked: Asked) -> JsonObject:
    """Pause the crowd."""
    await asked.parts.crowd.rest()
    return asked.parts.crowd.view()


async def wake_crowd(asked: Asked) -> JsonObject:
    """Let the crowd continue."""
    asked.parts.crowd.go_on()
    return asked.parts.crowd.view()


async def put_online(asked: Asked) -> JsonObject:
    """Put the file in the body of the request at an address, from which the bot may send it."""
    url, data = asked.query.text("url"), await read_body(asked.request)
    if not data:
        raise Refused(400, "the file is empty")
    kind = asked.request.content_type
    asked.telegram.put_online(url, data, None if kind in SAYS_NOTHING else kind)
    return {"url": url, "bytes": len(data)}


async def faults(asked: Asked) -> JsonObject:
    """List the faults in force."""
    return {"faults": [without_none(asdict(fault)) for fault in asked.telegram.faults.rules]}


async def add_fault(asked: Asked) -> JsonObject:
    """Add a fault."""
    fields = await asked.json()
    kind = fields.text("kind")
    if kind not in set(FaultType):
        raise Refused(400, f'"kind" must be one of {", ".join(FaultType)}')
    asked.telegram.faults.add(
        Fault(
            kind=FaultType(kind),
            method=fields.optional_text("method"),
            update=fields.optional_text("update"),
            chat_id=fields.optional_integer("chat_id"),
            share=fields.number("share") if "share" in fields else None,
            nth=fields.optional_integer("nth"),
            times=fields.optional_integer("times"),
            after=fields.flag("after"),
            seconds=fields.number("seconds") if "seconds" in fields else None,
            retry_after=fields.integer("retry_after", 3),
        )
    )
    return await faults(asked)


async def clear_faults(asked: Asked) -> JsonObject:
    """Remove all faults."""
    asked.telegram.faults.clear()
    return await faults(asked)


async def violations(asked: Asked) -> JsonObject:
    """List the bot's violations of the Bot API schema."""
    return {"violations": [asdict(violation) for violation in asked.telegram.violations]}


async def clock(asked: Asked) -> JsonObject:
    """Return the playground's time."""
    return {"time": asked.telegram.clock()}


async def move_clock(asked: Asked) -> JsonObject:
    """Move the clock ahead; everything that falls due on the way happens."""
    await asked.telegram.clock.move((await asked.json()).number("seconds"))
    return await clock(asked)
