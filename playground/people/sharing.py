"""What a reply keyboard button sends if it asks for people, a group or a poll."""

from collections.abc import Sequence

from playground.chats.chat import Account
from playground.chats.groups import GroupChat
from playground.chats.keyboards import ReplyButton
from playground.chats.polls import Poll
from playground.errors import NotPossible
from playground.wire import JsonObject, without_none
from playground.world import World

#: The question of a poll that a person creates on request.
_QUESTION = "Which one?"
_OPTIONS = ("The first", "The second")


def shared_users(world: World, button: ReplyButton, giver: Account, users: Sequence[int]) -> JsonObject:
    """Return the people that somebody shares; without `users`, the first other person, or else themselves.

    Raises:
        NotPossible: There are more than the button accepts, or one does not exist.
    """
    most = _integer(button, "max_quantity", 1)
    others = [person_id for person_id in world.chats if person_id != giver.id]
    chosen = list(users) or others[:1] or [giver.id]
    if len(chosen) > most:
        raise NotPossible(f"the button accepts at most {most}, not {len(chosen)}")
    for person_id in chosen:
        if person_id not in world.chats:
            raise NotPossible(f"nobody has the id {person_id}")
    shared = [_shared_user(button, world.chats[person_id].account) for person_id in chosen]
    request = _integer(button, "request_id", 0)
    # The ids alone are the old form, which Telegram still sends.
    return {"users_shared": {"request_id": request, "users": shared, "user_ids": chosen}}


def _shared_user(button: ReplyButton, account: Account) -> JsonObject:
    fields: JsonObject = {"user_id": account.id}
    if button.wanted.get("request_name"):
        fields |= without_none({"first_name": account.first_name, "last_name": account.last_name})
    if button.wanted.get("request_username"):
        fields |= without_none({"username": account.username})
    return fields


def shared_chat(world: World, button: ReplyButton, giver: Account, chat_id: int | None) -> JsonObject:
    """Return the group that somebody shares; without `chat_id`, the first one they are in.

    Raises:
        NotPossible: There is no such group, or the button asks for a channel, and the playground has none.
    """
    if button.wanted.get("chat_is_channel"):
        raise NotPossible(f"the button {button.text!r} asks for a channel, and the playground has none")
    own = [group for group in world.groups.values() if _is_eligible(button, group, giver)]
    group = next((group for group in own if chat_id in {None, group.id}), None)
    if group is None:
        raise NotPossible(f"{giver.first_name} has no such group to share")
    fields: JsonObject = {"request_id": _integer(button, "request_id", 0), "chat_id": group.id}
    if button.wanted.get("request_title"):
        fields["title"] = group.title
    return {"chat_shared": fields}


def _is_eligible(button: ReplyButton, group: GroupChat, giver: Account) -> bool:
    standing = group.standing(giver.id)
    if not standing.is_inside or group.migrated_to:
        return False
    if button.wanted.get("chat_is_created") and standing.status != "creator":
        return False
    return not button.wanted.get("bot_is_member") or group.bot_standing.is_inside


def new_poll(world: World, button: ReplyButton) -> Poll:
    """Make the poll that somebody creates: a quiz if the button asks for one."""
    is_quiz = button.wanted.get("type") == "quiz"
    poll = Poll(
        id=str(world.rng.getrandbits(62)),
        question=_QUESTION,
        options=list(_OPTIONS),
        quiz=is_quiz,
        revoting=not is_quiz,
        correct=[0] if is_quiz else [],
    )
    world.polls[poll.id] = poll
    return poll


def _integer(button: ReplyButton, name: str, default: int) -> int:
    value = button.wanted.get(name)
    return value if isinstance(value, int) else default
