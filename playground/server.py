"""The local Telegram: an HTTP server for the Bot API, and its people."""

import random
import secrets
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType

# Options of `load` are passed on by name.
from typing import Any, Self
from urllib.parse import urlsplit

from playground.chats.chat import Account
from playground.chats.files import Upload, guess_type
from playground.chats.queries import ANSWERABLE_S
from playground.clock import Clock
from playground.errors import NotPossible
from playground.people.groups import Group, found_channel, found_group
from playground.people.person import Person
from playground.saving.journal import Journal, Target
from playground.saving.playground import SavedState, read_state, write_state
from playground.schema.check import Checks, SchemaBroken, SchemaWarning, Violation
from playground.serving.calls import Call, Switchboard
from playground.serving.faults import Fault, Faults
from playground.serving.floods import Floods, Limits
from playground.serving.listening import HOST, TOKEN, Front, Listener
from playground.serving.webhooks import Deliveries
from playground.wire import encode
from playground.world import World

__all__ = ["Call", "Front", "Playground"]
#: Most bots besides the first: a program that tries tokens must not fill the memory.
_MAX_BOTS = 20


class Playground:
    """Your own Telegram on 127.0.0.1, with a bot and any number of virtual people.

    The first token that a bot uses becomes the bot's token, unless `token` was given or used before. Every other
    token is another bot, with its own chats, groups and updates: see `bots`.

    The same `seed` gives the same ids and the same faults. Everything runs on the event loop that `start` runs on,
    so the same program can control people without locks.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = HOST,
        open_to_network: bool = False,
        names: Iterable[str] = (),
        seed: int | None = None,
        token: str | None = None,
        clock: Callable[[], float] = time.time,
        answerable_s: float = ANSWERABLE_S,
        check: bool = True,
        strict: bool = False,
        limits: Limits = "off",
        faults: Iterable[Fault] = (),
        journal: Target | None = None,
    ) -> None:
        """Prepare, without listening yet.

        Args:
            port: Where to listen; 0 takes any free port.
            host: The address to listen on.
            open_to_network: Whether other machines may be let in.
            names: Further names for this machine, such as a container's name.
            seed: Determines the random ids and the faults; None draws one.
            token: The bot's token; None draws a valid one, and accepts the first other one that a bot uses.
            clock: Returns the seconds since 1970: a Clock, or any function.
            answerable_s: How long a press can be answered.
            check: Whether to check calls and replies against the schema of the Bot API.
            strict: Whether leaving the `async with` fails if the schema was violated.
            limits: How much the bot may send: "off", "real", or a factor for the real limits.
            faults: Rules by which calls and updates go wrong, in force from the start.
            journal: Where to write a log of everything: a path or a list.

        Raises:
            NotPossible: The token is malformed, or the host would let other machines in without `open_to_network`.
        """
        #: Bots with other tokens, by id.
        self.bots: dict[int, Playground] = {}
        self.seed = secrets.randbits(32) if seed is None else seed
        rng = random.Random(self.seed)
        self._takes_token = token is None
        self._refused_tokens: set[str] = set()
        self.token = token or _draw_token(rng)
        if not TOKEN.fullmatch(self.token):
            raise NotPossible("a token must be a number, a colon and 30 to 50 letters, digits, - or _")
        self.clock = clock if isinstance(clock, Clock) else Clock(clock)
        self.world = World(
            clock=self.clock,
            rng=rng,
            bot_id=int(self.token.partition(":")[0]),
            answerable_s=answerable_s,
            fault_seed=self.seed,
        )
        for fault in faults:
            self.world.faults.add(fault)
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.strict = strict
        self.journal = Journal(journal, self.world, self.seed) if journal is not None else None
        self.floods = Floods(limits=limits, clock=self.clock, purse=self.world.purse)
        self._checks = Checks(self.world.watchers) if check else None
        self._board = Switchboard(self.world, floods=self.floods, checks=self._checks)
        self._deliveries = Deliveries(self.world, self._board)
        self._listener = Listener(
            self._meet, host=host, port=port, open_to_network=open_to_network, names=names
        )

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
        if self.strict and error is None:
            self.assert_clean()

    async def start(self) -> None:
        """Start listening.

        Raises:
            PortTaken: Another program is listening on the port.
        """
        await self._listener.start()
        for each in (self, *self.bots.values()):
            each.start_deliveries()

    async def close(self) -> None:
        """Stop listening; the state can still be read."""
        if self._listener.is_open:
            for each in (self, *self.bots.values()):
                await each.hang_up()
            await self._listener.close()
        if self.journal is not None:
            self.journal.close()

    def start_deliveries(self) -> None:
        """Start to call the bot's webhook."""
        self._deliveries.start()

    async def hang_up(self) -> None:
        """End the bot's polls and deliver nothing more."""
        self.world.updates.end_polls()
        await self._deliveries.close()

    @property
    def port(self) -> int:
        """The port the server listens on."""
        return self._listener.port

    @property
    def front(self) -> Front | None:
        """What answers requests other than the bot's calls: the control API and the page, if open."""
        return self._listener.front

    @front.setter
    def front(self, front: Front | None) -> None:
        self._listener.front = front

    @property
    def base_url(self) -> str:
        """The address of the Bot API for a bot library, without the token."""
        return f"http://{HOST}:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """The address of files for a bot library, without the token."""
        return f"http://{HOST}:{self.port}/file/bot"

    @property
    def faults(self) -> Faults:
        """The rules by which calls and updates go wrong."""
        return self.world.faults

    @property
    def calls(self) -> deque[Call]:
        """The newest calls by the bot, oldest first."""
        return self._board.calls

    @property
    def violations(self) -> list[Violation]:
        """Violations of the schema so far, by the bot's calls and by the playground's own replies."""
        own = list(self._checks.violations) if self._checks else []
        return own + [found for bot in self.bots.values() for found in bot.violations]

    def forget_violations(self) -> None:
        """Forget all violations, for a test that violates the schema on purpose."""
        if self._checks:
            self._checks.violations.clear()
        for bot in self.bots.values():
            bot.forget_violations()

    def assert_clean(self) -> None:
        """Fail if the schema was violated, and warn about violations that Telegram overlooks.

        Raises:
            SchemaBroken: It was violated; the error lists how.
        """
        violations = self.violations
        if any(not violation.is_overlooked for violation in violations):
            raise SchemaBroken(violations)
        if violations:
            lines = dict.fromkeys(f"  {violation}" for violation in violations)
            warnings.warn("\n".join(["Telegram overlooks this:", *lines]), SchemaWarning, stacklevel=2)

    def person(
        self,
        name: str,
        *,
        id: int | None = None,  # noqa: A002 - it is what Telegram calls it
        language: str | None = "en",
        last_name: str | None = None,
        username: str | None = None,
    ) -> Person:
        """Add a person who has not written to the bot yet.

        Raises:
            NotPossible: Somebody already has this id.
        """
        person_id = self.world.free_person_id() if id is None else id
        if person_id in self.people:
            raise NotPossible(f"{self.people[person_id].name} already has the id {person_id}")
        account = Account(
            id=person_id, first_name=name, last_name=last_name, username=username, language=language
        )
        person = Person(self.world, self.world.open_chat(account))
        self.people[person_id] = person
        for bot in self.bots.values():
            bot.know(account)
        return person

    def bot(self, token: str | None = None, *, name: str = "", username: str = "") -> "Playground":
        """Add another bot, with this token or a random one; it knows the current people.

        The result has its own people, groups, calls and updates: `bot.people[ada.id]` is Ada in her chat with that bot.
        It is served at the same address and ends with this playground.

        Raises:
            NotPossible: There already is such a bot.
        """
        token = token or _draw_token(self.world.rng)
        bot_id = int(token.partition(":")[0])
        if bot_id == self.world.bot.id or bot_id in self.bots:
            raise NotPossible(f"there already is a bot with the id {bot_id}")
        bot = Playground(
            token=token,
            seed=self.seed,
            clock=self.clock,
            answerable_s=self.world.presses.answerable_s,
            check=self._checks is not None,
            limits=self.floods.limits,
        )
        number = len(self.bots) + 2
        bot.world.name_bot(name or f"Playground bot {number}", username or f"playground_{number}_bot")
        bot._listener = self._listener
        bot.world.files.online = self.world.files.online
        for person in self.people.values():
            bot.know(person.account)
        self.bots[bot_id] = bot
        self.world.watchers.tell("bot", bot)
        self._listener.boards[token] = bot._board
        if self._listener.is_open:
            bot.start_deliveries()
        return bot

    def know(self, account: Account) -> None:
        """Add somebody known to another bot, who has not written to this one."""
        if account.id not in self.people:
            self.people[account.id] = Person(self.world, self.world.open_chat(account))

    def _meet(self, token: str) -> Switchboard | None:
        """Find the bot for a token that was never seen; None if the token is no longer valid."""
        bot_id = int(token.partition(":")[0])
        if token in self._refused_tokens:
            return None
        if token == self.token:
            self._listener.boards[token] = self._board
            self._takes_token = False
            return self._board
        if self._takes_token:
            self.token, self._takes_token = token, False
            self.world.number_bot(bot_id)
            return self._meet(token)
        if bot_id == self.world.bot.id or bot_id in self.bots or len(self.bots) == _MAX_BOTS:
            return None
        self.bot(token)
        return self._listener.boards[token]

    def revoke_token(self) -> str:
        """Give the bot a new token, as its owner can; calls with the old one now get a 401."""
        self._refused_tokens.add(self.token)
        self._listener.boards.pop(self.token, None)
        self.token = f"{self.world.bot.id}:{_draw_token(self.world.rng).partition(':')[2]}"
        self._takes_token = False
        return self.token

    def group(
        self,
        title: str,
        members: Sequence[Person],
        *,
        supergroup: bool = False,
        with_bot: bool = True,
        username: str = "",
    ) -> Group:
        """Create a group of people, the first of whom owns it; the bot is added unless `with_bot` is false.

        Raises:
            NotPossible: There is nobody to own it, the username is taken or malformed, or only a supergroup has one.
        """
        group = found_group(
            self.world, title, members, supergroup=supergroup, with_bot=with_bot, username=username
        )
        self.groups[group.id] = group
        return group

    def put_online(self, url: str, data: bytes, mime_type: str | None = None) -> None:
        """Put a file at an address from which bots may send it, since the playground fetches nothing.

        Raises:
            NotPossible: It is no http or https address.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise NotPossible(f"{url!r} is no http or https address")
        name = parts.path.rpartition("/")[2] or "file"
        self.world.files.online[url] = Upload(name=name, mime_type=mime_type or guess_type(name), data=data)

    def channel(
        self, title: str, subscribers: Sequence[Person], *, username: str = "", with_bot: bool = True
    ) -> Group:
        """Create a channel, which its first subscriber owns; the bot becomes an administrator with all rights.

        Raises:
            NotPossible: There is nobody to own it, or the username is taken or malformed.
        """
        channel = found_channel(self.world, title, subscribers, username=username, with_bot=with_bot)
        self.groups[channel.id] = channel
        return channel

    def count(self, method: str) -> int:
        """Count the calls of a method since the start, including refused ones."""
        return self._board.counts[method]

    def save(self, path: Path | str) -> None:
        """Write the state of all bots to a file as JSON; an older file stays intact until the new one is complete."""
        target = Path(path)
        unfinished = target.with_name(f"{target.name}.part")
        state = write_state(self.world, self.token)
        state["bots"] = [write_state(bot.world, bot.token) for bot in self.bots.values()]
        unfinished.write_bytes(encode(state))
        unfinished.replace(target)

    @classmethod
    def load(cls, path: Path | str, **options: Any) -> Self:
        """Load a saved state, without listening yet; the ids of messages and updates continue.

        The options are those of `Playground`, except the token and `answerable_s`, which were saved.

        Raises:
            NotPossible: The file does not contain such a state.
        """
        state = read_state(path)
        playground = cls(token=state.token, answerable_s=state.answerable_s, **options)
        playground.become(state)
        for other in state.others():
            playground.bot(other.token).become(other)
        return playground

    def become(self, state: SavedState) -> None:
        """Take over the saved state of one bot, which must be new here."""
        state.fill(self.world)
        self.people = {person_id: Person(self.world, chat) for person_id, chat in self.world.chats.items()}
        self.groups = {group_id: Group(self.world, chat) for group_id, chat in self.world.groups.items()}


def _draw_token(rng: random.Random) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    return f"{rng.randrange(100_000_000, 9_999_999_999)}:AA{''.join(rng.choices(letters, k=33))}"
