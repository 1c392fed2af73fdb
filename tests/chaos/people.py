"""People with habits: they answer, and sometimes tap twice, skip, change their mind, take a break or write."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass

from story import kind_of

from cli.replaying.virtual_crowd import IDLE
from crowd.ids import ProjectId
from handlers.taps import ProjectAction, ProjectTap
from playground import Button, Message, Person
from playground.errors import NotPossible
from playground.people.answers.choosing import subject_of

#: With nothing happening for this long, somebody who expects something writes: a card may have got lost.
NUDGE_S = 3.0
#: Only a bot that hangs is waited for so long.
PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How often somebody does what, as shares of the cards that they act on; otherwise they answer."""

    reliable: float = 0.85
    taps_twice: float = 0.06
    skips: float = 0.05
    changes: float = 0.08
    taps_old: float = 0.04
    pauses: float = 0.02
    writes: float = 0.02


class Contributor:
    """One of the crowd."""

    def __init__(self, person: Person, seed: object, habits: Habits) -> None:
        self.person = person
        self._rng = random.Random(f"{seed}/{person.id}")
        self._habits = habits
        self._acted_on: tuple[int, int] | None = None
        self._old: list[tuple[int, str]] = []
        self._doubts = False

    def doubt(self) -> None:
        """Let the person write once more even though nothing is expected: a card of theirs may be lost."""
        self._doubts = True

    async def live(self) -> None:
        """Do what the newest card asks for, whenever it changes. Runs until cancelled."""
        while True:
            revision = self.person.revision
            try:
                await self._look()
                await self.person.changed(revision, timeout=NUDGE_S)
            except TimeoutError:
                await self._wonder()
            except NotPossible:
                # Blocked, or a message went, between looking and pressing: look again at the next news.
                await self.person.changed(self.person.revision, timeout=PATIENCE_S * 1000)

    async def _look(self) -> None:
        card = next(cards_of(self.person), None)
        if self.person.has_blocked or card is None or (card.id, card.revision) == self._acted_on:
            return
        self._acted_on = (card.id, card.revision)
        buttons = by_kind(card)
        for kind in ("y1", "r1", "s2"):
            if kind in buttons:
                await self._tap(card, buttons[kind][0])
                return
        if "change" in buttons:
            await self._tap(card, self._rng.choice(buttons["change"]))
        elif "answer" in buttons:
            await self._answer(card, buttons)

    async def _answer(self, card: Message, buttons: dict[str, list[Button]]) -> None:
        habits, dice = self._habits, self._rng.random()
        for share, deed in (
            (habits.taps_twice, self._tap_twice),
            (habits.skips, self._skip),
            (habits.changes, self._change),
            (habits.taps_old, self._tap_old),
            (habits.pauses, self._pause),
            (habits.writes, self._write),
        ):
            if dice < share:
                await deed(card, buttons)
                return
            dice -= share
        await self._tap(card, self._choose(card, buttons["answer"]))

    def _choose(self, card: Message, options: list[Button]) -> Button:
        """The option that fits the task's text, more often than not."""
        right = options[sum(subject_of(card).encode()) % len(options)]
        return right if self._rng.random() < self._habits.reliable else self._rng.choice(options)

    async def _tap(self, card: Message, button: Button) -> None:
        if button.data is not None and kind_of(button.data) == "answer":
            self._old.append((card.id, button.data))
        await self.person.tap(on=card, data=button.data)

    async def _tap_twice(self, card: Message, buttons: dict[str, list[Button]]) -> None:
        """Two fingers on two options at once: only the first counts."""
        first, second = self._rng.sample(buttons["answer"], 2)
        await self._tap(card, first)
        await self.person.tap(on=card, data=second.data)

    async def _skip(self, card: Message, buttons: dict[str, list[Button]]) -> None:
        skip = next(button for button in buttons["t1"] if ":SKIP:" in (button.data or ""))
        await self._tap(card, skip)

    async def _change(self, card: Message, buttons: dict[str, list[Button]]) -> None:
        await self._tap(card, buttons["o1"][0] if "o1" in buttons else self._choose(card, buttons["answer"]))

    async def _tap_old(self, card: Message, buttons: dict[str, list[Button]]) -> None:
        """A finger on a card as it was before: a slow screen shows it still."""
        if self._old:
            message_id, data = self._rng.choice(self._old)
            old = self.person.message(message_id)
            if old is not None:
                await self.person.tap(on=old, data=data)
        await self._tap(card, self._choose(card, buttons["answer"]))

    async def _pause(self, _: Message, __: dict[str, list[Button]]) -> None:
        await self.person.send("/pause")

    async def _write(self, _: Message, __: dict[str, list[Button]]) -> None:
        await self.person.send("/next")

    async def _wonder(self) -> None:
        """Write, if something should have come."""
        card = next(cards_of(self.person), None)
        if self.person.has_blocked or not (card is None or self._doubts or IDLE not in card.words):
            return
        self._acted_on, self._doubts = None, False
        await self.person.send("/next")


