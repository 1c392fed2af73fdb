"""Changes to who is in a group and with which rights, and what the bot is told about them."""

from dataclasses import replace

from playground.chats.chat import Message, Timeline
from playground.chats.groups import PERMISSIONS, GroupChat, Standing
from playground.chats.invites import Invite
from playground.wire import JsonObject
from playground.world import World


def change_standing(
    world: World,
    group: GroupChat,
    user_id: int,
    standing: Standing,
    *,
    by: int,
    invite: Invite | None = None,
) -> None:
    """Change somebody's standing in a group, and tell the bot.

    The bot always hears about itself, but about others only as an administrator that asks for `chat_member` updates.
    """
    before = group.member_json(user_id)
    watched = group.bot_standing.status == "administrator"
    group.standings[user_id] = standing
    change: JsonObject = {
        "chat": group.chat_json,
        "from": world.user_json(by),
        "date": world.now(),
        "old_chat_member": before,
        "new_chat_member": group.member_json(user_id),
    }
    if invite is not None:
        change["invite_link"] = invite.to_json(world.user_json(invite.creator_id))
    group.touch()
    if user_id == group.bot_id:
        world.updates.put("my_chat_member", change)
    elif watched:
        world.updates.put("chat_member", change)


def announce(
    world: World, chat: Timeline, content: JsonObject, *, by: int, reply_to: int | None = None
) -> Message:
    """Add a service message about somebody's change to a chat, and tell the bot.

    Telegram also tells a bot about its own changes to a group.
    """
    from_bot = by == world.bot.id
    message = chat.add(
        Message(
            id=0,
            date=world.now(),
            from_bot=from_bot,
            sender_id=by if isinstance(chat, GroupChat) and not from_bot else None,
            content=content,
            reply_to=reply_to,
        )
    )
    world.tell("message", chat, message)
    return message


def carry_on(world: World, channel: GroupChat, post: Message) -> None:
    """Bring a channel's post into the group where it is discussed, as Telegram does."""
    group = world.groups.get(channel.linked_to)
    if group is None:
        return
    origin = {"type": "channel", "chat": channel.chat_json, "message_id": post.id, "date": post.date}
    added: JsonObject = {"sender_chat": channel.chat_json, "is_automatic_forward": True}
    added["forward_origin"] = post.content.get("forward_origin", origin)
    copy = group.add(
        replace(
            post,
            from_bot=False,
            sender_id=None,
            content=post.content | added,
            markup=None,
            reactions=(),
            reply_to=None,
        )
    )
    world.tell("message", group, copy)


def bring_in(
    world: World, group: GroupChat, user_ids: list[int], *, by: int, invite: Invite | None = None
) -> None:
    """Add people or the bot to a group, by a link if there was one."""
    for user_id in user_ids:
        change_standing(world, group, user_id, Standing(), by=by, invite=invite)
    if not group.is_channel:
        users = [world.user_json(user_id) for user_id in user_ids]
        announce(world, group, {"new_chat_members": users}, by=by)


def restrict(world: World, group: GroupChat, user_id: int, allowed: frozenset[str], *, until: int) -> None:
    """Leave a member these permissions only, until a time in seconds since 1970; 0 for ever."""
    if allowed >= frozenset(PERMISSIONS):
        standing = Standing()
    else:
        standing = Standing(status="restricted", rights=allowed, until=until)
    change_standing(world, group, user_id, standing, by=world.bot.id)
    _lift_later(world, group, user_id, standing, Standing())


def _lift_later(
    world: World, group: GroupChat, user_id: int, standing: Standing, afterwards: Standing
) -> None:
    def lift() -> None:
        # Telegram tells nobody that a restriction has run out.
        if group.standings.get(user_id) is standing:
            group.standings[user_id] = afterwards
            group.touch()

    if standing.until:
        world.clock.call_later(standing.until - world.clock(), lift)


def take_out(
    world: World, group: GroupChat, user_id: int, *, by: int, banned: bool = False, until: int = 0
) -> None:
    """Let somebody leave a group, or remove them; a ban may end, at a time in seconds since 1970."""
    was_inside = group.standing(user_id).is_inside
    if was_inside and not group.is_channel:
        # The service message comes first, because a bot that was removed could not read it afterwards.
        announce(world, group, {"left_chat_member": world.user_json(user_id)}, by=by)
    kicked = banned or by != user_id
    standing = Standing(status="kicked" if kicked else "left", until=until)
    change_standing(world, group, user_id, standing, by=by)
    _lift_later(world, group, user_id, standing, Standing(status="left"))


def migrate(world: World, group: GroupChat, *, by: int) -> GroupChat:
    """Turn a group into a supergroup: another chat with another id but the same people."""
    while (new_id := -1_000_000_000_000 - world.rng.randrange(1_000_000_000, 3_000_000_000)) in world.groups:
        pass
    successor = world.open_group(id=new_id, title=group.title, type="supergroup")
    successor.description = group.description
    successor.standings = {user: replace(standing) for user, standing in group.standings.items()}
    successor.permissions = group.permissions
    announce(world, group, {"migrate_to_chat_id": new_id}, by=by)
    announce(world, successor, {"migrate_from_chat_id": group.id}, by=by)
    group.migrated_to = new_id
    group.touch()
    return successor
