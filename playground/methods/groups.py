"""Methods for groups: who is in them, who may do what, and leaving."""

from playground.chats import Timeline
from playground.errors import ApiError, bad_request
from playground.groupchats import RIGHTS, GroupChat, Standing
from playground.membership import announce, change_standing, take_out
from playground.parameters import Parameters
from playground.wire import JsonObject
from playground.world import World

_MAX_TITLE = 128
_MAX_DESCRIPTION = 255


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
    take_out(world, group, user_id, by=world.bot.id, banned=True)
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
    rights = frozenset(right for right in RIGHTS if parameters.flag(right))
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
