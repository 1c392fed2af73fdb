"""Paying Stars to send announcements fast: confirming the cost, and stopping."""

from handlers.context import CrowdContext
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import PayTap, StopPayingTap
from usecases.announcing.paying.send_paid import PaidSend, send_paid
from usecases.announcing.paying.stop_paying import stop_paying


async def on_pay(_: Press, context: CrowdContext) -> None:
    """A tap that agrees to the most an announcement can cost."""
    tap = PayTap.unpack(context.data)
    await context.effect_and_say(_sent, send_paid, tap.announcement_id, tap.tenths, **context.asking)


async def on_stop_paying(_: Press, context: CrowdContext) -> None:
    """A tap that stops all paying."""
    tap = StopPayingTap.unpack(context.data)
    await context.effect_and_say(
        lambda stopped: [Reply(key="paying-stopped", args={"announcements": stopped}, alert=True)],
        stop_paying,
        tap.stop,
        **context.asking,
    )


def _sent(sent: PaidSend) -> Replies:
    match sent:
        case PaidSend.SENT:
            return [Reply(key="announcement-goes")]
        case PaidSend.COSTS_MORE:
            return [Reply(key="fare-changed", alert=True)]
