"""The local Telegram for a measurement, in its own process: latency, people who press, and what they see."""

import asyncio
import json
import multiprocessing
import multiprocessing.connection
import random
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.delivery.processes import pin
from playground import Call, Fault, FaultType, Playground
from playground.serving.floods import NANOSTARS, Limits

Pipe = multiprocessing.connection.Connection

#: Methods that show somebody a task.
_SHOWS = frozenset({"sendMessage", "editMessageText"})
#: Interval between paced presses: small compared with every measured time.
_TICK_S = 0.005
_FLOODED = 429
#: A bot that has not polled by then never will.
_PATIENCE_S = 60.0


@dataclass(slots=True)
class Seen:
    """What was observed since the last look.

    Attributes:
        waits_s: For each press, the seconds until the next task was shown.
        acknowledged: Presses that were acknowledged.
        sent_at: When each new message arrived.
        edited_at: When each edit arrived.
        floods: Calls refused with 429.
    """

    waits_s: list[float] = field(default_factory=list)
    acknowledged: int = 0
    sent_at: list[float] = field(default_factory=list)
    edited_at: list[float] = field(default_factory=list)
    floods: int = 0


class People:
    """People who press one of the first two buttons of any question, at once or at a given pace."""

    def __init__(self, telegram: Playground) -> None:
        self.seen = Seen()
        #: Total presses per second; None: everybody presses at once; 0: nobody presses.
        self.pace: float | None = None
        self._telegram = telegram
        self._rng = random.Random(1)
        self._pressed_at: dict[int, float] = {}
        #: People who have a task, with its message and the data of its buttons.
        self._asked: deque[tuple[int, int, list[str]]] = deque()
        self._presses: set[asyncio.Task[None]] = set()
        telegram.world.watchers.add(self._watch)

    def arrive(self, ids: Iterable[int]) -> None:
        """Add people who have written to the bot before."""
        for person_id in ids:
            self._telegram.person(f"Person {person_id}", id=person_id)
            self._telegram.world.chats[person_id].started = True

    async def write(self, ids: Iterable[int], text: str) -> None:
        """Let people write to the bot."""
        for person_id in ids:
            await self._telegram.people[person_id].send(text)

    async def polled_at(self) -> float | None:
        """Wait until the bot polls for updates; return when it did, or None if it does not."""
        # Watchers are not told about a waiting poll until it ends.
        for _ in range(int(_PATIENCE_S / _TICK_S)):
            if self._telegram.world.updates.is_listened_to:
                return time.monotonic()
            await asyncio.sleep(_TICK_S)
        return None

    async def press_at_pace(self) -> None:
        """Press at the given pace, those who have waited longest first. Runs until cancelled."""
        due, last = 0.0, time.monotonic()
        while True:
            await asyncio.sleep(_TICK_S)
            now = time.monotonic()
            due, last = due + (now - last) * (self.pace or 0.0), now
            due = min(due, float(len(self._asked)))
            while due >= 1.0 and self._asked:
                due -= 1.0
                await self._press(*self._asked.popleft())

    def _watch(self, kind: str, thing: object) -> None:
        if kind != "call" or not isinstance(thing, Call):
            return
        if thing.error is not None:
            self.seen.floods += thing.error.code == _FLOODED
        elif thing.method in _SHOWS:
            self._shown(thing)
        elif thing.method == "answerCallbackQuery":
            self.seen.acknowledged += 1

    def _shown(self, call: Call) -> None:
        now, chat_id = time.monotonic(), int(str(call.parameters["chat_id"]))
        (self.seen.sent_at if call.method == "sendMessage" else self.seen.edited_at).append(now)
        choices = _choices(call.parameters.get("reply_markup"))
        if not choices or not isinstance(call.result, dict):
            return
        pressed_at = self._pressed_at.pop(chat_id, None)
        if pressed_at is not None:
            self.seen.waits_s.append(now - pressed_at)
        asked = (chat_id, int(str(call.result["message_id"])), choices)
        if self.pace is None:
            # Not here, because a watcher must not change what it watches.
            task = asyncio.get_running_loop().create_task(self._press(*asked))
            self._presses.add(task)
            task.add_done_callback(self._presses.discard)
        else:
            self._asked.append(asked)

    async def _press(self, chat_id: int, message_id: int, choices: list[str]) -> None:
        person = self._telegram.people[chat_id]
        message = person.message(message_id)
        if message is None:
            return
        self._pressed_at[chat_id] = time.monotonic()
        await person.tap(on=message, data=choices[self._rng.random() < 0.2])


