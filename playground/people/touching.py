"""What a person can do with existing messages: press, vote, react, pay."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from playground.chats.chat import Account, Message, Timeline
from playground.chats.groups import GroupChat
from playground.chats.inline import InlineQuery, Result
from playground.chats.keyboards import ReplyButton
from playground.chats.payments import Checkout, Invoice
from playground.chats.queries import Toast
from playground.errors import NotPossible
from playground.people.buttons import find_button
from playground.people.inline import ask_inline, send_result
from playground.people.paying import begin_payment
from playground.people.seeing import PATIENCE_S
from playground.people.voting import cast_vote, poll_of
from playground.wire import JsonObject
from playground.world import World

_Seen = TypeVar("_Seen")


class Toucher(Protocol):
    """Somebody who touched something, and waits for what comes of it."""

    @property
    def toasts(self) -> list[Toast]:
        """The bot's answers to presses, oldest first."""

    async def wait_for(self, look: Callable[[], Iterator[_Seen]], *, what: str, wait_s: float) -> _Seen:
        """Wait until `look` finds something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A press that was sent to the bot."""

    person: Toucher
    query_id: str
    message_id: int
    data: str

    async def answer(self, timeout: float = PATIENCE_S) -> Toast:  # noqa: ASYNC109 - the waits of a person share one shape
        """Wait until the bot answers this press.

        Raises:
            NotSeen: The bot did not answer in time.
        """
        return await self.person.wait_for(
            lambda: (toast for toast in self.person.toasts if toast.query_id == self.query_id),
            what=f"an answer to the press of {self.data!r}",
            wait_s=timeout,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """A payment, pending or decided by the bot."""

    person: Toucher
    checkout: Checkout

    async def settled(self, timeout: float = PATIENCE_S) -> Checkout:  # noqa: ASYNC109
        """Wait until the bot has accepted the payment (`charge_id`) or refused it (`refusal`).

        Raises:
            NotSeen: The bot did neither in time.
        """
        return await self.person.wait_for(
            lambda: iter([self.checkout] if self.checkout.is_answered else []),
            what=f"the bot's word on paying for {self.checkout.invoice.title!r}",
            wait_s=timeout,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The results that the bot offers to somebody who types after its name."""

    by: "Touch"
    query: InlineQuery

    @property
    def results(self) -> list[Result]:
        """What can be chosen."""
        return self.query.results

    @property
    def titles(self) -> list[str]:
        """What the list shows."""
        return [result.title for result in self.query.results]

    async def choose(self, which: int | str = 0) -> Message:
        """Choose a result by position, or by its title or id, which sends it to the chat.

        Raises:
            NotPossible: There is no such result, or it has to be fetched from an address.
        """
        if isinstance(which, int):
            found = self.results[which : which + 1]
        else:
            found = [result for result in self.results if which in {result.title, result.id}]
        if not found:
            raise NotPossible(f"there is no result {which!r}; there are {self.titles}")
        return self.by.choose(self.query, found[0])


class Touch:
    """Somebody who can use the messages of one chat."""

    _world: World
    _chat: Timeline
    _account: Account

    def _person(self) -> Toucher:
        """The person who acts."""
        raise NotPossible("nobody is here")

    async def tap(
        self,
        text: str | None = None,
        *,
        on: Message | None = None,
        row: int | None = None,
        col: int | None = None,
        data: str | None = None,
    ) -> Pressed:
        """Press a button in its current state on the message `on`, or on the newest message with such a button.

        Name a button by its whole text, by the start of it if only one button starts that way, or by `row` and `col`,
        counting from 0. With `data`, these bytes are sent whatever the buttons are now, like a press on a keyboard
        that was just replaced, or a forged press.

        Raises:
            NotPossible: There is no such button or message, or the button opens a page.
        """
        if data is not None:
            return self._press(self._pressable(on), data)
        message, button = find_button(self._candidates(on), text=text, row=row, col=col)
        return self._press(message, button.data)

    def _pressable(self, on: Message | None) -> Message:
        newest = (message for message in self._chat.newest_first() if message.from_bot)
        message = next(self._candidates(on), None) or next(newest, None)
        if message is None:
            raise NotPossible(f"{self._account.first_name} has no message from the bot")
        return message

    def _candidates(self, on: Message | None) -> Iterator[Message]:
        if on is None:
            return (message for message in self._chat.newest_first() if message.buttons)
        return iter((self._current(on),))

    def _current(self, message: Message) -> Message:
        current = self._chat.messages.get(message.id)
        if current is None:
            raise NotPossible(f"message {message.id} is no longer in the chat of {self._account.first_name}")
        return current

    def _press(self, message: Message, data: str | None) -> Pressed:
        query_id = str(self._world.rng.getrandbits(62))
        self._world.presses.add(query_id, self._account.id)
        query: JsonObject = {
            "id": query_id,
            "from": self._world.user_json(self._account.id),
            "chat_instance": str(self._chat.id),
        }
        inline_id = self._world.inline.id_of(self._chat.id, message.id) if not message.from_bot else None
        if inline_id is not None:
            query["inline_message_id"] = inline_id
        else:
            query["message"] = self._chat.message_json(message)
        if data is not None:
            query["data"] = data
        else:
            query["game_short_name"] = self._game(message)
        self._world.updates.put("callback_query", query)
        return Pressed(person=self._person(), query_id=query_id, message_id=message.id, data=data or "")

    def _game(self, message: Message) -> str:
        game = message.content.get("game")
        return str(game["title"]) if isinstance(game, dict) else ""

    async def play(self, game: Message) -> Pressed:
        """Press Play on a game that came without buttons of its own.

        Raises:
            NotPossible: The message is no game.
        """
        current = self._current(game)
        if current.kind != "game":
            raise NotPossible(f"message {game.id} is not a game")
        return self._press(current, None)

    async def inline(self, text: str, *, offset: str = "", timeout: float = PATIENCE_S) -> "Offer":  # noqa: ASYNC109
        """Type something after the bot's name in this chat, and wait for the results that it offers.

        Raises:
            NotSeen: The bot offered none in time.
        """
        query = ask_inline(self._world, self._chat, self._account.id, text, offset)
        await self._person().wait_for(
            lambda: iter([query] if query.is_answered else []),
            what=f"results for {text!r}",
            wait_s=timeout,
        )
        return Offer(by=self, query=query)

    def choose(self, query: InlineQuery, result: Result) -> Message:
        """Choose a result, which sends it to the chat in which the person typed.

        Raises:
            NotPossible: It has to be fetched from an address, or the person cannot write here.
        """
        return send_result(self._world, self._chat, self._account, query, result)

    async def vote(self, message: Message, *options: int | str) -> Message:
        """Choose options of a poll by position or text; none retracts the vote. Return the poll's message.

        Raises:
            NotPossible: It is not a poll, is closed, has no such option, or allows only one option.
        """
        poll = poll_of(self._world, self._current(message))
        if poll is None:
            raise NotPossible(f"message {message.id} is not a poll")
        chosen = [
            option if isinstance(option, int) else _position(poll.options, option) for option in options
        ]
        cast_vote(self._world, poll, self._account.id, chosen)
        return self._current(message)

    async def react(self, message: Message, *emoji: str) -> None:
        """React to a message; no emoji removes the reaction.

        The bot is told if it asked for `message_reaction` updates; in a group, only as an administrator.
        """
        current = self._current(message)
        before = [own for who, own in current.reactions if who == self._account.id]
        others = tuple(pair for pair in current.reactions if pair[0] != self._account.id)
        own = tuple((self._account.id, each) for each in emoji)
        self._chat.edit(replace(current, reactions=others + own))
        if not self._chat.tells_reactions():
            return
        if isinstance(self._chat, GroupChat) and self._chat.is_channel:
            self._tell_counts(message.id, others + own)
            return
        change: JsonObject = {
            "chat": self._chat.chat_json,
            "message_id": message.id,
            "user": self._world.user_json(self._account.id),
            "date": self._world.now(),
            "old_reaction": [{"type": "emoji", "emoji": each} for each in before],
            "new_reaction": [{"type": "emoji", "emoji": each} for each in emoji],
        }
        self._world.updates.put("message_reaction", change)

    def _tell_counts(self, message_id: int, reactions: tuple[tuple[int, str], ...]) -> None:
        # Nobody learns who reacts in a channel.
        counts = Counter(emoji for _, emoji in reactions)
        change: JsonObject = {
            "chat": self._chat.chat_json,
            "message_id": message_id,
            "date": self._world.now(),
            "reactions": [
                {"type": {"type": "emoji", "emoji": emoji}, "total_count": count}
                for emoji, count in counts.items()
            ],
        }
        self._world.updates.put("message_reaction_count", change)

    async def pay(self, invoice: Message | str) -> Purchase:
        """Pay an invoice, given its message or its link.

        Where the invoice asks for an address or the like, the person gives one, and takes the bot's first way of
        shipping.

        Raises:
            NotPossible: There is no such invoice.
        """
        found = self._invoice(invoice)
        return Purchase(person=self._person(), checkout=begin_payment(self._world, found, self._account.id))

    def _invoice(self, invoice: Message | str) -> Invoice:
        payments = self._world.payments
        if isinstance(invoice, str):
            found = payments.links.get(invoice)
        else:
            found = payments.invoices.get((self._chat.id, invoice.id))
        if found is None:
            raise NotPossible("there is no such invoice")
        return found


def find_reply_button(keyboard: tuple[tuple[ReplyButton, ...], ...], text: str) -> ReplyButton:
    """Find a button of a reply keyboard by its text, or by the start of it if only one button starts that way.

    Raises:
        NotPossible: There is none, or there are several.
    """
    buttons = [button for row in keyboard for button in row]
    exact = [button for button in buttons if button.text == text]
    found = exact or [button for button in buttons if button.text.startswith(text)]
    if len(found) == 1 or exact:
        return found[0]
    shown = " ".join(f"[{button.text}]" for button in buttons) or "none"
    raise NotPossible(f"the reply keyboard has no single button {text!r}; the buttons are: {shown}")


def _position(options: list[str], text: str) -> int:
    if text not in options:
        raise NotPossible(f"the poll has no option {text!r}; it has {options}")
    return options.index(text)
