"""Methods for groups: who is in them, who may do what, and leaving."""

from dataclasses import replace

from playground.chats.chat import Timeline
from playground.chats.groups import PERMISSIONS, RIGHTS, GroupChat, Standing
from playground.chats.membership import announce, change_standing, restrict, take_out
from playground.errors import ApiError, bad_request
from playground.serving.parameters import Parameters
from playground.wire import JsonObject
from playground.world import World

_MAX_TITLE = 128
_MAX_DESCRIPTION = 255
_MAX_ADMINISTRATOR_TITLE = 16
#: Telegram takes what ends sooner or later as lasting for ever.
_SHORTEST_S, _LONGEST_S = 30, 366 * 24 * 3600
_MEDIA = {
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
}


def read_user_id(parameters: Parameters) -> int:
    """Read which user a call is about.

    Raises:
        ApiError: It is not a user's id.
    """
    user_id = parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    return user_id


def _readable(world: World, parameters: Parameters) -> Timeline:
    """Find a chat whose members the bot may see."""
    chat = world.find_chat(parameters)
    if isinstance(chat, GroupChat) and not chat.bot_standing.is_inside:
        raise chat.refusal() or bad_request("chat not found")
    return chat


def get_member(world: World, parameters: Parameters) -> JsonObject:
    """Answer getChatMember: return somebody's status in a chat."""
    chat, user_id = _readable(world, parameters), read_user_id(parameters)
    if isinstance(chat, GroupChat):
        try:
            return chat.member_json(user_id)
        except ApiError as error:
            raise bad_request("PARTICIPANT_ID_INVALID") from error
    if user_id not in {chat.id, world.bot.id}:
        raise bad_request("member not found")
    return Standing().to_json(world.user_json(user_id))


def count_members(world: World, parameters: Parameters) -> int:
    """Answer getChatMemberCount."""
    chat = _readable(world, parameters)
    if isinstance(chat, GroupChat):
        return sum(standing.is_inside for standing in chat.standings.values())
    return 2


def get_administrators(world: World, parameters: Parameters) -> list[JsonObject]:
    """Answer getChatAdministrators: all of them except other bots."""
    chat = _readable(world, parameters)
    if not isinstance(chat, GroupChat):
        raise bad_request("there are no administrators in the private chat")
    chosen = {"creator", "administrator"}
    return [chat.member_json(user) for user, standing in chat.standings.items() if standing.status in chosen]


def find_group(world: World, parameters: Parameters, else_say: str) -> GroupChat:
    """Look up the group that a call is about.

    Raises:
        ApiError: It is a private chat, or the bot is not in the group.
    """
    chat = world.find_chat(parameters)
    if not isinstance(chat, GroupChat):
        raise bad_request(else_say)
    refusal = chat.refusal()
    if refusal is not None:
        raise refusal
    return chat


def leave_chat(world: World, parameters: Parameters) -> bool:
    """Answer leaveChat: the bot leaves a group."""
    group = find_group(world, parameters, "chat member status can't be changed in private chats")
    take_out(world, group, world.bot.id, by=world.bot.id)
    return True


def ban_member(world: World, parameters: Parameters) -> bool:
    """Answer banChatMember: remove somebody from a group and keep them from returning."""
    group = find_group(world, parameters, "can't ban members in private chats")
    user_id = read_user_id(parameters)
    if user_id == world.bot.id:
        raise bad_request("can't restrict self")
    world.user_json(user_id)
    _must_restrict(group)
    status = group.standing(user_id).status
    if status == "creator":
        raise bad_request("can't remove chat owner")
    if status == "administrator":
        raise bad_request("user is an administrator of the chat")
    take_out(world, group, user_id, by=world.bot.id, banned=True, until=read_until(world, parameters))
    return True


def read_until(world: World, parameters: Parameters) -> int:
    """Read when a restriction ends, in seconds since 1970; 0 for never, as for less than 30 s or over 366 days."""
    until = parameters.integer("until_date")
    return until if _SHORTEST_S <= until - world.now() <= _LONGEST_S else 0


def restrict_member(world: World, parameters: Parameters) -> bool:
    """Answer restrictChatMember: take permissions from a member of a supergroup, or give them back."""
    group = find_group(world, parameters, "method is available only for supergroups")
    if group.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    user_id = read_user_id(parameters)
    if user_id == world.bot.id:
        raise bad_request("can't restrict self")
    world.user_json(user_id)
    allowed = read_permissions(parameters)
    _must_restrict(group)
    standing = group.standing(user_id)
    if standing.status == "creator":
        raise bad_request("can't remove chat owner")
    if standing.status == "administrator":
        raise bad_request("user is an administrator of the chat")
    if not standing.is_inside:
        raise bad_request("USER_NOT_PARTICIPANT")
    restrict(world, group, user_id, allowed, until=read_until(world, parameters))
    return True


def read_permissions(parameters: Parameters) -> frozenset[str]:
    """Read a ChatPermissions.

    Raises:
        ApiError: There is none.
    """
    given = parameters.mapping("permissions", "permissions")
    if given is None:
        raise bad_request(
            "can't parse permissions: expected an Object"
            if parameters.text("permissions")
            else 'parameter "permissions" is required'
        )
    flags = Parameters(given)
    if parameters.flag("use_independent_chat_permissions"):
        return frozenset(name for name in PERMISSIONS if flags.flag(name))
    allowed = {name for name in PERMISSIONS if flags.flag(name)}
    # Without independent permissions, one that needs others brings them.
    if flags.flag("can_send_other_messages") or flags.flag("can_add_web_page_previews"):
        allowed |= _MEDIA
    if flags.flag("can_send_media_messages"):
        allowed |= _MEDIA
    if flags.flag("can_send_polls") or allowed & _MEDIA:
        allowed |= {"can_send_messages"}
    return frozenset(allowed)


