"""Everything a playground knows: the bot, the chats, the files, and what is waiting to be read or answered."""

import random
from dataclasses import dataclass, field

from playground.chats.chat import MAX_HISTORY, Account, Chat, Message, Timeline
from playground.chats.files import FileStore
from playground.chats.groups import TELEGRAM, GroupChat
from playground.chats.inline import Inline
from playground.chats.payments import Payments
from playground.chats.polls import Poll
from playground.chats.queries import Presses
from playground.clock import Clock
from playground.errors import bad_request
from playground.serving.faults import Faults
from playground.serving.floods import Purse
from playground.serving.parameters import Parameters
from playground.serving.updates import UpdateQueue
from playground.watching import Watchers
from playground.wire import JsonObject

#: A range in which real people's ids look plausible.
_PERSON_IDS = (100_000_000, 6_000_000_000)
#: All chats together keep about this many messages, ...
_MAX_HISTORIES = 100_000
#: ... but each of them keeps at least this many.
_MIN_HISTORY = 100


#: What updates about messages are called in a channel.
_POSTS = {"message": "channel_post", "edited_message": "edited_channel_post"}


@dataclass(slots=True, kw_only=True)
class BotProfile:
    """The bot's names and descriptions; texts by language code, "" for everybody else."""

    id: int
    first_name: str
    username: str
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    #: Commands by (scope, language code).
    commands: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    #: Menu buttons by chat id, 0 for all other chats.
    menu_buttons: dict[int, JsonObject] = field(default_factory=dict)
    #: Whether it receives everything in groups, because privacy mode is off in @BotFather.
    reads_all: bool = False
    #: The rights it asks for when it is made an administrator: of groups and of channels.
    default_rights: dict[str, JsonObject] = field(default_factory=dict)

    def user_json(self) -> JsonObject:
        """Return the bot as the User in messages."""
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where to send the bot's updates."""

    url: str
    secret_token: str = field(repr=False)
    max_connections: int


@dataclass(slots=True)
class WebhookTrouble:
    """The last failed delivery; `at` is in seconds since 1970, 0 for never."""

    at: int = 0
    text: str = ""


