"""People of a recorded data set in the playground: each taps what the person once answered."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cli.replaying.datasets import Dataset
from handlers.kinds import face_of
from handlers.texts import DEFAULT_LOCALE, texts_in
from playground import Message, Person

#: If nothing happens for this long, a person writes: a card may have been lost.
NUDGE_S = 4.0
#: Times are told in whole seconds: what is typed sooner may seem to have been written for the card before.
_TYPES_S = 1.1
#: What a card without a task says.
IDLE = "I’ll write to you when there’s something new"
#: Blocks before and after the task's content on a card.
_BLOCKS_BEFORE = 2
_BLOCKS_BEHIND = 4
#: Two parts of a task stand in either order: ids in a row show both.
_TURNS = 2


@dataclass(slots=True, kw_only=True)
class Tapped:
    """What one person has done."""

    labels: dict[str, str] = field(default_factory=dict)  #: task to the label tapped
    foreign: int = 0  #: cards seen that were not meant for this person


class RecordedPerson:
    """One person of the data, with the answers that they once gave."""

    def __init__(self, person: Person, name: str, given: dict[str, str], dataset: Dataset) -> None:
        self.person = person
        self.name = name
        self.tapped = Tapped()
        self._given = given
        self._dataset = dataset
        self._is_typed = dataset.asked is not None
        self._typed_at: str | None = None  # the words of the card when they last typed
        self._by_body = {body: task for task in given for body in _bodies(dataset, task)}
        self._acted_on: tuple[int, int] | None = None
        self._doubts = False
        self.settled = asyncio.Event()

    async def live(self, nudge_s: float = NUDGE_S) -> None:
        """Subscribe, answer whatever comes, and write when nothing does. Runs until cancelled."""
        await self.person.send("/start")
        while True:
            revision = self.person.revision
            await self._look()
            try:
                await self.person.changed(revision, timeout=nudge_s)
            except TimeoutError:
                if self._waits():
                    self._acted_on, self._typed_at, self._doubts = None, None, False
                    await self.person.send("/next")

    def doubt(self) -> None:
        """Let the person write once more even though nothing is expected: the bot may have died with their card.

        A message with an unknown outcome is never sent again, so they only get it by writing.
        """
        self._doubts = True

    async def _look(self) -> None:
        """Do what the newest card asks for."""
        card = next(_cards(self.person), None)
        if card is None or (card.id, card.revision) == self._acted_on:
            return
        self._acted_on = (card.id, card.revision)
        if card.buttons and card.buttons[0][0].text.startswith("I agree"):
            await self.person.tap(on=card, row=0, col=0)
            return
        task = self._task_on(card)
        if task is None:
            self._settle_if_idle(card)
            return
        if task not in self._given:
            self.tapped.foreign += 1
            return
        await self._answer(card, task)

    async def _answer(self, card: Message, task: str) -> None:
        option = _said(self._dataset, task, self._given[task])
        texts = [button.text for row in card.buttons for button in row]
        if self._is_typed:
            # A text counts for whatever task is shown when it arrives, so it is sent once, unless the card asks for
            # something else, such as whether they are sure.
            if self._typed_at == card.words:
                return
            self._typed_at = card.words
            await asyncio.sleep(_TYPES_S)
            now = next(_cards(self.person), None)
            if now is None or now.words != card.words:
                # The bot moved on meanwhile; that change is looked at next.
                self._acted_on = self._typed_at = None
                return
            self.tapped.labels[task] = self._given[task]
            await self.person.send(option)
        elif option in texts:
            self.tapped.labels[task] = self._given[task]
            await self.person.tap(option, on=card)
        elif "›" in texts:
            await self.person.tap("›", on=card)

    def _task_on(self, card: Message) -> str | None:
        """The task that a card shows, found by its content as a person would."""
        rest = card.words
        for _ in range(_BLOCKS_BEFORE):
            body = rest = rest.partition("\n\n")[2]
            for _ in range(_BLOCKS_BEHIND):
                if body in self._by_body:
                    return self._by_body[body]
                body = body.rpartition("\n\n")[0]
        return None

    def _settle_if_idle(self, card: Message) -> None:
        if IDLE in card.words:
            self.settled.set()

    def _waits(self) -> bool:
        """Whether the person expects something: a card that does not move, or none at all."""
        card = next(_cards(self.person), None)
        return card is None or self._doubts or IDLE not in card.words


def _bodies(dataset: Dataset, task: str) -> Iterator[str]:
    """Return a task's content as cards show it: its parts may stand in different orders."""
    content = dataset.contents[task]
    if dataset.asked is None:
        yield body_of(content)
        return
    question, texts = dataset.asked.question, texts_in(DEFAULT_LOCALE)
    for turn in range(_TURNS):
        shown = question.of_task(content, task=turn)
        yield body_of(face_of(shown).fields(shown, content, texts))
        if shown is question:
            return


def _said(dataset: Dataset, task: str, label: str) -> str:
    """Return what somebody taps or types for a label: where it means a part of the task, that part."""
    if dataset.asked is not None:
        shown = dataset.asked.question.of_task(dataset.contents[task])
        if shown is not dataset.asked.question:
            return shown.write(shown.read_cell(label))
    return dataset.options[label]


def body_of(content: Mapping[str, str]) -> str:
    """Return a task's content as a card shows it."""
    shown = {name: text.strip() for name, text in content.items() if text.strip()}
    if len(shown) == 1:
        return next(iter(shown.values()))
    return "\n\n".join(f"{name}\n{text}" for name, text in shown.items())


def _cards(person: Person) -> Iterator[Message]:
    """The bot's messages that can be a card, newest first."""
    for message in reversed(person.chat):
        if message.from_bot and (message.buttons or IDLE in message.words):
            yield message