def set_permissions(world: World, parameters: Parameters) -> bool:
    """Answer setChatPermissions: say what all members may do."""
    group = find_group(world, parameters, "can't change private chat permissions")
    allowed = read_permissions(parameters)
    if group.is_channel:
        raise bad_request("can't change channel chat permissions")
    if not group.bot_standing.may("can_restrict_members"):
        raise bad_request("not enough rights to change chat permissions")
    if allowed == group.permissions:
        raise bad_request("CHAT_NOT_MODIFIED")
    group.permissions = allowed
    group.touch()
    return True


def set_administrator_title(world: World, parameters: Parameters) -> bool:
    """Answer setChatAdministratorCustomTitle: set the words beside an administrator's name."""
    group = find_group(world, parameters, "method is available only for supergroups")
    user_id, title = read_user_id(parameters), parameters.text("custom_title")
    standing = group.standing(user_id)
    if group.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    if standing.status == "creator":
        raise bad_request("only creator can edit their custom title")
    if standing.status != "administrator":
        raise bad_request("user is not an administrator")
    if not group.bot_standing.may("can_promote_members"):
        raise bad_request("not enough rights to change custom title of the user")
    if len(title) > _MAX_ADMINISTRATOR_TITLE:
        raise bad_request("ADMIN_RANK_INVALID")
    change_standing(world, group, user_id, replace(standing, title=title), by=world.bot.id)
    return True


def set_photo(world: World, parameters: Parameters) -> bool:
    """Answer setChatPhoto: upload a new picture of the chat."""
    group = find_group(world, parameters, "can't change private chat photo")
    given = parameters.file("photo")
    if isinstance(given, str):
        raise bad_request(
            "there is no photo in the request" if not given else "photo must be uploaded as an InputFile"
        )
    if not group.bot_standing.may("can_change_info"):
        raise bad_request("not enough rights to change chat photo")
    stored = world.files.add(given, "photo")
    group.photo = stored.file_id
    announce(world, group, {"new_chat_photo": stored.content_json()["photo"]}, by=world.bot.id)
    return True


def delete_photo(world: World, parameters: Parameters) -> bool:
    """Answer deleteChatPhoto: take the chat's picture away."""
    group = find_group(world, parameters, "can't change private chat photo")
    if not group.bot_standing.may("can_change_info"):
        raise bad_request("not enough rights to change chat photo")
    if not group.photo:
        raise bad_request("CHAT_NOT_MODIFIED")
    group.photo = ""
    announce(world, group, {"delete_chat_photo": True}, by=world.bot.id)
    return True


def unban_member(world: World, parameters: Parameters) -> bool:
    """Answer unbanChatMember: let somebody return; removes a current member unless only_if_banned is set."""
    group = find_group(world, parameters, "method is available only in supergroup and channel chats")
    user_id = read_user_id(parameters)
    if user_id == world.bot.id:
        raise bad_request("can't unrestrict self")
    world.user_json(user_id)
    _must_restrict(group)
    standing = group.standing(user_id)
    if standing.status in {"creator", "administrator"}:
        raise bad_request("user is an administrator of the chat")
    if standing.status == "kicked" or (standing.is_inside and not parameters.flag("only_if_banned")):
        change_standing(world, group, user_id, Standing(status="left"), by=world.bot.id)
    return True


def _must_restrict(group: GroupChat) -> None:
    if not group.bot_standing.may("can_restrict_members"):
        raise bad_request("not enough rights to restrict/unrestrict chat member")


def promote_member(world: World, parameters: Parameters) -> bool:
    """Answer promoteChatMember: give a member rights, or remove all of them."""
    group = find_group(world, parameters, "can't promote members in private chats")
    user_id = read_user_id(parameters)
    if not group.bot_standing.may("can_promote_members"):
        raise bad_request("not enough rights")
    if user_id == world.bot.id:
        raise bad_request("can't promote self")
    standing = group.standing(user_id)
    if not standing.is_inside:
        raise bad_request("USER_NOT_PARTICIPANT")
    if standing.status == "creator":
        raise bad_request("can't remove chat owner")
    rights = frozenset(right for right in RIGHTS[group.type] if parameters.flag(right))
    status = "administrator" if rights else "member"
    change_standing(world, group, user_id, Standing(status=status, rights=rights), by=world.bot.id)
    return True


def set_title(world: World, parameters: Parameters) -> bool:
    """Answer setChatTitle."""
    group = find_group(world, parameters, "can't change private chat title")
    title = parameters.text("title").strip()
    if not title:
        raise bad_request("title must be non-empty")
    if not group.bot_standing.may("can_change_info"):
        raise bad_request("not enough rights to change chat title")
    if title[:_MAX_TITLE] == group.title:
        raise bad_request("chat title is not modified")
    group.rename(title[:_MAX_TITLE])
    announce(world, group, {"new_chat_title": group.title}, by=world.bot.id)
    return True


def set_description(world: World, parameters: Parameters) -> bool:
    """Answer setChatDescription."""
    group = find_group(world, parameters, "can't change private chat description")
    if not group.bot_standing.may("can_change_info"):
        raise bad_request("not enough rights to change chat description")
    description = parameters.text("description").strip()[:_MAX_DESCRIPTION]
    if description == group.description:
        raise bad_request("chat description is not modified")
    group.description = description
    group.touch()
    return True
