"""What works against the bot: it kills, freezes, floods, cuts, doubles, shuffles, blocks, and breaks clocks.

Everything is drawn from the seed: the same seed gives the same strikes in the same order. The bot, Telegram and the
machine are not one program, so what a strike meets differs a little between two runs.
"""

import asyncio
import contextlib
import random
import signal
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from people import Contributor
from stage import Stage, damaged

from playground import Fault, FaultType

#: A point that was not reached by then is given up: the process is killed where it is.
UNREACHED_S = 20.0
#: With no answer for so long the next strike is made all the same: people write after less, if they wait for something.
IDLE_S = 4.0
#: After so many starts in a row without a single update taken the bot is held to be unable to live.
MOST_STARTS = 8

#: What the bot says when it has started; before that a request to end would not be met in the middle of anything.
STARTED = "Askmany runs as"

#: What is always in the air, as shares. A timeout is a connection that is closed without an answer.
WEATHER = (
    Fault(kind=FaultType.FLOOD, method="editMessageText", share=0.01, retry_after=1),
    Fault(kind=FaultType.ERROR, method="editMessageText", share=0.02),
    Fault(kind=FaultType.ERROR, method="answerCallbackQuery", share=0.02, after=True),
    Fault(kind=FaultType.GATEWAY, method="getUpdates", share=0.02),
    Fault(kind=FaultType.RESET, method="editMessageText", share=0.02),
    Fault(kind=FaultType.RESET, method="editMessageText", share=0.02, after=True),
    Fault(kind=FaultType.RESET, method="getUpdates", share=0.02, after=True),
    Fault(kind=FaultType.TIMEOUT, method="editMessageText", share=0.02, after=True, seconds=0.3),
    Fault(kind=FaultType.SLOW, method="answerCallbackQuery", share=0.03, seconds=0.2),
    Fault(kind=FaultType.DUPLICATE, share=0.05),
    Fault(kind=FaultType.DELAY, share=0.03, seconds=0.3),
    Fault(kind=FaultType.SHUFFLE, share=0.2),
    Fault(kind=FaultType.DOUBLE_TAP, share=0.05),
)
#: A short storm that hits new messages as well.
STORMS = {
    "429": Fault(kind=FaultType.FLOOD, times=6, retry_after=1),
    "500-before": Fault(kind=FaultType.ERROR, times=4),
    "500-after": Fault(kind=FaultType.ERROR, after=True, times=3, method="editMessageText"),
    "no-answer": Fault(kind=FaultType.TIMEOUT, after=True, times=2, seconds=0.5),
    "reset": Fault(kind=FaultType.RESET, times=3),
    "lost-message": Fault(kind=FaultType.RESET, after=True, times=1, method="sendMessage"),
    "lost-messages": Fault(kind=FaultType.RESET, after=True, share=0.5, times=4, method="sendMessage"),
    "deaf": Fault(kind=FaultType.TIMEOUT, times=2, seconds=6.0, method="editMessageText"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """Something that is done to the bot once so many more answers were acknowledged."""

    kind: str
    detail: str = ""
    after: int = 3


class Nemesis:
    """Strikes at the bot, and starts it again whenever it has died."""

    def __init__(self, stage: Stage, people: Sequence[Contributor], *, seed: object) -> None:
        self._stage = stage
        self._people = people
        self._rng = random.Random(f"{seed}/nemesis")
        self._points: deque[str] = deque()
        self._keeping: asyncio.Task[None] | None = None
        self._armed, self._armed_at, self._n_deaths = "", 0.0, 0

    async def start(self) -> None:
        """Start the bot, and start it again whenever it ends, as a supervisor does."""
        await self._begin()
        self._keeping = asyncio.get_running_loop().create_task(self._keep())

    async def end(self) -> int:
        """Ask the bot to end, and return its exit status."""
        await self._stop_keeping()
        if not self._stage.bot.is_running:
            await self._begin()
        return await self._stage.bot.stop()

    def give_up(self) -> None:
        """Start the bot no more: the run is over, however it ended."""
        if self._keeping is not None:
            self._keeping.cancel()

    def weather(self) -> None:
        """Let the usual faults happen from now on."""
        for fault in WEATHER:
            self._stage.telegram.faults.add(fault)

    async def calm(self) -> None:
        """Let everything be in order from now on; who blocked the bot comes back."""
        self._points.clear()
        self._stage.telegram.faults.clear()
        self._stage.bot.arm("")
        self._stage.bot.thaw()
        self._stage.bot.set_room(None)
        self._stage.bot.set_read_only(read_only=False)
        self._stage.set_off(0.0)
        await self._unblock("")
        for person in self._people:
            person.doubt()

    async def torment(
        self, points: Sequence[str], strikes: Sequence[Strike], acknowledged: Callable[[], int]
    ) -> None:
        """Let the bot die at each point, one life after the other, and strike beside; until all that is done."""
        self._points.extend(points)
        self._arm()
        for strike in strikes:
            await self._progress(strike.after, acknowledged)
            self._stage.note("strike", kind=strike.kind, detail=strike.detail)
            await _STRIKES[strike.kind](self, strike.detail)
        while self._armed:
            self._look_after()
            await asyncio.sleep(0.1)

    def _arm(self) -> None:
        """Take the next point."""
        self._armed = self._points.popleft() if self._points else ""
        self._armed_at = asyncio.get_running_loop().time()
        self._stage.note("armed", point=self._armed)
        self._stage.bot.arm(self._armed)

    async def _begin(self) -> None:
        self._stage.note("start-of-bot", armed=self._armed)
        await self._stage.bot.begin()

    async def _keep(self) -> None:
        in_vain = 0
        while True:
            before = self._n_confirmed()
            await self._life()
            in_vain = in_vain + 1 if self._n_confirmed() == before else 0
            if in_vain > MOST_STARTS:
                raise RuntimeError(f"the bot cannot live:\n{self._stage.bot.log_tail(30)}")
            for person in self._people:
                person.doubt()
            await self._begin()

    async def _life(self) -> None:
        """Wait until the bot has ended. A point that is not reached in time is given up, and the bot killed."""
        bot, ending = self._stage.bot, asyncio.get_running_loop().create_task(self._stage.bot.wait())
        try:
            while not ending.done():
                if self._armed.startswith("while-stopping") and STARTED in bot.said:
                    bot.send_signal(signal.SIGTERM)
                if self._armed and asyncio.get_running_loop().time() - self._armed_at > UNREACHED_S:
                    self._stage.note("not-reached", point=self._armed)
                    bot.thaw()
                    await bot.kill()
                await asyncio.wait({ending}, timeout=0.1)
        finally:
            ending.cancel()
        died_at = bot.died_at()[self._n_deaths :]
        self._n_deaths += len(died_at)
        self._stage.note("end-of-bot", status=bot.status, died_at=died_at)
        if self._armed and (died_at or ending.done()):
            self._arm()

    def _n_confirmed(self) -> int:
        return sum(entry["what"] == "confirmed" for entry in self._stage.entries)

    async def _stop_keeping(self) -> None:
        keeping, self._keeping = self._keeping, None
        if keeping is None:
            return
        if keeping.done():
            keeping.result()
        keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await keeping

    async def _progress(self, answers: int, acknowledged: Callable[[], int]) -> None:
        """Wait until so many more answers were acknowledged, or nothing moves any more."""
        goal, idle_s, last = acknowledged() + answers, 0.0, -1
        while acknowledged() < goal and idle_s < IDLE_S:
            idle_s = idle_s + 0.1 if acknowledged() == last else 0.0
            last = acknowledged()
            self._look_after()
            await asyncio.sleep(0.1)

    def _look_after(self) -> None:
        """Fail where nobody starts the bot again any more."""
        if self._keeping is not None and self._keeping.done():
            self._keeping.result()

    async def _come_back(self, contributor: Contributor) -> None:
        contributor.person.unblock()
        await contributor.person.send("/start")

    async def _wait(self, _: str) -> None:
        """Nothing: what was done before goes on a little longer."""

    async def _kill(self, _: str) -> None:
        await self._stage.bot.kill()

    async def _stop(self, _: str) -> None:
        """Ask the bot to end, as a new version's start does."""
        self._stage.bot.send_signal(signal.SIGTERM)

    async def _freeze(self, seconds: str) -> None:
        self._stage.bot.freeze()
        await asyncio.sleep(float(seconds))
        self._stage.bot.thaw()

    async def _storm(self, name: str) -> None:
        self._stage.telegram.faults.add(STORMS[name])

    async def _block(self, _: str) -> None:
        """Somebody blocks the bot, in the middle of things."""
        self._rng.choice(self._people).person.block()

    async def _unblock(self, _: str) -> None:
        for contributor in self._people:
            if contributor.person.has_blocked:
                await self._come_back(contributor)

    async def _turn_clock(self, seconds: str) -> None:
        """The bot's clock jumps, and stays so until it is turned again."""
        self._stage.set_off(float(seconds))

    async def _fill_disk(self, seconds: str) -> None:
        """No room for another page, for a while."""
        self._stage.bot.set_room(0)
        await asyncio.sleep(float(seconds))
        self._stage.bot.set_room(None)

    async def _refuse_writes(self, seconds: str) -> None:
        """The file cannot be written, for a while."""
        self._stage.bot.set_read_only(read_only=True)
        await asyncio.sleep(float(seconds))
        self._stage.bot.set_read_only(read_only=False)

    async def _break_disk(self, _: str) -> None:
        """The system refuses to write: nothing can be trusted, so the bot must end, and be started again."""
        self._stage.bot.limit_files(0, self._stage.database.with_name("bot.db-wal"))

    async def _fail_fsync(self, when: str) -> None:
        """The disk says that it could not keep what it was given; it may have kept it all the same."""
        self._stage.bot.fail_fsync(when)

    async def _corrupt(self, _: str) -> None:
        """The database is damaged: the bot must refuse it in clear words, until it is put back."""
        await self._stop_keeping()
        await self._stage.bot.kill()
        with damaged(self._stage.database):
            await self._begin()
            status = await self._stage.bot.wait()
            self._stage.note("refused", status=status, words=self._stage.bot.said.strip())
        await self.start()


_STRIKES: dict[str, Callable[[Nemesis, str], Awaitable[None]]] = {
    "wait": Nemesis._wait,
    "kill": Nemesis._kill,
    "stop": Nemesis._stop,
    "freeze": Nemesis._freeze,
    "storm": Nemesis._storm,
    "block": Nemesis._block,
    "unblock": Nemesis._unblock,
    "clock": Nemesis._turn_clock,
    "full-disk": Nemesis._fill_disk,
    "read-only": Nemesis._refuse_writes,
    "broken-disk": Nemesis._break_disk,
    "fsync": Nemesis._fail_fsync,
    "corrupt": Nemesis._corrupt,
}
