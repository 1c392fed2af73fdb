"""Links into groups, and people who ask to be let in."""

from playground.chats.groups import GroupChat
from playground.chats.invites import Invite
from playground.chats.membership import bring_in
from playground.errors import bad_request
from playground.methods.groups.groups import find_group, read_user_id
from playground.serving.parameters import Parameters
from playground.wire import JsonObject
from playground.world import World

_MAX_NAME = 32


def _group(world: World, parameters: Parameters) -> GroupChat:
    group = find_group(world, parameters, "can't invite members to a private chat")
    if not group.bot_standing.may("can_invite_users"):
        raise bad_request("not enough rights to manage chat invite link")
    return group


def export_link(world: World, parameters: Parameters) -> str:
    """Answer exportChatInviteLink: make a new primary link; the old one is revoked."""
    group = _group(world, parameters)
    for invite in group.invites.values():
        if invite.is_primary:
            invite.is_primary, invite.is_revoked = False, True
    return _add(world, group, is_primary=True).link


def _add(world: World, group: GroupChat, *, is_primary: bool = False) -> Invite:
    invite = Invite(
        link=f"https://t.me/+{world.rng.getrandbits(80):020x}", creator_id=world.bot.id, is_primary=is_primary
    )
    group.invites[invite.link] = invite
    return invite


def create_link(world: World, parameters: Parameters) -> JsonObject:
    """Answer createChatInviteLink."""
    group = _group(world, parameters)
    settings = _settings(parameters)
    invite = _add(world, group)
    return _changed(world, invite, settings)


def edit_link(world: World, parameters: Parameters) -> JsonObject:
    """Answer editChatInviteLink: what is not given goes."""
    invite = _find(_group(world, parameters), parameters)
    if invite.is_primary:
        raise bad_request("INVITE_HASH_EXPIRED")
    return _changed(world, invite, _settings(parameters))


def revoke_link(world: World, parameters: Parameters) -> JsonObject:
    """Answer revokeChatInviteLink: let nobody come in by a link any more."""
    group = _group(world, parameters)
    invite = _find(group, parameters)
    if invite.is_primary:
        _add(world, group, is_primary=True)
    invite.is_primary, invite.is_revoked = False, True
    return invite.to_json(world.user_json(invite.creator_id))


def _find(group: GroupChat, parameters: Parameters) -> Invite:
    invite = group.invites.get(parameters.text("invite_link"))
    if invite is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    return invite


def _settings(parameters: Parameters) -> tuple[str, int, int, bool]:
    most, asks = parameters.integer("member_limit"), parameters.flag("creates_join_request")
    if most and asks:
        raise bad_request("member limit can't be specified for links requiring administrator approval")
    return parameters.text("name")[:_MAX_NAME], parameters.integer("expire_date"), most, asks


def _changed(world: World, invite: Invite, settings: tuple[str, int, int, bool]) -> JsonObject:
    invite.name, invite.expires_at, invite.most, invite.asks = settings
    return invite.to_json(world.user_json(invite.creator_id))


def approve(world: World, parameters: Parameters) -> bool:
    """Answer approveChatJoinRequest: let somebody in who has asked."""
    group = _group(world, parameters)
    user_id, invite = _take_request(group, parameters)
    invite.joined += 1
    bring_in(world, group, [user_id], by=user_id, invite=invite)
    return True


def decline(world: World, parameters: Parameters) -> bool:
    """Answer declineChatJoinRequest: let somebody not in who has asked."""
    _take_request(_group(world, parameters), parameters)
    return True


def _take_request(group: GroupChat, parameters: Parameters) -> tuple[int, Invite]:
    user_id = read_user_id(parameters)
    if group.standing(user_id).is_inside:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    for invite in group.invites.values():
        if user_id in invite.waiting:
            invite.waiting.remove(user_id)
            return user_id, invite
    raise bad_request("HIDE_REQUESTER_MISSING")
