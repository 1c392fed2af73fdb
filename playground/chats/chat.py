"""Chats: messages, their edits, and a counter of changes to wait for."""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from playground.chats.files import StoredFile
from playground.chats.keyboards import Keyboard, keyboard_json
from playground.chats.queries import Toast
from playground.errors import ApiError, forbidden
from playground.serving.old_fields import with_old_fields
from playground.text.entities import Entity
from playground.watching import Watchers
from playground.wire import JsonObject, without_none

#: A chat keeps at most this many messages, or fewer if there are many chats; see `World.history_room`.
MAX_HISTORY = 5_000
#: How many of the bot's answers to presses a chat keeps.
_MAX_TOASTS = 1_000
#: Contents other than text and files, in the order in which they determine a message's kind: a venue also has a
#: location. A message with none of these is about a change in the chat.
_KINDS = ("venue", "location", "contact", "dice", "poll", "invoice", "game")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's Telegram account."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language: str | None = None

    def user_json(self) -> JsonObject:
        """Return the account as a User."""
        names = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | without_none({**names})

    def chat_json(self) -> JsonObject:
        """Return the private Chat with this account."""
        names = {"last_name": self.last_name, "username": self.username}
        return {"id": self.id, "type": "private", "first_name": self.first_name} | without_none({**names})


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message at one moment: an edit makes a new value with the same id.

    `date` and `edited_at` are seconds since 1970; `revision` is the chat's counter when the message last
    changed.
    """

    id: int
    date: int
    from_bot: bool
    #: Who wrote it, in a group; None in a private chat and for the bot.
    sender_id: int | None = None
    text: str | None = None
    caption: str | None = None
    entities: tuple[Entity, ...] = ()
    buttons: Keyboard = ()
    file: StoredFile | None = None
    #: Any other content, with Telegram's names and shapes: location, poll, quote, forward_origin,
    #: new_chat_title, ...
    content: JsonObject = field(default_factory=dict)
    #: The reply keyboard that came with it, its removal, or a request for a reply.
    markup: JsonObject | None = None
    #: Who reacted and how: pairs of an account id and an emoji.
    reactions: tuple[tuple[int, str], ...] = ()
    reply_to: int | None = None
    edited_at: int | None = None
    revision: int = 0

    @property
    def edited(self) -> bool:
        """Whether the text, caption or buttons were changed after sending."""
        return self.edited_at is not None

    @property
    def words(self) -> str:
        """Its text or caption, possibly empty."""
        return self.text or self.caption or ""

    @property
    def kind(self) -> str:
        """Its kind: text, the kind of its file, location, contact, dice, poll, invoice, or service."""
        if self.text is not None:
            return "text"
        if self.file is not None:
            return self.file.kind
        return next((kind for kind in _KINDS if kind in self.content), "service")

    @property
    def document(self) -> StoredFile | None:
        """The file, if it was sent as a document."""
        return self.file if self.file is not None and self.file.kind == "document" else None

    @property
    def photo(self) -> StoredFile | None:
        """The picture, if it was sent as a photo."""
        return self.file if self.file is not None and self.file.kind == "photo" else None

    def same_as(self, other: "Message") -> bool:
        """Whether it looks the same to a person."""
        return (
            self.text == other.text
            and self.caption == other.caption
            and self.buttons == other.buttons
            and self.entities == other.entities
            and self.file is other.file
            and self.content == other.content
        )


_MESSAGE_FIELDS = tuple(Message.__dataclass_fields__)


def _placed(message: Message, message_id: int, revision: int) -> Message:
    """Copy a message with its place in a chat. Every message sent needs this; it is four times as fast as `replace`."""
    copy = object.__new__(Message)
    put = object.__setattr__
    for name in _MESSAGE_FIELDS:
        put(copy, name, getattr(message, name))
    put(copy, "id", message_id)
    put(copy, "revision", revision)
    return copy


class Timeline(ABC):
    """The messages of one chat, oldest first."""

    def __init__(
        self,
        chat_json: JsonObject,
        bot_user: JsonObject,
        *,
        watchers: Watchers | None,
        room: Callable[[], int],
    ) -> None:
        """Start empty.

        Args:
            chat_json: This chat as a Chat.
            bot_user: The bot as a User.
            watchers: Told about every change.
            room: Returns how many messages to keep.
        """
        self.chat_json = chat_json
        self.bot_user = bot_user
        self.revision = 0
        self.next_message_id = 1
        self.messages: dict[int, Message] = {}
        #: Ids of pinned messages, the visible one last.
        self.pins: list[int] = []
        #: The bot's last chat action, such as typing, and when it was; a message from the bot ends it.
        self.action: tuple[str, float] | None = None
        #: What the bot has written so far of a message that it is about to send.
        self.draft = ""
        self._waiting: list[asyncio.Future[None]] = []
        self._watchers = Watchers() if watchers is None else watchers
        self._room = room

    @property
    def id(self) -> int:
        """The chat's id for the bot."""
        return int(str(self.chat_json["id"]))

    @abstractmethod
    def sender_json(self, message: Message) -> JsonObject:
        """Return the author of a message as a User."""

    @abstractmethod
    def refusal(self) -> ApiError | None:
        """Return why the bot cannot write here; None if it can."""

    @abstractmethod
    def why_silent(self, account: Account) -> str | None:
        """Return why a person cannot write here; None if they can."""

    @abstractmethod
    def bot_sees(self, message: Message, *, reads_all: bool) -> bool:
        """Whether the bot receives a message by a person; `reads_all` means that its privacy mode is off."""

    def tells_reactions(self) -> bool:
        """Whether the bot may receive people's reactions here."""
        return True

    def newest_first(self) -> Iterator[Message]:
        """Iterate over the messages, newest first."""
        return reversed(self.messages.values())

    def add(self, message: Message) -> Message:
        """Add a new message at the end; it gets its id and revision here, unless it already has them."""
        place = (self.next_message_id, self.revision + 1)
        stored = message
        if (message.id, message.revision) != place:
            stored = replace(message, id=place[0], revision=place[1])
        self.next_message_id += 1
        self.messages[stored.id] = stored
        if message.from_bot:
            self.action = None
            self.draft = ""
        if len(self.messages) > (room := self._room()):
            self._forget_oldest(room)
        self._tell("sent", stored)
        return stored

    def edit(self, message: Message) -> Message:
        """Replace the message with the same id."""
        stored = _placed(message, message.id, self.revision + 1)
        self.messages[stored.id] = stored
        self._tell("edited", stored)
        return stored

    def delete(self, message_id: int) -> None:
        """Delete a message."""
        message = self.messages.pop(message_id)
        if message_id in self.pins:
            self.pins.remove(message_id)
        self._tell("deleted", message)

    def _tell(self, event: str, message: Message) -> None:
        if self._watchers:
            self._watchers.tell("message", MessageChange(chat=self, message=message, event=event))
        self.touch()

    def _forget_oldest(self, room: int) -> None:
        # Remove a tenth at once, because repeatedly removing the first item of a dict is slow.
        for message_id in list(islice(self.messages, len(self.messages) - room + room // 10)):
            del self.messages[message_id]
        self.pins = [message_id for message_id in self.pins if message_id in self.messages]

    def act(self, action: str, at: float) -> None:
        """Show a chat action of the bot for some seconds, starting at `at`."""
        self.action = (action, at)
        self.touch()

    def touch(self) -> None:
        """Count a change and wake everybody waiting for one."""
        self.revision += 1
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)
        self._watchers.tell("chat", self)

    async def changed(self, since: int, wait_s: float) -> int:
        """Wait until the revision is above `since` and return it.

        Raises:
            TimeoutError: Nothing happened for `wait_s` seconds.
        """
        if self.revision <= since:
            future = asyncio.get_running_loop().create_future()
            self._waiting.append(future)
            try:
                async with asyncio.timeout(wait_s):
                    await future
            finally:
                if future in self._waiting:
                    self._waiting.remove(future)
        return self.revision

    def message_json(self, message: Message, *, nested: bool = False) -> JsonObject:
        """Return a message as a Message; `nested` leaves out the message it replies to, as Telegram does."""
        fields: JsonObject = {
            "message_id": message.id,
            "from": self.sender_json(message),
            "chat": self.chat_json,
            "date": message.date,
        }
        if message.edited_at is not None:
            fields["edit_date"] = message.edited_at
        if message.reply_to is not None and not nested and message.reply_to in self.messages:
            original = self.messages[message.reply_to]
            fields["reply_to_message"] = self.message_json(original, nested=True)
        if message.text is not None:
            fields["text"] = message.text
        if message.file is not None:
            fields |= message.file.content_json()
        if message.caption:
            fields["caption"] = message.caption
        if message.entities:
            name = "entities" if message.text is not None else "caption_entities"
            fields[name] = [entity.to_json() for entity in message.entities]
        if message.content:
            fields |= with_old_fields(message.content)
        if message.buttons:
            fields["reply_markup"] = keyboard_json(message.buttons)
        return fields


class Chat(Timeline):
    """The private chat between the bot and one person."""

    def __init__(
        self,
        account: Account,
        bot_user: JsonObject,
        *,
        watchers: Watchers | None = None,
        room: Callable[[], int] = lambda: MAX_HISTORY,
    ) -> None:
        """Open an empty chat; `bot_user` is the bot as a User, `room` returns how many messages to keep."""
        super().__init__(account.chat_json(), bot_user, watchers=watchers, room=room)
        self.account = account
        self.started = False
        self.blocked = False
        #: Whether the person has deleted their account.
        self.deactivated = False
        #: Answers to presses, oldest first, including those in groups.
        self.toasts: deque[Toast] = deque(maxlen=_MAX_TOASTS)
        self.user_json = account.user_json()

    def sender_json(self, message: Message) -> JsonObject:
        """Return the author of a message as a User."""
        return self.bot_user if message.from_bot else self.user_json

    def refusal(self) -> ApiError | None:
        """Return why the bot cannot write here; None if it can."""
        if self.deactivated:
            return forbidden("user is deactivated")
        if self.blocked:
            return forbidden("bot was blocked by the user")
        if not self.started:
            return forbidden("bot can't initiate conversation with a user")
        return None

    def why_silent(self, account: Account) -> str | None:
        """Return why the person cannot write here; None if they can."""
        if self.deactivated:
            return f"{account.first_name} has deleted the account"
        if self.blocked:
            return f"{account.first_name} has blocked the bot: call unblock() before writing"
        return None

    def bot_sees(self, message: Message, *, reads_all: bool) -> bool:  # noqa: ARG002 - groups look at them
        """Return True: nothing is hidden in a private chat."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageChange:
    """What happened to a message: it was "sent", "edited" or "deleted"."""

    chat: Timeline
    message: Message
    event: str
