"""How many messages a second a paid announcement sends, and how long replies wait in the meantime."""

from benchmarks.delivery.bots import ours
from benchmarks.delivery.processes import TELEGRAM_CORE
from benchmarks.delivery.stock import FIRST_PERSON, Stock
from benchmarks.delivery.telegram import Telegram

LATENCY_S = 0.04
#: Telegram's limit for paid broadcasts.
BAR_PER_S = 1_000
#: How much of the configured rate must be used, and how long a reply may take in the meantime.
USED_BAR, REPLY_BAR_S = 0.97, 1.0
#: People who get the announcement, one message each.
_PEOPLE = 20_000
_LOOK_S = 0.5
#: By then, everybody who came has had their card for more than a second.
_GREETED_S = 4.0
#: The bot's own default.
_PAID_PER_S = 900
#: People who answer in the meantime, and their total presses per second.
_ANSWERING, _PRESSES_PER_S = 60, 4.0
_PAYING = {
    "ADMIN_IDS": str(FIRST_PERSON),
    "PAID_BROADCAST": "true",
    "PAID_STARS_A_MONTH": str(_PEOPLE // 10),
}


def measure() -> bool:
    """Print how fast paid messages go, with and without limits; return whether the targets are met."""
    unlimited = _without_limits()
    return _within_limits() and unlimited


def _without_limits() -> bool:
    """What the bot can do: every message reserves a tenth of a Star, is sent, and spends it."""
    telegram = Telegram(core=TELEGRAM_CORE, latency_s=LATENCY_S)
    stock = Stock(people=_PEOPLE, tasks=1, announced=True)
    telegram.arrive(stock.ids)
    telegram.pace(0)
    try:
        with ours(telegram, stock, **_PAYING) as bot:
            telegram.wait_until_polled()
            sent_at: list[float] = []
            spent = 0.0
            while len(sent_at) < 0.95 * _PEOPLE:
                sent_at += telegram.look(after_s=_LOOK_S).sent_at
                spent = bot.process.processor_s
    finally:
        telegram.stop()
    rate = _middle_rate(sent_at)
    print(
        f"\nPaid messages a second with {1000 * LATENCY_S:.0f} ms latency and no limits: {rate:.0f} "
        f"({1000 * spent / len(sent_at):.2f} ms of one core each); target {BAR_PER_S}: "
        + ("met" if rate >= BAR_PER_S else "NOT met")
    )
    return rate >= BAR_PER_S


def _within_limits() -> bool:
    """What the bot does under Telegram's limits while people answer."""
    telegram = Telegram(core=TELEGRAM_CORE, latency_s=LATENCY_S, limits="real", stars=_PEOPLE)
    stock = Stock(people=_PEOPLE, tasks=5_000, announced=True)
    telegram.arrive(stock.ids)
    telegram.pace(0)
    try:
        with ours(telegram, stock, **_PAYING, SEND_LIMITS="real"):
            telegram.wait_until_polled()
            # They get the announcement last.
            telegram.write(range(FIRST_PERSON + _PEOPLE - _ANSWERING, FIRST_PERSON + _PEOPLE), "Hello")
            # A new card is not edited within the first second, which its chat has to itself.
            seen = telegram.look(after_s=_GREETED_S)
            telegram.pace(_PRESSES_PER_S)
            sent_at, waits, floods = seen.sent_at, list[float](), seen.floods
            while len(sent_at) < 0.95 * _PEOPLE:
                seen = telegram.look(after_s=_LOOK_S)
                sent_at, waits, floods = sent_at + seen.sent_at, waits + seen.waits_s, floods + seen.floods
    finally:
        telegram.stop()
    used, p99 = _middle_rate(sent_at) / _PAID_PER_S, sorted(waits)[len(waits) * 99 // 100]
    met = used >= USED_BAR and p99 < REPLY_BAR_S and not floods
    median = sorted(waits)[len(waits) // 2]
    print(
        f"Under Telegram's limits: {100 * used:.1f} % of {_PAID_PER_S} a second used (target {100 * USED_BAR:.0f} %), "
        f"{floods} refusals;\n  {len(waits)} presses meanwhile, to the next task: median {1000 * median:.0f} ms, "
        f"99th percentile {1000 * p99:.0f} ms (target {1000 * REPLY_BAR_S:.0f}): "
        + ("met" if met else "NOT met")
    )
    return met


def _middle_rate(at: list[float]) -> float:
    """Events a second, without the first and last tenth, when the bot is starting up or running out of work."""
    at = sorted(at)
    first, last = len(at) // 10, len(at) * 9 // 10
    return (last - first) / (at[last] - at[first])