def _choices(markup: object) -> list[str]:
    """The data of the first two buttons; empty if there are fewer than two."""
    if not markup:
        return []
    keyboard = json.loads(markup) if isinstance(markup, str) else markup
    rows = keyboard["inline_keyboard"] if isinstance(keyboard, dict) else []
    data = [str(button["callback_data"]) for row in rows for button in row if "callback_data" in button]
    return data[:2] if len(data) >= 2 else []


async def _serve(pipe: Pipe, latency_s: float, limits: Limits, stars: int) -> None:
    faults = [Fault(kind=FaultType.SLOW, seconds=latency_s)] if latency_s else []
    async with Playground(seed=1, check=False, limits=limits, faults=faults) as telegram:
        telegram.world.purse.nanostars = stars * NANOSTARS
        people = People(telegram)
        pacing = asyncio.get_running_loop().create_task(people.press_at_pace())
        pipe.send((telegram.port, telegram.token))
        while (order := await asyncio.to_thread(pipe.recv))[0] != "stop":
            pipe.send(await _obey(people, *order))
        pacing.cancel()


async def _obey(people: People, order: str, *given: object) -> object:
    match order, given:
        case "arrive", [range() as ids]:
            people.arrive(ids)
        case "write", [range() as ids, str(text)]:
            await people.write(ids, text)
        case "pace", [pace]:
            people.pace = None if pace is None else float(str(pace))
        case "look", [float() as after_s]:
            await asyncio.sleep(after_s)
            seen = people.seen
            people.seen = Seen()
            return seen
        case "poll", []:
            return await people.polled_at()
    return None


def _run(pipe: Pipe, core: int, latency_s: float, limits: Limits, stars: int) -> None:
    pin(core)
    asyncio.run(_serve(pipe, latency_s, limits, stars))


class Telegram:
    """The process, as seen by the measuring process."""

    def __init__(self, *, core: int, latency_s: float = 0.0, limits: Limits = "off", stars: int = 0) -> None:
        """Start it on a core and wait until it listens.

        Every call is answered `latency_s` late; the bot's balance is `stars` Stars.
        """
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_run, args=(theirs, core, latency_s, limits, stars), daemon=True
        )
        self._process.start()
        self.port, self.token = self._pipe.recv()

    def arrive(self, ids: range) -> None:
        """Add people who have written to the bot before."""
        self._order("arrive", ids)

    def write(self, ids: range, text: str) -> None:
        """Let people write to the bot."""
        self._order("write", ids, text)

    def pace(self, presses_a_second: float | None) -> None:
        """Set how often people press in total; None: everybody at once."""
        self._order("pace", presses_a_second)

    def look(self, *, after_s: float = 0.0) -> Seen:
        """Return what was observed since the last look, after `after_s` seconds."""
        seen = self._order("look", after_s)
        if not isinstance(seen, Seen):
            raise TypeError(seen)
        return seen

    def wait_until_polled(self) -> float:
        """Wait until the bot polls for updates; return when it did, by the monotonic clock.

        Raises:
            RuntimeError: It does not poll.
        """
        polled_at = self._order("poll")
        if isinstance(polled_at, float):
            return polled_at
        raise RuntimeError("the bot does not poll for updates")

    def stop(self) -> None:
        """Stop the process."""
        self._pipe.send(("stop",))
        self._process.join()

    def _order(self, *order: object) -> object:
        self._pipe.send(order)
        return self._pipe.recv()
