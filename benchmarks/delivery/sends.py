"""How many messages a second go out where nothing but the bot limits them, as with paid broadcasts."""

from benchmarks.delivery.bots import ours
from benchmarks.delivery.processes import TELEGRAM_CORE
from benchmarks.delivery.stock import Stock
from benchmarks.delivery.telegram import Telegram

LATENCY_S = 0.04
#: What Telegram lets through of paid broadcasts.
BAR_PER_S = 1_000
#: Messages that wait, each for somebody else.
_MESSAGES = 20_000
_LOOK_S = 0.5


def measure() -> bool:
    """Print how fast waiting messages leave; return whether the bar is met."""
    telegram = Telegram(core=TELEGRAM_CORE, latency_s=LATENCY_S)
    stock = Stock(people=_MESSAGES, tasks=1, messages=_MESSAGES)
    telegram.arrive(stock.ids)
    telegram.pace(0)
    try:
        with ours(telegram, stock) as bot:
            telegram.wait_until_polled()
            sent_at: list[float] = []
            spent = 0.0
            while len(sent_at) < 0.95 * _MESSAGES:
                sent_at += telegram.look(after_s=_LOOK_S).sent_at
                spent = bot.process.processor_s
    finally:
        telegram.stop()
    rate = _middle_rate(sent_at)
    print(
        f"\nMessages a second with {1000 * LATENCY_S:.0f} ms latency and without limits: {rate:.0f} "
        f"({1000 * spent / len(sent_at):.2f} ms of one core each); bar {BAR_PER_S}: "
        + ("met" if rate >= BAR_PER_S else "NOT met")
    )
    return rate >= BAR_PER_S


def _middle_rate(at: list[float]) -> float:
    """Events a second without the first and the last tenth, when the bot starts and runs dry."""
    at = sorted(at)
    first, last = len(at) // 10, len(at) * 9 // 10
    return (last - first) / (at[last] - at[first])
