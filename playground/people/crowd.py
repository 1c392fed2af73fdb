"""Virtual people who answer any inline keyboard automatically, each with their own reliability.

They know nothing about the bot: they agree if a first message asks them to, and then press one of the buttons that
belong together, tick boxes, type a number where the buttons are a pad of digits, or send a place if asked for one. The
"right" choice is hidden in the text itself: everybody derives the same choice from it, so a bot that asks several of
them can find it.
"""

import asyncio
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from playground.chats.chat import Message
from playground.chats.keyboards import Button
from playground.errors import NotPossible, PlaygroundError
from playground.people.answers.choosing import (
    Book,
    Choice,
    choice_of,
    find_choice,
    find_comparison,
    next_page,
    options_on,
    subject_of,
)
from playground.people.answers.counting import asks_for_number, make_number
from playground.people.answers.placing import asks_for_place, make_place
from playground.people.answers.ticking import has_boxes, is_box, next_tick
from playground.people.person import Person
from playground.server import Playground
from playground.wire import JsonObject

#: More members would not fill a screen or a project any faster.
MAX_MEMBERS = 1_000
#: Long enough to cause no load while nothing happens.
_UNTIL_NEWS_S = 24 * 3600.0
# fmt: off
_NAMES = (
    "Ana", "Ben", "Chloe", "Dario", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Liam",
    "Maya", "Noor", "Otto", "Priya", "Quinn", "Rosa", "Sami", "Tomas", "Uma", "Vera", "Wen", "Ximena",
    "Yusuf", "Zoe", "Amara", "Bruno", "Carla", "Devi", "Emre", "Fatima", "Goran", "Hanna", "Ivo",
    "Jasmin", "Kofi", "Lena", "Malik", "Nia", "Oskar", "Paula", "Rafael", "Selma", "Tariq", "Ulla",
    "Viktor", "Wanda", "Yara", "Zahra",
)
# fmt: on
#: Times are told in whole seconds: what is typed sooner may seem to have been written before the question came.
_TYPES_S = 1.1
#: A single button that means "continue", in several languages; it is always pressed.
_LEADS_ON = re.compile(
    r"\b(agree|accept|begin|start|continue|go on|resume|yes|acepto|empezar|seguir|sí|weiter)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How members of a crowd behave.

    Attributes:
        reliability: How often a member presses the right option, from 0 to 1.
        pace_s: The shortest and longest time before a press.
    """

    reliability: float = 0.85
    pace_s: tuple[float, float] = (0.6, 3.0)

    def __post_init__(self) -> None:
        shortest, longest = self.pace_s
        if not 0 <= self.reliability <= 1:
            raise NotPossible("the reliability must be between 0 and 1")
        if not 0 <= shortest <= longest <= 3600:
            raise NotPossible("the pace must have a shortest and a longest time, in seconds, up to an hour")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What a member will press after thinking.

    Attributes:
        button: The button; None for one of `choice`, decided when it is pressed.
        choice: The options, if they are on one page.
        types: Whether they type a number instead.
        sends: Whether they send a place instead.
        mark: Distinguishes this press from others on the same message.
        answers: Whether the press is an answer.
        turned: The book whose page it turns.
    """

    button: Button | None = None
    choice: Choice | None = None
    types: bool = False
    sends: bool = False
    mark: str = ""
    answers: bool = False
    turned: Book | None = None


class Member:
    """A member of a crowd."""

    def __init__(
        self, person: Person, habits: Habits, seed: int, truths: Mapping[str, str] | None = None
    ) -> None:
        """Give a person habits; the same seed makes the same choices."""
        self._truths = truths
        self.person = person
        self.habits = habits
        self.seed = seed
        self.n_answers = 0
        self._rng = random.Random(seed)
        self._pressed: set[tuple[int, str, str]] = set()
        self._books: dict[tuple[int, str], Book] = {}

    async def live(self) -> None:
        """Write /start if the chat is empty, then answer whatever comes. Runs until cancelled."""
        if not self.person.chat:
            await self._think()
            await self.person.send("/start")
        while True:
            revision = self.person.revision
            await self._look()
            await self.person.changed(revision, timeout=_UNTIL_NEWS_S)

    async def _look(self) -> None:
        """Press a button on the newest message that has any, unless already done."""
        message = next((m for m in reversed(self.person.chat) if m.from_bot and m.buttons), None)
        if message is None:
            return
        plan = self._plan(message)
        mark = (message.id, subject_of(message), plan.mark if plan else "")
        if plan is None or mark in self._pressed:
            return
        await self._think()
        if plan.types or plan.sends:
            await asyncio.sleep(_TYPES_S)
        now = self.person.message(message.id)
        # The bot may have moved on in the meantime; then that change triggers the next look.
        if now is None or now.buttons != message.buttons or self.person.has_blocked:
            return
        self._pressed.add(mark)
        self.n_answers += plan.answers
        if plan.types:
            await self.person.send(self._number(message))
            return
        if plan.sends:
            await self.person.send_location(*self._place(message))
            return
        if plan.turned:
            plan.turned.turn(options_on(message))
        button = self._decide(plan.choice) if plan.choice else plan.button
        if button is not None:
            await self.person.tap(on=now, data=button.data)

    def _plan(self, message: Message) -> _Plan | None:
        if (following := next_page(message)) is not None and options_on(message) and not has_boxes(message):
            return self._plan_in_book(message, following)
        if asks_for_number(message):
            return _Plan(types=True, answers=True)
        if asks_for_place(message):
            return _Plan(sends=True, answers=True)
        dice = random.Random(f"{self.seed} {subject_of(message)}")
        tick = next_tick(message, self._truths, reliability=self.habits.reliability, rng=dice)
        if tick is not None:
            return _Plan(button=tick, mark=tick.text, answers=not is_box(tick))
        choice = find_comparison(message, self._truths) or find_choice(message, self._truths)
        if choice is not None:
            return _Plan(choice=choice, answers=True)
        step = self._step_on(message)
        return None if step is None else _Plan(button=step, mark=step.text)

    def _plan_in_book(self, message: Message, following: Button) -> _Plan:
        """Turn all pages before choosing, as a careful person does, then turn to the chosen option."""
        options, subject = options_on(message), subject_of(message)
        book = self._books.setdefault((message.id, subject), Book())
        all_of_them = book.to_choose_from(options)
        if book.chosen is None and all_of_them:
            book.chosen = self._decide(choice_of(all_of_them, subject, self._truths))
        if book.chosen is not None and book.chosen.data in {button.data for button in options}:
            return _Plan(button=book.chosen, answers=True)
        page = f"{book.chosen is None} {options[0].data}"
        return _Plan(button=following, mark=page, turned=book)

    def _step_on(self, message: Message) -> Button | None:
        """Find the button to continue: one that says so, or the only button before any choice has appeared."""
        buttons = [button for row in message.buttons for button in row if button.data is not None]
        says_so = next((button for button in buttons if _LEADS_ON.search(button.text)), None)
        return says_so or (buttons[0] if len(buttons) == 1 and not self.n_answers else None)

    def _decide(self, choice: Choice) -> Button:
        if len(choice.options) == 1 or self._rng.random() < self.habits.reliability:
            return choice.right
        return self._rng.choice([option for option in choice.options if option is not choice.right])

    def _number(self, message: Message) -> str:
        return make_number(message, self._truths, reliability=self.habits.reliability, rng=self._rng)

    def _place(self, message: Message) -> tuple[float, float]:
        return make_place(message, self._truths, reliability=self.habits.reliability, rng=self._rng)

    async def _think(self) -> None:
        await asyncio.sleep(self._rng.uniform(*self.habits.pace_s))


class Crowd:
    """All members of a playground's crowd, answering or paused."""

    def __init__(self, telegram: Playground, truths: Mapping[str, str] | None = None) -> None:
        """Start without members; `truths` maps texts to their right options."""
        self._truths = truths
        self._telegram = telegram
        self._living: dict[int, asyncio.Task[None]] = {}
        self.members: dict[int, Member] = {}
        self.is_answering = True

    def add(
        self, count: int, habits: Habits, *, seed: int = 0, languages: Sequence[str] = ("en",)
    ) -> list[Member]:
        """Add `count` people, who speak the languages in turn. Needs a running event loop.

        Raises:
            NotPossible: That would be too many, or none.
        """
        if not 1 <= count <= MAX_MEMBERS - len(self.members):
            raise NotPossible(
                f"a crowd can have 1 to {MAX_MEMBERS} members; this one has {len(self.members)}"
            )
        if not languages:
            raise NotPossible("a crowd must speak at least one language")
        first = len(self.members)
        added = []
        for number in range(first, first + count):
            person = self._telegram.person(_name(number), language=languages[number % len(languages)])
            added.append(self._admit(Member(person, habits, seed + number, self._truths)))
        return added

    def _admit(self, member: Member) -> Member:
        self.members[member.person.id] = member
        if self.is_answering:
            self._start(member)
        return member

    def _start(self, member: Member) -> None:
        self._living[member.person.id] = asyncio.get_running_loop().create_task(_live(member))

    async def rest(self) -> None:
        """Pause everybody until `go_on`.

        Raises:
            Exception: A member had already failed with this error.
        """
        self.is_answering = False
        living, self._living = list(self._living.values()), {}
        for task in living:
            task.cancel()
        for outcome in await asyncio.gather(*living, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome

    def go_on(self) -> None:
        """Let everybody continue."""
        self.is_answering = True
        for person_id, member in self.members.items():
            if person_id not in self._living:
                self._start(member)

    def view(self) -> JsonObject:
        """Return how many members the crowd has and how much they have answered."""
        return {
            "members": list(self.members),
            "answering": self.is_answering,
            "answers": sum(member.n_answers for member in self.members.values()),
        }

    def to_json(self) -> list[JsonObject]:
        """Return the members for saving; their chats are saved with the playground."""
        return [
            {"id": person_id, "seed": member.seed, "n_answers": member.n_answers, **asdict(member.habits)}
            for person_id, member in self.members.items()
        ]

    def restore(self, saved: Sequence[JsonObject]) -> None:
        """Restore the members in a loaded playground, paused.

        Raises:
            NotPossible: The saved data is invalid, or one of the people does not exist.
        """
        self.is_answering = False
        try:
            for fields in saved:
                self._restore(fields)
        except (KeyError, TypeError, ValueError) as error:
            raise NotPossible(f"the saved crowd is damaged: {error!r}") from error

    def _restore(self, fields: JsonObject) -> None:
        person = self._telegram.people[int(str(fields["id"]))]
        shortest, longest = map(float, fields["pace_s"])  # type: ignore[call-overload]  # any failure is caught
        habits = Habits(reliability=float(str(fields["reliability"])), pace_s=(shortest, longest))
        member = Member(person, habits, int(str(fields["seed"])), self._truths)
        member.n_answers = int(str(fields["n_answers"]))
        self._admit(member)


async def _live(member: Member) -> None:
    while True:
        try:
            await member.live()
        except PlaygroundError:
            # Just before the press, a message was deleted or somebody blocked the bot: look again at the next change.
            await member.person.changed(member.person.revision, timeout=_UNTIL_NEWS_S)


def _name(number: int) -> str:
    again, first = divmod(number, len(_NAMES))
    return f"{_NAMES[first]} {again + 1}" if again else _NAMES[first]
