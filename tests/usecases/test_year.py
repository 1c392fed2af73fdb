"""A year of mornings, nights and changing clocks all over the world: nobody gets a message in their quiet hours."""

import contextlib
import random
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from usecase_scene import PANEL, REQUESTER, YES, Person, Scene

from crowd.errors import StateConflict
from crowd.ids import SECOND, ProjectId
from crowd.people.pace import Pace
from storage.people.paces import set_pace
from usecases.projects.cancel_project import cancel_project

#: In which the clock is turned in March, April, September, October or never, by an hour or by half of one; on both
#: sides of the equator and of the date line; with whole, half and quarter hours from UTC.
ZONES = (
    "Europe/Madrid",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
)
#: From and until, in minutes after midnight: over it, from it, in the afternoon, and to the middle of the turned hour.
QUIET = ((22 * 60, 8 * 60), (0, 8 * 60), (13 * 60 + 30, 17 * 60), (23 * 60, 2 * 60 + 30))
BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
PUSHES_A_DAY = 2
TICK_MIN = 47


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """A push, on its person's own clock as Python's time zones have it."""

    person: int
    at: datetime


class Year:
    """People in many zones, work for them on most days, and what was pushed to them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.rng = random.Random(2026)
        self.paces: dict[int, Pace] = {}
        self.people: dict[int, Person] = {}
        self.projects: deque[ProjectId] = deque()
        scene.connection.execute("PRAGMA journal_mode = MEMORY")
        scene.now = int(BEGINS.timestamp()) * SECOND
        for number, zone in enumerate(ZONES, start=2):
            quiet_from, quiet_until = QUIET[number % len(QUIET)]
            pace = Pace(
                zone=zone,
                quiet_from=quiet_from,
                quiet_until=quiet_until,
                # One of three wants so little that a push comes as soon as a new day lets it.
                tasks_a_day=1 if number % 3 == 0 else None,
                pushes_a_day=PUSHES_A_DAY,
            )
            self.paces[number], self.people[number] = pace, scene.person(number)
            scene.do(set_pace, self.people[number].id, pace)

    def live(self) -> Iterator[Pushed]:
        """Let the year pass, tick by tick."""
        ends, work_at = BEGINS + timedelta(days=365), BEGINS
        while (now := self._now()) < ends:
            if now >= work_at:
                self._launch(now)
                work_at = now + timedelta(hours=self.rng.uniform(16, 56))
            self.scene.connection.execute("DELETE FROM outbox")
            self.scene.tick(TICK_MIN)
            yield from self._pushed()
            self._answer()

    def _launch(self, now: datetime) -> None:
        """Something to do for everybody; what was left of the project before the last is taken back."""
        texts = [f"{now.isoformat()} {number}" for number in self.people]
        self.projects.append(self.scene.running(*texts, named=list(map(str, self.people)), fewest=1, most=1))
        if len(self.projects) > 2:
            with contextlib.suppress(StateConflict):  # it is complete
                self.scene.do(
                    cancel_project,
                    self.projects.popleft(),
                    by=REQUESTER,
                    pressed=PANEL,
                    terms=self.scene.terms,
                    at=self.scene.now,
                )

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self.scene.now / SECOND, UTC)

    def _pushed(self) -> Iterator[Pushed]:
        sql = "SELECT chat_id FROM outbox WHERE kind = 'CARD' AND priority = 2"
        for (chat,) in self.scene.rows(sql):
            person = int(str(chat))
            if self.people[person].card.card.message_id is None:
                yield Pushed(
                    person=person, at=self._now().astimezone(ZoneInfo(self.paces[person].zone or "UTC"))
                )

    def _answer(self) -> None:
        """What was sent arrives. Who holds a task mostly answers, or lets it lie; now and then somebody comes again."""
        if self.rng.random() < 0.1:
            self.rng.choice(list(self.people.values())).next()
        for (chat,) in self.scene.rows("SELECT chat_id FROM card WHERE assignment_id IS NOT NULL"):
            person = self.people[int(str(chat))]
            while person.sees is not None and self.rng.random() < 0.9:
                person.answer(YES)
        self.scene.connection.execute("UPDATE card SET message_id = 500 WHERE message_id IS NULL")


def is_broken(pace: Pace, at: datetime) -> bool:
    """Whether a clock on the wall shows quiet hours: written down anew here, so that no mistake is made twice."""
    assert pace.quiet_from is not None
    assert pace.quiet_until is not None
    minute = at.hour * 60 + at.minute
    if pace.quiet_from > pace.quiet_until:
        return not pace.quiet_until <= minute < pace.quiet_from
    return pace.quiet_from <= minute < pace.quiet_until


@pytest.mark.slow
def test_in_a_whole_year_nobody_is_written_to_in_their_quiet_hours(scene: Scene) -> None:
    year = Year(scene)
    pushes = list(year.live())
    broken = [push for push in pushes if is_broken(year.paces[push.person], push.at)]
    assert broken == []
    days = Counter((push.person, push.at.date()) for push in pushes)
    assert max(days.values()) <= PUSHES_A_DAY
    # It was a year in which people everywhere were written to, in the seasons of both hemispheres.
    months = {(push.person, push.at.month) for push in pushes}
    assert len({person for person, _ in months}) == len(ZONES)
    assert len(months) > 0.75 * 12 * len(ZONES)
    offsets = {(push.person, push.at.utcoffset()) for push in pushes}
    assert len(offsets) >= len(ZONES) + 7, "the clocks were turned in between"
