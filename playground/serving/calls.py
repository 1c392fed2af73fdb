"""How a call is handled: it is looked up, checked, limited, hit by faults, carried out and recorded."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass, field

from playground.errors import ApiError
from playground.methods import METHODS, NAMES, OLD_NAMES, WAITING_METHODS
from playground.schema.check import Checks
from playground.serving.faults import Fault, FaultType
from playground.serving.floods import Floods
from playground.serving.parameters import Parameters
from playground.world import World

#: Calls are kept for tests, but a long run must not fill the memory.
_REMEMBERED_CALLS = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call by the bot and its outcome: a result or an error.

    Attributes:
        method: Name of the method.
        parameters: Its parameters, except files.
        result: Its result.
        error: Why it was refused; None if it was not.
        number: Number of the call, starting at 1.
        files: Sizes of uploaded files, by field name.
        took_effect: Whether the method was carried out, whatever reply the bot got.
        replied: Whether the bot got a reply.
    """

    method: str
    parameters: dict[str, object]
    result: object = None
    error: ApiError | None = None
    number: int = 0
    files: dict[str, int] = field(default_factory=dict)
    took_effect: bool = True
    replied: bool = True


@dataclass(slots=True)
class _Run:
    """A call in progress."""

    method: str
    parameters: Parameters
    number: int
    fault: Fault | None = None
    result: object = None
    error: ApiError | None = None
    took_effect: bool = False

    @property
    def is_lost(self) -> bool:
        """Whether the bot gets no reply."""
        return self.fault is not None and self.fault.kind in {FaultType.TIMEOUT, FaultType.RESET}


class Switchboard:
    """Receives calls by name and carries them out in a world."""

    def __init__(self, world: World, *, floods: Floods, checks: Checks | None) -> None:
        """Take the world, its limits, and the schema to check calls and replies against, if any."""
        self.world = world
        self.floods = floods
        self.checks = checks
        self.calls: deque[Call] = deque(maxlen=_REMEMBERED_CALLS)
        self.counts: Counter[str] = Counter()
        self._number = 0
        self._held: set[asyncio.Future[None]] = set()

    def close(self) -> None:
        """Release the calls held by faults."""
        for held in self._held:
            _let_go(held)

    def find(self, method: str) -> str:
        """Find the correct spelling of a method's name, and count the call.

        Raises:
            ApiError: Telegram has no such method, or the playground does not support it.
        """
        name = NAMES.get(method.lower())
        if name is None and (name := OLD_NAMES.get(method.lower())) and self.checks:
            self.checks.note_old_name(method, name)
        if name is None:
            error = self._unknown(method)
            self.note(Call(method=method, parameters={}, error=error, number=self._next(), took_effect=False))
            raise error
        self.counts[name] += 1
        return name

    def _unknown(self, method: str) -> ApiError:
        known = self.checks.note_unknown(method) if self.checks else None
        text = f"Not Found: the playground does not answer {known} yet" if known else "Not Found"
        return ApiError(404, text)

    def _next(self) -> int:
        self._number += 1
        return self._number

    def note_unreadable(self, method: str, error: ApiError) -> None:
        """Record a call whose body could not be read."""
        if self.checks is not None:
            self.checks.note_refusal(method, error)
        self.note(Call(method=method, parameters={}, error=error, number=self._next(), took_effect=False))

    async def carry_out(self, method: str, parameters: Parameters) -> tuple[object, Fault | None]:
        """Carry out a call and return its result, with the fault that keeps it from the bot, if any.

        Raises:
            ApiError: It was refused.
        """
        run = _Run(method, parameters, self._next())
        if self.world.faults:
            await self._meet_faults(run)
        elif method in WAITING_METHODS:
            await self._wait(run)
        else:
            self._do(run)
        self._note_run(run)
        if run.is_lost:
            return None, run.fault
        if run.error is not None:
            raise run.error
        return run.result, run.fault

    async def _meet_faults(self, run: _Run) -> None:
        fault = run.fault = self.world.faults.of_call(run.method, _chat_id(run.parameters))
        slow_s = fault.lasts_s if fault is not None and fault.kind is FaultType.SLOW else 0.0
        if slow_s and fault and not fault.after:
            await self.hold(slow_s)
        if fault is None or fault.after or fault.kind is FaultType.SLOW:
            if run.method in WAITING_METHODS:
                await self._wait(run)
            else:
                self._do(run)
        if slow_s and fault and fault.after:
            await self.hold(slow_s)
        if fault is not None:
            run.error = fault.refusal() or run.error

    def _do(self, run: _Run) -> None:
        """Carry out a call that returns immediately, and keep its result or refusal."""
        world = self.world
        world.call_number = run.number
        try:
            cost = self._admit(run)
            run.result = METHODS[run.method](world, run.parameters)
        except ApiError as error:
            self._refused(run, error)
            return
        finally:
            world.call_number = None
        run.took_effect = True
        if cost:
            self.floods.charge(cost)
        if self.checks is not None:
            self.checks.examine_result(run.method, run.result)

    async def _wait(self, run: _Run) -> None:
        """Carry out a call that may wait, and keep its result or refusal."""
        try:
            self._admit(run)
            run.result = await WAITING_METHODS[run.method](self.world, run.parameters)
            run.took_effect = True
        except ApiError as error:
            self._refused(run, error)

    def _admit(self, run: _Run) -> int:
        """Check a call against the schema and the limits; return what it costs if it succeeds."""
        if self.checks is not None:
            self.checks.examine(run.method, run.parameters)
        return self.floods.admit(run.method, run.parameters) if self.floods.are_on else 0

    def _refused(self, run: _Run, error: ApiError) -> None:
        run.error = error
        if self.checks is not None:
            self.checks.note_refusal(run.method, error)

    def _note_run(self, run: _Run) -> None:
        self.note(
            Call(
                method=run.method,
                parameters=dict(run.parameters.values),
                result=run.result,
                error=run.error,
                number=run.number,
                files=_sizes(run.parameters) if run.parameters.files else {},
                took_effect=run.took_effect,
                replied=not run.is_lost,
            )
        )

    def note(self, call: Call) -> None:
        """Keep a call and tell the watchers."""
        self.calls.append(call)
        self.world.watchers.tell("call", call)

    async def hold(self, seconds: float) -> None:
        """Make a call wait, but no longer than until the server closes."""
        held: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._held.add(held)
        timer = self.world.clock.call_later(seconds, lambda: _let_go(held))
        try:
            await held
        finally:
            timer.cancel()
            self._held.discard(held)


def _let_go(held: asyncio.Future[None]) -> None:
    if not held.done():
        held.set_result(None)


def _sizes(parameters: Parameters) -> dict[str, int]:
    return {name: len(upload.data) for name, upload in parameters.files.items()}


def _chat_id(parameters: Parameters) -> int | None:
    return parameters.integer("chat_id") or None
