"""How much of Telegram's limits the bot uses, and how long a reply waits behind a large broadcast."""

from benchmarks.delivery.bots import ours
from benchmarks.delivery.processes import TELEGRAM_CORE
from benchmarks.delivery.stock import FIRST_PERSON, Stock
from benchmarks.delivery.telegram import Seen, Telegram

LATENCY_S = 0.04
#: The bot's default rates for messages nobody waits for, and for replies.
PUSHES_PER_S, REPLIES_PER_S = 25, 5
_MOST_IN_A_SECOND = 30
USED_BAR = 0.97
REPLY_BAR_S = 1.0
_MESSAGES = 10_000
#: People who answer in the meantime, and their total presses per second.
_ANSWERING, _PRESSES_PER_S = 60, 4.0
#: Everybody's first card also counts as a reply.
_BEGIN_S = _ANSWERING / REPLIES_PER_S + 5.0


def measure(*, seconds: float) -> bool:
    """Send a broadcast and answer presses under Telegram's limits; return whether the targets are met."""
    telegram = Telegram(core=TELEGRAM_CORE, latency_s=LATENCY_S, limits="real")
    stock = Stock(people=_MESSAGES, tasks=5_000, messages=_MESSAGES)
    telegram.arrive(stock.ids)
    telegram.pace(0)
    try:
        with ours(telegram, stock, SEND_LIMITS="real"):
            telegram.wait_until_polled()
            # They get the broadcast last.
            telegram.write(range(FIRST_PERSON + _MESSAGES - _ANSWERING, FIRST_PERSON + _MESSAGES), "Hello")
            floods = telegram.look(after_s=_BEGIN_S).floods
            telegram.pace(_PRESSES_PER_S)
            seen = telegram.look(after_s=seconds)
    finally:
        telegram.stop()
    return _print(seen, floods + seen.floods, seconds)


def _print(seen: Seen, floods: int, seconds: float) -> bool:
    used = len(seen.sent_at) / (PUSHES_PER_S * seconds)
    waits = sorted(seen.waits_s)
    p99 = waits[len(waits) * 99 // 100]
    densest = _densest(sorted(seen.sent_at + seen.edited_at))
    met = used >= USED_BAR and p99 < REPLY_BAR_S and not floods
    print(
        f"\n{seconds:.0f} s of a broadcast to {_MESSAGES:,} people under Telegram's limits, with "
        f"{len(waits) / seconds:.1f} answers a second at the same time:\n"
        f"  {100 * used:.1f} % of {PUSHES_PER_S} pushes a second used (target {100 * USED_BAR:.0f} %), "
        f"{floods} refusals, {densest} messages in the busiest second (Telegram allows {_MOST_IN_A_SECOND})\n"
        f"  press to next task: median {1000 * waits[len(waits) // 2]:.0f} ms, 99th percentile {1000 * p99:.0f} ms "
        f"(target {1000 * REPLY_BAR_S:.0f}): " + ("met" if met else "NOT met")
    )
    return met


def _densest(at: list[float]) -> int:
    """The most events in any one second, wherever it starts."""
    most, first = 0, 0
    for last, moment in enumerate(at):
        while at[first] <= moment - 1.0:
            first += 1
        most = max(most, last - first + 1)
    return most