def waits_for_nothing(person: Person) -> bool:
    """Whether somebody was told that there is nothing for them."""
    card = next(cards_of(person), None)
    return card is not None and IDLE in card.words


def cards_of(person: Person) -> Iterator[Message]:
    """The bot's messages that can be a card, newest first."""
    for message in reversed(person.chat):
        if message.from_bot and (message.buttons or IDLE in message.words):
            yield message


def by_kind(card: Message) -> dict[str, list[Button]]:
    """The buttons of a message, by their kind."""
    kinds: dict[str, list[Button]] = {}
    for row in card.buttons:
        for button in row:
            if button.data is not None:
                kinds.setdefault(kind_of(button.data), []).append(button)
    return kinds


async def subscribe(person: Person) -> None:
    """Press Start and agree."""
    await person.send("/start")
    welcome = await person.gets(
        lambda message: "y1" in by_kind(message), what="the welcome", timeout=PATIENCE_S
    )
    await person.tap(on=welcome, data=by_kind(welcome)["y1"][0].data)
    await person.sees(IDLE, timeout=PATIENCE_S)


async def launch(requester: Person, name: str, texts: list[str], *, least: int, most: int) -> None:
    """Send a file of tasks, answer what is asked, and launch."""
    file = "text\n" + "".join(f'"{text}"\n' for text in texts)
    steps = (
        ("What do you want to ask", "Which colour is it?"),
        ("Which options can people choose from", "Red, Green, Blue"),
        (f"Ready to launch: {name}", f"95 {least}-{most}"),
    )
    since = requester.revision
    await requester.send_document(f"{name}.csv", file.encode())
    for asked, answer in steps:
        await requester.sees(asked, timeout=PATIENCE_S, since=since)
        since = requester.revision
        await requester.send(answer)
    # The summary before it says so too, and loses its buttons, perhaps before the new one is there.
    ready = await requester.gets(
        lambda message: any(button.text == "Launch" for row in message.buttons for button in row),
        what="the button that launches",
        timeout=PATIENCE_S,
        since=since,
    )
    since = requester.revision
    await requester.tap("Launch", on=ready)
    await requester.sees("State: running", timeout=PATIENCE_S, since=since)


async def fetch(requester: Person, project: int) -> tuple[bytes, bytes]:
    """Press the button of a project's panel that brings its files."""
    since, panel = requester.revision, requester.last
    await requester.tap(
        on=panel, data=ProjectTap(project_id=ProjectId(project), action=ProjectAction.RESULTS).pack()
    )
    results = await requester.downloads(f"results-{project}.csv", timeout=PATIENCE_S, since=since)
    answers = await requester.downloads(f"answers-{project}.csv", timeout=PATIENCE_S, since=since)
    return results, answers


async def rest(tasks: "list[asyncio.Task[None]]") -> None:
    """Let people do nothing more; what made one of them fail is raised."""
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome
