"""One run from the first /start to the requester's files: people, a nemesis, and evidence for the checker."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evidence import Evidence, Pacing, Report
from nemesis import Nemesis, Strike
from people import PATIENCE_S, Contributor, Habits, fetch, launch, rest, subscribe, waits_for_nothing
from stage import Stage
from story import Story

from cli.replaying.reckoning import read_rows
from handlers.texts import texts_in
from playground import Person
from storage.file.read_only import opened_to_read

HOUR_S = 3600.0
#: Asleep while the others are up: their night begins ten hours after noon UTC.
SLEEPERS = (40.4, -3.7)  # Madrid
AWAKE = (37.8, -122.4)  # San Francisco
#: From noon to the sleepers' night, and from there to their morning.
TO_NIGHT_S, TO_MORNING_S = 10 * HOUR_S, 9.5 * HOUR_S
#: Everybody has nothing to do for so long: longer than it takes to write to who waits for a task.
SETTLED_S = 2.0
#: Long enough for the ticks that would write to people, had they reason to.
NIGHT_WATCH_S = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to happen.

    Attributes:
        seed: What everything is drawn from.
        people: How many contributors there are.
        tasks: How many tasks the project has.
        points: Where the bot dies, one life after the other.
        strikes: What else is done to it.
        weather: Whether the usual faults happen.
        night: Whether a night passes, with a second project.
        pacing: The limits that are on.
        settings: What else the bot is told.
        variant: How the bot is broken on purpose.
        habits: What people do.
    """

    seed: int
    people: int = 8
    tasks: int = 8
    points: Sequence[str] = ()
    strikes: Sequence[Strike] = ()
    weather: bool = True
    night: bool = False
    pacing: Pacing | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    variant: str = ""
    habits: Habits = field(default_factory=Habits)


class History:
    """A run under way."""

    def __init__(self, plan: Plan, folder: Path) -> None:
        self._plan = plan
        settings = {**plan.settings, **(_limits(plan.pacing) if plan.pacing else {})}
        self.stage = Stage(
            folder, seed=plan.seed, settings=settings, variant=plan.variant, limited=plan.pacing is not None
        )
        self._reports: dict[int, Report] = {}
        self._saved = texts_in("en")("answer-saved")

    async def go(self) -> Evidence:
        """Let it happen, and gather what is left."""
        await self.stage.open()
        try:
            await self._happen()
            return self.gather()
        finally:
            await self.stage.close()
            self.stage.write_history()

    async def _happen(self) -> None:
        telegram, plan = self.stage.telegram, self._plan
        requester = telegram.person("Requester")
        crowd = [
            Contributor(telegram.person(f"Person {number}"), plan.seed, plan.habits)
            for number in range(plan.people)
        ]
        nemesis = Nemesis(self.stage, crowd, seed=plan.seed)
        try:
            await self._play(nemesis, crowd, requester)
        finally:
            nemesis.give_up()

    async def _play(self, nemesis: Nemesis, crowd: Sequence[Contributor], requester: Person) -> None:
        await nemesis.start()
        await asyncio.gather(*(subscribe(contributor.person) for contributor in crowd))
        await self._settle_in(crowd)
        await self._project(nemesis, crowd, requester)
        if self._plan.night:
            await self._night(crowd, requester)
        for project in range(1, 2 + self._plan.night):
            await self._fetch(requester, project)
        self.stage.note("end", status=await nemesis.end())

    async def _settle_in(self, crowd: Sequence[Contributor]) -> None:
        """Half of the people live where it will be night."""
        for number, contributor in enumerate(crowd):
            place = SLEEPERS if number % 2 else AWAKE
            since = contributor.person.revision
            await contributor.person.send_location(*place)
            await contributor.person.gets(lambda _: True, since=since, timeout=PATIENCE_S)
        await self._quiet()

    async def _project(self, nemesis: Nemesis, crowd: Sequence[Contributor], requester: Person) -> None:
        """The project that the nemesis works against."""
        plan = self._plan
        texts = [f"Thing {number:03} of {plan.seed}" for number in range(plan.tasks)]
        since = len(self.stage.entries)
        if plan.weather:
            nemesis.weather()
        living = [asyncio.get_running_loop().create_task(contributor.live()) for contributor in crowd]
        try:
            await launch(requester, "First", texts, least=3, most=5)
            await nemesis.torment(plan.points, plan.strikes, lambda: self._acknowledged(since))
            await nemesis.calm()
            await self._until_done(crowd, living)
        finally:
            await rest(living)
        await self._quiet()

    async def _night(self, crowd: Sequence[Contributor], requester: Person) -> None:
        """Some sleep while the requester launches again; the others answer, and in the morning all do."""
        sleepers = [contributor for number, contributor in enumerate(crowd) if number % 2]
        others = [contributor for number, contributor in enumerate(crowd) if not number % 2]
        self.stage.go_ahead(TO_NIGHT_S)
        texts = [f"Other {number:03} of {self._plan.seed}" for number in range(max(self._plan.tasks // 2, 3))]
        loop = asyncio.get_running_loop()
        living = [loop.create_task(contributor.live()) for contributor in others]
        try:
            await launch(requester, "Second", texts, least=len(others) + 1, most=len(crowd))
            await self._until_done(others, living)
            await asyncio.sleep(NIGHT_WATCH_S)
            self.stage.go_ahead(TO_MORNING_S)
            self.stage.note("morning", people=[contributor.person.id for contributor in sleepers])
            living += [loop.create_task(contributor.live()) for contributor in sleepers]
            await self._until_done(crowd, living)
        finally:
            await rest(living)
        await self._quiet()

    async def _until_done(self, crowd: Sequence[Contributor], living: "Sequence[asyncio.Task[None]]") -> None:
        """Wait until everybody was told that there is nothing for them, and is told nothing else any more."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(3 * PATIENCE_S):
            since = loop.time()
            while loop.time() - since < SETTLED_S:
                if not all(waits_for_nothing(contributor.person) for contributor in crowd):
                    since = loop.time()
                for task in living:
                    if task.done():
                        task.result()
                await asyncio.sleep(0.1)

    async def _quiet(self) -> None:
        """Wait until the bot has nothing in hand."""
        async with asyncio.timeout(2 * PATIENCE_S):
            while not self._is_quiet():  # noqa: ASYNC110 - it is quiet in another process
                await asyncio.sleep(0.1)

    def _is_quiet(self) -> bool:
        updates = self.stage.telegram.world.updates
        if updates.pending or not updates.is_polled:
            return False
        with opened_to_read(self.stage.database) as connection:
            return not connection.execute(_LEFT).fetchone()[0]

    async def _fetch(self, requester: Person, project: int) -> None:
        results, answers = await fetch(requester, project)
        self._reports[project] = Report(results=read_rows(results), answers=read_rows(answers))
        await self._quiet()

    def _acknowledged(self, since: int) -> int:
        return sum(
            entry["what"] == "call"
            and entry["method"] == "answerCallbackQuery"
            and entry["parameters"].get("text") == self._saved
            for entry in self.stage.entries[since:]
        )

    def gather(self) -> Evidence:
        """What is left for the checker."""
        log = self.stage.bot.log_path
        return Evidence(
            story=Story(self.stage.entries),
            database=self.stage.database,
            logs={log.name: log.read_text("utf-8", errors="replace")},
            token=self.stage.telegram.token,
            reports=self._reports,
            pacing=self._plan.pacing,
        )


_LEFT = """
    SELECT (SELECT count(*) FROM inbox WHERE state = 'PENDING')
        + (SELECT count(*) FROM outbox WHERE state IN ('PENDING', 'SENDING'))
"""


def _limits(pacing: Pacing) -> dict[str, str]:
    replies = max(pacing.per_s // 3, 1)
    return {
        "SEND_LIMITS": "real",
        "PUSHES_PER_SECOND": str(pacing.per_s - replies),
        "REPLIES_PER_SECOND": str(replies),
    }
