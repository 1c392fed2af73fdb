"""A chat that somebody is viewing: what has changed since they last saw it."""

from playground.chats.chat import Chat, Message, Timeline
from playground.chats.menus import commands_for
from playground.control.views import (
    description_for,
    is_more_before,
    keyboard_of,
    message_view,
    messages_before,
    pinned_of,
)
from playground.wire import JsonObject
from playground.world import World

#: With more new messages than this at once, only the newest are sent, as if the chat were opened again.
MAX_NEW = 200


class OpenChat:
    """A chat as one watcher knows it, seen as `viewer` sees it."""

    def __init__(self, world: World, chat: Timeline, viewer: Chat, limit: int) -> None:
        """Start with the newest `limit` messages."""
        self._world = world
        self._chat = chat
        self._viewer = viewer
        self._limit = limit
        #: The revision of each message when it was sent, by message id.
        self._sent: dict[int, int] = {}
        self._is_fresh = True
        self._revision = -1
        self._older: list[Message] = []
        self._besides: JsonObject = {}

    def ask_older(self, before: int, limit: int) -> None:
        """Include older messages in the next frame."""
        self._older = messages_before(self._chat, before, limit)

    def forget_before(self, message_id: int) -> None:
        """Stop following older messages."""
        self._sent = {known: revision for known, revision in self._sent.items() if known >= message_id}

    def frame(self) -> JsonObject | None:
        """Return what has changed since the last frame; None if nothing has."""
        asked, self._older = self._older, []
        fields = self._besides_news()
        if self._revision != self._chat.revision or asked:
            self._revision = self._chat.revision
            fields |= self._message_news(asked)
        return {"id": self._chat.id, **fields} if fields else None

    def _message_news(self, asked: list[Message]) -> JsonObject:
        news: JsonObject = {}
        gone = self._gone()
        new = self._changed() + asked + self._added()
        if self._is_fresh:
            news["fresh"] = True
        if self._is_fresh or asked:
            news["has_older"] = is_more_before(self._chat, asked or new)
        if new:
            news["messages"] = self._noted(new)
        if gone:
            news["gone"] = gone
        self._is_fresh = False
        return news

    def _gone(self) -> list[int]:
        gone = [known for known in self._sent if known not in self._chat.messages]
        for message_id in gone:
            del self._sent[message_id]
        return gone

    def _changed(self) -> list[Message]:
        messages = self._chat.messages
        return [messages[known] for known, sent in self._sent.items() if messages[known].revision != sent]

    def _added(self) -> list[Message]:
        newest = max(self._sent, default=0)
        limit = self._limit if self._is_fresh else MAX_NEW
        added = [message for message in messages_before(self._chat, None, limit) if message.id > newest]
        if len(added) == MAX_NEW and not self._is_fresh:
            self._is_fresh = True
            self._sent.clear()
            return added[-self._limit :]
        return added

    def _noted(self, messages: list[Message]) -> list[JsonObject]:
        self._sent |= {message.id: message.revision for message in messages}
        return [message_view(self._world, self._chat, message) for message in messages]

    def _besides_news(self) -> JsonObject:
        """Return changes other than messages: menu, keyboard, ..."""
        besides: JsonObject = {
            "commands": commands_for(self._world.bot, self._viewer, self._chat),
            "description": description_for(self._world, self._viewer),
        }
        if self._revision != self._chat.revision:
            besides |= {"keyboard": keyboard_of(self._chat), "pinned": pinned_of(self._chat)}
        missing = object()
        news = {name: value for name, value in besides.items() if self._besides.get(name, missing) != value}
        self._besides |= news
        return news
