"""Groups, supergroups and channels on the server: who is in them, who may do what, and what the bot may read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from playground.chats.chat import MAX_HISTORY, Account, Message, Timeline
from playground.chats.invites import Invite
from playground.chats.topics import Topics
from playground.errors import ApiError, bad_request, forbidden
from playground.watching import Watchers
from playground.wire import JsonObject

#: What an administrator may do in any of these chats ...
_RIGHTS = (
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
)
#: ... and only in those of one type.
RIGHTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "group": (*_RIGHTS, "can_pin_messages"),
        "supergroup": (*_RIGHTS, "can_pin_messages", "can_manage_topics"),
        "channel": (*_RIGHTS, "can_post_messages", "can_edit_messages"),
    }
)
#: What a member of a group may do, unless the group or a restriction says otherwise.
PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
_INSIDE = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Somebody's status in a group: creator, administrator, member, restricted, left or kicked."""

    status: str = "member"
    #: An administrator's rights, or what somebody restricted may still do; empty for anybody else.
    rights: frozenset[str] = frozenset()
    #: The words that stand beside an administrator's name.
    title: str = ""
    #: When a restriction or a ban ends, in seconds since 1970; 0 for never.
    until: int = 0

    @property
    def is_inside(self) -> bool:
        """Whether they are in the group."""
        return self.status in _INSIDE

    def may(self, right: str) -> bool:
        """Whether they have a right."""
        return self.status == "creator" or right in self.rights

    def to_json(self, user: JsonObject, chat_type: str = "private") -> JsonObject:
        """Return it as a ChatMember."""
        fields: JsonObject = {"status": self.status, "user": user}
        if self.status == "creator":
            fields["is_anonymous"] = False
        elif self.status == "administrator":
            fields |= {"can_be_edited": False, "is_anonymous": False}
            fields |= {right: right in self.rights for right in RIGHTS[chat_type]}
        elif self.status == "restricted":
            fields |= {"is_member": True, "until_date": self.until}
            fields |= {name: name in self.rights for name in PERMISSIONS}
        elif self.status == "kicked":
            fields["until_date"] = self.until
        if self.title:
            fields["custom_title"] = self.title
        return fields


#: Who brings the posts of a channel into its group.
TELEGRAM: JsonObject = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
#: Somebody who was never in the group.
OUTSIDE = Standing(status="left")


class GroupChat(Timeline):
    """A group, supergroup or channel."""

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
        #: What members may do.
        self.permissions = frozenset(PERMISSIONS)
        #: Topics, if the group is a forum.
        self.topics: Topics | None = None
        #: The channel whose posts come here, or the group where this channel's posts are discussed; 0 for none.
        self.linked_to = 0
        #: The id of the picture's file; empty if there is none.
        self.photo = ""

    @property
    def title(self) -> str:
        """The group's title."""
        return str(self.chat_json["title"])

    @property
    def type(self) -> str:
        """One of "group", "supergroup" and "channel"."""
        return str(self.chat_json["type"])

    @property
    def is_channel(self) -> bool:
        """Whether only its administrators write here, in the channel's name."""
        return self.chat_json["type"] == "channel"

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
        return self.standing(user_id).to_json(self._users(user_id), self.type)

    def rename(self, title: str) -> None:
        """Give the group another title."""
        # Earlier messages keep the title they were sent with.
        self.chat_json = self.chat_json | {"title": title}

    def message_json(self, message: Message, *, nested: bool = False) -> JsonObject:
        """Return a message as a Message; a post in a channel is sent by the channel."""
        fields = super().message_json(message, nested=nested)
        if self.is_channel:
            del fields["from"]
            fields["sender_chat"] = self.chat_json
        return fields

    def sender_json(self, message: Message) -> JsonObject:
        """Return the author of a message as a User."""
        if "is_automatic_forward" in message.content:
            return TELEGRAM
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

    def why_bot_silent(self) -> ApiError | None:
        """Return why the bot, which is in the chat, cannot post there; None if it can."""
        if self.is_channel and not self.bot_standing.may("can_post_messages"):
            return bad_request("need administrator rights in the channel chat")
        if not self._may_write(self.bot_standing):
            return bad_request("not enough rights to send text messages to the chat")
        return None

    def _may_write(self, standing: Standing) -> bool:
        if standing.status == "member":
            return self.is_channel or "can_send_messages" in self.permissions
        return standing.status != "restricted" or "can_send_messages" in standing.rights & self.permissions

    def why_silent(self, account: Account) -> str | None:
        """Return why a person cannot write here; None if they can."""
        if self.migrated_to:
            return f"the group {self.title} became a supergroup; use what migrate() returned"
        standing = self.standing(account.id)
        if not standing.is_inside:
            return f"{account.first_name} is not in the {self.type} {self.title}"
        if self.is_channel and not standing.may("can_post_messages"):
            return f"only administrators write in the channel {self.title}"
        if not self._may_write(standing):
            return f"{account.first_name} may not write in {self.title}"
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
        if message.content.get("via_bot") == self.bot_user:
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
