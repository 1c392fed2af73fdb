"""Metrics for Prometheus: how much is waiting and for how long, what came in, and the outcome of what was sent.

The library is an optional extra; a bot without metrics does not import this module.
"""

import asyncio
from collections.abc import Iterable, Iterator

from aiohttp import web
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from bot.tally import Tally
from crowd.announcing.fares import TENTHS, Account
from crowd.ids import SECOND
from handlers.context import Parts
from storage.checking.queues import Gauges, Queue, read_gauges
from usecases.announcing.paying.account import account

#: The text format that every version of Prometheus understands.
_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """Answers /metrics."""

    def __init__(self, parts: Parts, tally: Tally) -> None:
        self._parts = parts
        self._tally = tally

    async def tell(self, _: web.BaseRequest) -> web.Response:
        """Answer with the current figures, read on a connection of its own."""
        now, terms = self._parts.clock(), self._parts.terms
        gauges, stars = await self._parts.database.snapshot(
            lambda tx: (read_gauges(tx, now=now), account(tx, terms=terms, at=now))
        )
        body = await asyncio.to_thread(_write, _Figures(self._tally, gauges, stars, now))
        return web.Response(body=body, headers={"Content-Type": _TYPE})


class _Figures:
    """A collector for the library, with the figures of one moment."""

    def __init__(self, tally: Tally, gauges: Gauges, stars: Account, now: int) -> None:
        self._tally = tally
        self._gauges = gauges
        self._stars = stars
        self._now = now

    def collect(self) -> Iterator[Metric]:
        yield from self._flow()
        yield from self._queues({"inbox": self._gauges.inbox, "outbox": self._gauges.outbox})
        yield from self._offers()
        yield from self._account()

    def _flow(self) -> Iterable[Metric]:
        tally = self._tally
        updates = CounterMetricFamily("askmany_updates", "Updates that were stored.")
        updates.add_metric([], tally.updates)
        repeated = CounterMetricFamily("askmany_updates_repeated", "Updates that came again.")
        repeated.add_metric([], tally.repeated)
        floods = CounterMetricFamily("askmany_floods", "Times that Telegram asked to wait (429).")
        floods.add_metric([], tally.floods)
        sends = CounterMetricFamily(
            "askmany_sends", "Messages, edits and acknowledgements that ended.", labels=["kind", "state"]
        )
        ended = {(kind.lower(), state.lower()): count for (kind, state), count in tally.ended.items()}
        ended |= {("callback", state.lower()): count for state, count in tally.acknowledged.items()}
        for labels, count in sorted(ended.items()):
            sends.add_metric(labels, count)
        return updates, repeated, floods, sends

    def _queues(self, queues: dict[str, Queue]) -> Iterable[Metric]:
        rows = GaugeMetricFamily(
            "askmany_queue_rows", "Rows of the last 48 hours, by state.", labels=["queue", "state"]
        )
        oldest = GaugeMetricFamily(
            "askmany_queue_oldest_seconds", "How long the oldest that is due has waited.", labels=["queue"]
        )
        for name, queue in queues.items():
            for state, count in queue.states.items():
                rows.add_metric([name, state.lower()], count)
            oldest.add_metric([name], self._age(queue.oldest_at))
        return rows, oldest

    def _offers(self) -> Iterable[Metric]:
        offers = self._gauges.offers
        held = GaugeMetricFamily("askmany_offers", "Tasks that are open in somebody's chat.")
        held.add_metric([], offers.count)
        overdue = GaugeMetricFamily("askmany_offers_overdue", "Of those, the ones whose lease has ended.")
        overdue.add_metric([], offers.overdue)
        oldest = GaugeMetricFamily("askmany_offer_oldest_seconds", "How long the oldest one has been open.")
        oldest.add_metric([], self._age(offers.oldest_at))
        return held, overdue, oldest

    def _account(self) -> Iterable[Metric]:
        """Yield the figures of the month's Stars; none if paying is turned off."""
        if not self._stars.budget:
            return
        stars = GaugeMetricFamily(
            "askmany_stars", "Stars of this month, for messages sent fast.", labels=["state"]
        )
        for state, tenths in (
            ("spent", self._stars.spent),
            ("reserved", self._stars.reserved),
            ("left", self._stars.left),
        ):
            stars.add_metric([state], tenths / TENTHS)
        today = GaugeMetricFamily(
            "askmany_paid_today", "Messages of today (UTC) that were paid for, at most."
        )
        today.add_metric([], self._stars.spent_today)
        yield from (stars, today)

    def _age(self, since: int | None) -> float:
        return 0.0 if since is None else max(0, self._now - since) / SECOND


def _write(figures: _Figures) -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(figures)
    return generate_latest(registry)