class World:
    """The state behind the Bot API, for one bot and any number of people."""

    def __init__(
        self,
        *,
        clock: Clock,
        rng: random.Random,
        bot_id: int,
        answerable_s: float,
        fault_seed: object = None,
    ) -> None:
        """Start with only a bot; `fault_seed` determines the random choices of faults."""
        self.clock = clock
        self.rng = rng
        self.bot = BotProfile(id=bot_id, first_name="Playground bot", username="playground_bot")
        self.bot_user = self.bot.user_json()
        #: Private chats by person id.
        self.chats: dict[int, Chat] = {}
        self.groups: dict[int, GroupChat] = {}
        self.polls: dict[str, Poll] = {}
        #: Told about every call, update and change in a chat; the browser page uses this.
        self.watchers = Watchers()
        self.files = FileStore(rng)
        self.faults = Faults(fault_seed, self.watchers)
        self.presses = Presses(clock=clock, answerable_s=answerable_s, watchers=self.watchers)
        self.updates = UpdateQueue(
            clock=clock, rng=rng, presses=self.presses, faults=self.faults, watchers=self.watchers
        )
        #: The number of the current call; None for people's actions.
        self.call_number: int | None = None
        self.webhook: Webhook | None = None
        #: What getWebhookInfo reports besides the address.
        self.webhook_trouble = WebhookTrouble()
        #: The bot's Stars: people pay in, and broadcasts are paid from it.
        self.purse = Purse()
        self.payments = Payments(purse=self.purse)
        self.inline = Inline(clock=clock)
        #: Scores of games by message (pairs of a chat id and a message id), and in it by person.
        self.scores: dict[tuple[int, int], dict[int, int]] = {}

    def name_bot(self, first_name: str, username: str) -> None:
        """Rename the bot; only before it has written anything."""
        self.bot.first_name, self.bot.username = first_name, username
        # The chats share this object.
        self.bot_user.update(self.bot.user_json())

    def number_bot(self, bot_id: int) -> None:
        """Give the bot another id; only before it has written anything."""
        for group in self.groups.values():
            if self.bot.id in group.standings:
                group.standings[bot_id] = group.standings.pop(self.bot.id)
        self.bot.id = bot_id
        self.bot_user.update(self.bot.user_json())

    def now(self) -> int:
        """Return the time as Telegram writes it: whole seconds since 1970."""
        return int(self.clock())

    def open_chat(self, account: Account) -> Chat:
        """Create the chat with a person who has not written yet."""
        chat = Chat(account, self.bot_user, watchers=self.watchers, room=self.history_room)
        self.chats[account.id] = chat
        return chat

    def set_webhook(self, webhook: Webhook | None) -> None:
        """Send updates to an address from now on, or to none."""
        self.webhook = webhook
        self.webhook_trouble = WebhookTrouble()
        self.watchers.tell("webhook", webhook)

    def history_room(self) -> int:
        """Return how many messages each chat keeps: 5,000 for up to 20 chats, then fewer, but at least 100."""
        return max(_MIN_HISTORY, min(MAX_HISTORY, _MAX_HISTORIES // max(len(self.chats), 1)))

    def open_group(self, *, id: int, title: str, type: str, username: str = "") -> GroupChat:  # noqa: A002 - Telegram's words
        """Create a group, supergroup or channel without members; a public one has a username."""
        group = GroupChat(
            {"id": id, "type": type, "title": title} | ({"username": username} if username else {}),
            self.bot_user,
            users=self.user_json,
            watchers=self.watchers,
            room=self.history_room,
        )
        self.groups[id] = group
        return group

    def chat(self, chat_id: int) -> Timeline | None:
        """Look up a chat of any kind by its id."""
        return self.chats.get(chat_id) or self.groups.get(chat_id)

    def public_chat(self, username: str) -> GroupChat | None:
        """Look up a public group or channel by its username, in any case and with the @ or without."""
        name = username.removeprefix("@").lower()
        for group in self.groups.values():
            if name and str(group.chat_json.get("username", "")).lower() == name:
                return group
        return None

    def user_json(self, user_id: int) -> JsonObject:
        """Return somebody known, including the bot, as a User.

        Raises:
            ApiError: Nobody has this id.
        """
        if user_id == self.bot.id:
            return self.bot_user
        if user_id == TELEGRAM["id"]:
            return TELEGRAM
        chat = self.chats.get(user_id)
        if chat is None:
            raise bad_request("user not found")
        return chat.user_json

    def tell(self, kind: str, chat: Timeline, message: Message) -> None:
        """Tell the bot about a new or edited message, if it may read it."""
        if chat.bot_sees(message, reads_all=self.bot.reads_all):
            if isinstance(chat, GroupChat) and chat.is_channel:
                kind = _POSTS[kind]
            self.updates.put(kind, chat.message_json(message))

    def free_person_id(self) -> int:
        """Draw an unused id."""
        while (person_id := self.rng.randrange(*_PERSON_IDS)) in self.chats:
            pass
        return person_id

    def find_chat(self, parameters: Parameters, name: str = "chat_id") -> Timeline:
        """Find the chat that a call names in `name`.

        Raises:
            ApiError: No chat is named, or none has this id.
        """
        given = parameters.text(name)
        if not given:
            raise bad_request(f"{name} is empty")
        chat = self.public_chat(given) if given[0] == "@" else self.chat(parameters.integer(name))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def chat_to_write(self, parameters: Parameters) -> Timeline:
        """Find the chat that a call wants to change.

        Raises:
            ApiError: There is no such chat, its person has never written or has blocked the bot, or the bot is not in
                the group.
        """
        chat = self.find_chat(parameters)
        refusal = chat.refusal()
        if refusal is not None:
            raise refusal
        return chat
