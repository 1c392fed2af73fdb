"""A small project from the first /start to its results: two people, a file, answers, a change, a push, an announcement.

Nobody in it waits: whoever does not see what they expect once nothing moves any more does what people then do, and
tries again. Each step is a claim of its own, since a life that comes to no end is a defect.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

from evidence import Evidence, Report
from people import by_kind, cards_of
from story import Story
from tended_bot import StillClock, TendedBot

from cli.replaying.reckoning import read_rows
from cli.replaying.virtual_crowd import IDLE
from crowd.ids import ProjectId
from handlers.taps import AnnouncementAction, ProjectAction, ProjectTap
from handlers.texts import texts_in
from playground import Message, Person, Playground
from playground.errors import NotPossible

#: A single failure costs a person one more try at most; where several meet, a few.
TRIES = 8
#: Cards that somebody works through before it is held that they never end.
MOST_CARDS = 40
#: So often somebody asks for a task before they believe that there is none: an answer may be lost.
ASKS = 3
PROJECT = ProjectId(1)
FILE = b"text\nSky\nRose\nSea\n"
#: What the dialogue asks, by the beginning of its words, and what is typed.
DIALOGUE = (
    ("What do you want to ask", "Which colour is it?"),
    ("Which options can people choose from", "Red, Blue"),
    ("Ready to launch", "95 2-2"),
)
NEWS = "Thank you, a new part begins soon."


class Stuck(AssertionError):
    """Somebody cannot go on."""


class SmallLife:
    """A run under way."""

    def __init__(self, telegram: Playground, tended: TendedBot) -> None:
        self._bot = tended
        self._rita = telegram.person("Rita")
        self._crowd = [telegram.person("Ada"), telegram.person("Ben")]
        self.reports: dict[int, Report] = {}

    async def go(self) -> None:
        """Live it."""
        for person in self._crowd:
            await self._subscribe(person)
        await self._launch()
        await self._bot.rest()
        ada, ben = self._crowd
        await self._work(ada, most=1)
        await self._change(ada)
        await self._work(ada)
        await self._work(ben)
        await self._announce()
        await self._fetch()

    async def _until(
        self, done: Callable[[], bool], act: Callable[[], Awaitable[object]], what: str, *, who: Person
    ) -> None:
        """Act until something is seen; what cannot be pressed is not there yet."""
        for _ in range(TRIES):
            if done():
                return
            with suppress(NotPossible, LookupError):
                await act()
            await self._bot.quiet()
        if not done():
            raise Stuck(f"{who} never {what}.\n{who.told()}")

    async def _subscribe(self, person: Person) -> None:
        await self._until(
            lambda: _with(person, "y1") is not None,
            lambda: person.send("/start"),
            "saw the welcome",
            who=person,
        )
        await self._until(
            lambda: any(IDLE in message.words for message in cards_of(person)),
            lambda: _tap(person, "y1"),
            "was taken in",
            who=person,
        )

    async def _launch(self) -> None:
        rita = self._rita
        await rita.send_document("Colours.csv", FILE)
        await self._bot.quiet()
        for asked, answer in DIALOGUE:
            await self._until(
                lambda asked=asked: _asks(rita, asked), self._open, f"was asked {asked!r}", who=rita
            )  # type: ignore[misc]
            await rita.send(answer)
            await self._bot.quiet()
        launch = _project(ProjectAction.LAUNCH)
        await self._until(lambda: _newest(rita, launch) is not None, self._open, "saw the summary", who=rita)
        await self._until(
            lambda: any("State: running" in message.words for message in rita.chat),
            lambda: _press(rita, launch),
            "saw the project run",
            who=rita,
        )

    async def _open(self) -> None:
        """What somebody does who sees nothing more of their project: list the projects, open it, and go on."""
        await self._rita.send("/projects")
        await self._bot.quiet()
        await _press(self._rita, _project(ProjectAction.OPEN))
        await self._bot.quiet()
        await _tap(self._rita, "e1")

    async def _work(self, person: Person, *, most: int = MOST_CARDS) -> None:
        """Answer what is shown until there is nothing more, however often one asks."""
        answered = asked = 0
        for _ in range(MOST_CARDS):
            card = next(cards_of(person), None)
            options = by_kind(card).get("answer") if card is not None else None
            if answered == most:
                return
            if card is not None and options:
                answered, asked = answered + 1, 0
                await person.tap(on=card, data=options[len(card.words) % len(options)].data)
            elif asked == ASKS and card is not None and IDLE in card.words:
                return
            else:
                asked += 1
                await person.send("/next")
            await self._bot.quiet()
        raise Stuck(f"{person} never came to an end of the tasks.\n{person.told()}")

    async def _change(self, person: Person) -> None:
        """Change the last answer."""
        said = texts_in("en")("answer-changed")
        await self._until(
            lambda: _with(person, "change") is not None,
            lambda: _tap(person, "o1"),
            "saw the old task",
            who=person,
        )
        await self._until(
            lambda: any(toast.text == said for toast in person.toasts),
            lambda: _tap(person, "change"),
            "was told that the answer is changed",
            who=person,
        )

    async def _announce(self) -> None:
        rita = self._rita

        async def write() -> None:
            await rita.send("/announce")
            await self._bot.quiet()
            await _tap(rita, "f1")
            await self._bot.quiet()
            if _asks(rita, "What do you want to say"):
                await rita.send(NEWS)

        await self._until(lambda: _to_send(rita) is not None, write, "saw the news", who=rita)
        goes = texts_in("en")("announcement-goes")
        await self._until(
            # What acknowledges a press is lost with the process; the announcement then has no button to send it.
            lambda: any(toast.text == goes for toast in rita.toasts) or _to_send(rita) is None,
            lambda: _press(rita, _to_send(rita) or ""),
            "was told that it goes",
            who=rita,
        )
        for _ in range(3):
            await self._bot.rest()

    async def _fetch(self) -> None:
        rita, since = self._rita, self._rita.revision

        async def ask() -> None:
            await _press(rita, _project(ProjectAction.RESULTS))
            # A tick checks all answers, then writes the files. It comes several times before somebody asks again.
            for _ in range(3):
                await self._bot.rest()

        await self._until(
            lambda: None not in (_file(rita, "results-1.csv", since), _file(rita, "answers-1.csv", since)),
            ask,
            "got the results",
            who=rita,
        )
        results, answers = (_file(rita, name, since) or b"" for name in ("results-1.csv", "answers-1.csv"))
        self.reports[PROJECT] = Report(results=read_rows(results), answers=read_rows(answers))

    def news(self) -> list[int]:
        """How often each got the news."""
        return [sum(NEWS in message.words for message in person.chat) for person in self._crowd]


def _project(action: ProjectAction) -> str:
    return ProjectTap(project_id=PROJECT, action=action).pack()


def _to_send(person: Person) -> str | None:
    """What the button carries that sends the newest news."""
    on = _with(person, "h1")
    carried = [button.data or "" for button in by_kind(on)["h1"]] if on is not None else []
    return next((data for data in carried if data.endswith(f":{AnnouncementAction.SEND}")), None)


def _bot_messages(person: Person) -> Iterator[Message]:
    return (message for message in reversed(person.chat) if message.from_bot)


def _newest(person: Person, data: str) -> Message | None:
    """The newest message with a button that carries this."""
    found = (
        message
        for message in _bot_messages(person)
        if any(button.data == data for row in message.buttons for button in row)
    )
    return next(found, None)


def _with(person: Person, kind: str) -> Message | None:
    """The newest message with a button of a kind."""
    return next((message for message in _bot_messages(person) if kind in by_kind(message)), None)


async def _press(person: Person, data: str) -> None:
    on = _newest(person, data)
    if on is None:
        raise LookupError(data)
    await person.tap(on=on, data=data)


async def _tap(person: Person, kind: str) -> None:
    on = _with(person, kind)
    if on is None:
        raise LookupError(kind)
    await person.tap(on=on, data=by_kind(on)[kind][-1].data)


def _asks(person: Person, words: str) -> bool:
    """Whether a question stands in the newest message that asks anything."""
    asking = (message for message in _bot_messages(person) if "?" in message.words)
    newest = next(asking, None)
    return newest is not None and words in newest.words


def _file(person: Person, name: str, since: int) -> bytes | None:
    found = (
        message.file.data
        for message in _bot_messages(person)
        if message.revision > since
        and message.file is not None
        and message.document is not None
        and message.document.name.endswith(name)
    )
    return next(found, None)


def gather(
    telegram: Playground, entries: list[Any], database: Path, log: StringIO, reports: dict[int, Report]
) -> Evidence:
    """What is left for the checker."""
    return Evidence(
        story=Story(entries),
        database=database,
        logs={"bot.log": log.getvalue()},
        token=telegram.token,
        reports=reports,
    )


__all__ = ["SmallLife", "StillClock", "Stuck", "gather"]
