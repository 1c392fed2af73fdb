"""What a person sees in a chat, and how to wait for it without sleeping."""

import asyncio
from collections.abc import Callable, Iterator
from typing import TypeVar

from playground.chats.chat import Message, Timeline
from playground.chats.keyboards import ReplyKeyboard, parse_reply_keyboard
from playground.errors import NotSeen

_Seen = TypeVar("_Seen")
#: Long enough for a bot that is still starting on a busy machine; a passing test does not wait this long.
PATIENCE_S = 20.0
#: How many messages an error shows.
SHOWN = 6


class Sight:
    """A view of one chat. Time limits are in seconds of the event loop."""

    _chat: Timeline

    @property
    def timeline(self) -> Timeline:
        """The chat itself, as stored on the server."""
        return self._chat

    @property
    def chat(self) -> list[Message]:
        """Everybody's messages in their current state, oldest first, without deleted ones."""
        return list(self._chat.messages.values())

    @property
    def last(self) -> Message | None:
        """The newest message from the bot; None if there is none."""
        return next((message for message in self._chat.newest_first() if message.from_bot), None)

    @property
    def pinned(self) -> Message | None:
        """The visible pinned message; None if there is none."""
        return self._chat.messages.get(self._chat.pins[-1]) if self._chat.pins else None

    @property
    def keyboard(self) -> ReplyKeyboard:
        """The bot's reply keyboard; empty if there is none."""
        for message in self._chat.newest_first():
            if message.markup is not None and "force_reply" not in message.markup:
                return parse_reply_keyboard(message.markup) if "keyboard" in message.markup else ()
        return ()

    @property
    def revision(self) -> int:
        """A counter of everything that has happened in the chat."""
        return self._chat.revision

    def message(self, message_id: int) -> Message | None:
        """Look up a message in its current state; None if it was deleted."""
        return self._chat.messages.get(message_id)

    async def sees(self, fragment: str, timeout: float = PATIENCE_S, *, since: int = 0) -> Message:  # noqa: ASYNC109 - the waits of a person share one shape
        """Wait until a message from the bot contains the fragment, and return the newest such message.

        Only messages that are newer or have changed since revision `since` count.

        Raises:
            NotSeen: None came in time; the error shows the end of the chat.
        """
        return await self.gets(
            lambda message: fragment in message.words,
            what=f"a message with {fragment!r}",
            timeout=timeout,
            since=since,
        )

    async def gets(
        self,
        wanted: str | Callable[[Message], bool],
        timeout: float = PATIENCE_S,  # noqa: ASYNC109
        *,
        since: int = 0,
        what: str | None = None,
    ) -> Message:
        """Wait until the bot sends a message of a kind ("photo", "poll", ...) or one that a function accepts.

        Raises:
            NotSeen: None came in time.
        """
        return await self.wait_for(
            lambda: (
                message
                for message in self._chat.newest_first()
                if message.from_bot
                and message.revision > since
                and (message.kind == wanted if isinstance(wanted, str) else wanted(message))
            ),
            what=what or (f"a {wanted}" if isinstance(wanted, str) else "such a message"),
            wait_s=timeout,
        )

    async def downloads(self, name: str, timeout: float = PATIENCE_S, *, since: int = 0) -> bytes:  # noqa: ASYNC109
        """Wait until the bot sends a document whose name ends with `name`, and return the bytes of the newest.

        Raises:
            NotSeen: None came in time.
        """
        message = await self.gets(
            lambda message: message.document is not None and message.document.name.endswith(name),
            what=f"a document named {name!r}",
            timeout=timeout,
            since=since,
        )
        return message.file.data if message.file is not None else b""

    async def changed(self, since: int, timeout: float = PATIENCE_S) -> int:  # noqa: ASYNC109
        """Wait until anything happens in the chat after revision `since`; return the new revision.

        Raises:
            TimeoutError: Nothing happened.
        """
        return await self._chat.changed(since, timeout)

    async def wait_for(self, look: Callable[[], Iterator[_Seen]], *, what: str, wait_s: float) -> _Seen:
        """Look at the chat after every change until there is something to see, and return the first match.

        Raises:
            NotSeen: There was nothing in time; `what` describes what was expected.
        """
        until = asyncio.get_running_loop().time() + wait_s
        while True:
            revision = self._chat.revision
            for seen in look():
                return seen
            try:
                await self._chat.changed(revision, until - asyncio.get_running_loop().time())
            except TimeoutError:
                raise NotSeen(f"{self} did not see {what} in {wait_s:g} s.\n{self.told()}") from None

    def told(self) -> str:
        """Write out the end of the chat, for an error."""
        lines = [
            f"  [{message.id}] {self._chat.sender_json(message)['first_name']}: {summary(message)}"
            for message in self.chat[-SHOWN:]
        ]
        return "\n".join(["The chat ends with:", *lines] if lines else ["The chat is empty."])


def summary(message: Message) -> str:
    """Summarize a message in one line."""
    parts = [repr(message.words[:200])] if message.words else []
    if message.file is not None:
        parts.append(f"<{message.file.kind} {message.file.name}>")
    elif message.text is None:
        parts.append(f"<{message.kind}: {', '.join(message.content)}>")
    parts += [" ".join(f"[{button.text}]" for row in message.buttons for button in row)]
    return " ".join(part for part in parts if part)
