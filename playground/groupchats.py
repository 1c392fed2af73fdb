"""Groups and supergroups on the server: who is in them, who may do what, and what the bot may read."""

from collections.abc import Callable
from dataclasses import dataclass

from playground.chats import MAX_HISTORY, Account, Message, Timeline
from playground.errors import ApiError, bad_request, forbidden
from playground.invites import Invite
from playground.watching import Watchers
from playground.wire import JsonObject

#: What an administrator of a group may do.
RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
)
_INSIDE = frozenset({"creator", "administrator", "member"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Somebody's status in a group: creator, administrator, member, left or kicked."""

    status: str = "member"
    #: An administrator's rights; empty for anybody else.
    rights: frozenset[str] = frozenset()

    @property
    def is_inside(self) -> bool:
        """Whether they are in the group."""
        return self.status in _INSIDE

    def may(self, right: str) -> bool:
        """Whether they have a right."""
        return self.status == "creator" or right in self.rights

    def to_json(self, user: JsonObject) -> JsonObject:
        """Return it as a ChatMember."""
        fields: JsonObject = {"status": self.status, "user": user}
        if self.status == "creator":
            fields["is_anonymous"] = False
        elif self.status == "administrator":
            fields |= {"can_be_edited": False, "is_anonymous": False}
            fields |= {right: right in self.rights for right in RIGHTS}
        elif self.status == "kicked":
            fields["until_date"] = 0
        return fields


#: Somebody who was never in the group.
OUTSIDE = Standing(status="left")


class GroupChat(Timeline):
    """A group or supergroup."""

    def __init__(
        self,
        chat_json: JsonObject,
        bot_user: JsonObject,
        *,
        users: Callable[[int], JsonObject],
        watchers: Watchers | None = None,
        room: Callable[[], int] = lambda: MAX_HISTORY,
    ) -> None:
        """Open an empty group without members; `users` returns the User with an id."""
        super().__init__(chat_json, bot_user, watchers=watchers, room=room)
        self._users = users
        self.description = ""
        self.standings: dict[int, Standing] = {}
        #: The links to the group that the bot has made, by address.
        self.invites: dict[str, Invite] = {}
        #: The supergroup that this group was turned into; 0 if it was not.
        self.migrated_to = 0

    @property
    def title(self) -> str:
        """The group's title."""
        return str(self.chat_json["title"])

    @property
    def type(self) -> str:
        """Either "group" or "supergroup"."""
        return str(self.chat_json["type"])

    @property
    def bot_id(self) -> int:
        """The bot's id."""
        return int(str(self.bot_user["id"]))

    @property
    def owner_id(self) -> int:
        """The id of the group's owner; the bot's id if nobody owns it."""
        owners = (user for user, standing in self.standings.items() if standing.status == "creator")
        return next(owners, self.bot_id)

    @property
    def bot_standing(self) -> Standing:
        """The bot's standing in the group."""
        return self.standing(self.bot_id)

    def standing(self, user_id: int) -> Standing:
        """Look up somebody's standing in the group."""
        return self.standings.get(user_id, OUTSIDE)

    def member_json(self, user_id: int) -> JsonObject:
        """Return somebody as a ChatMember."""
        return self.standing(user_id).to_json(self._users(user_id))

    def rename(self, title: str) -> None:
        """Give the group another title."""
        # Earlier messages keep the title they were sent with.
        self.chat_json = self.chat_json | {"title": title}

    def sender_json(self, message: Message) -> JsonObject:
        """Return the author of a message as a User."""
        return self.bot_user if message.sender_id is None else self._users(message.sender_id)

    def refusal(self) -> ApiError | None:
        """Return why the bot cannot write here; None if it can."""
        if self.migrated_to:
            return bad_request(
                "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": self.migrated_to}
            )
        if self.bot_standing.status == "kicked":
            return forbidden(f"bot was kicked from the {self.type} chat")
        if not self.bot_standing.is_inside:
            return forbidden(f"bot is not a member of the {self.type} chat")
        return None

    def why_silent(self, account: Account) -> str | None:
        """Return why a person cannot write here; None if they can."""
        if self.migrated_to:
            return f"the group {self.title} became a supergroup; use what migrate() returned"
        if not self.standing(account.id).is_inside:
            return f"{account.first_name} is not in the group {self.title}"
        return None

    def bot_sees(self, message: Message, *, reads_all: bool) -> bool:
        """Whether the bot receives a message by a person.

        In privacy mode, a bot receives commands, replies to its own messages, mentions of its name and changes to the
        group. As an administrator, or with privacy mode off, it receives everything.
        """
        standing = self.bot_standing
        if not standing.is_inside:
            return False
        if reads_all or standing.status == "administrator" or message.kind == "service":
            return True
        answered = self.messages.get(message.reply_to or 0)
        return (answered is not None and answered.from_bot) or self._addresses_bot(message)

    def tells_reactions(self) -> bool:
        """Whether the bot may receive people's reactions here, which it may as an administrator."""
        return self.bot_standing.status == "administrator"

    def _addresses_bot(self, message: Message) -> bool:
        name = f"@{self.bot_user['username']}".lower()
        # In UTF-16 a character takes two bytes for each unit of an offset.
        words = message.words.encode("utf-16-le")
        for entity in message.entities:
            part = words[entity.offset * 2 : entity.end * 2].decode("utf-16-le").lower()
            if entity.type == "mention" and part == name:
                return True
            if entity.type == "bot_command" and entity.offset == 0:
                return "@" not in part or part.endswith(name)
        return False
