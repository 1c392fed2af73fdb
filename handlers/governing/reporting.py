"""What contributors do about a task that should not be here."""

from telegram import Update

from crowd.governing.task_reports import MOST_REASON, MOST_REPORTS_A_DAY
from handlers.context import CrowdContext
from handlers.conversation.said_by import said_in
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import ReportTap, WordsTap
from usecases.governing.report_task import Sent, ask_words, report_task, store_words


async def on_report(_: Press, context: CrowdContext) -> None:
    """A tap on a reason to report a task."""
    tap = ReportTap.unpack(context.data)
    await context.effect_and_say(_reported, report_task, tap.assignment_id, tap.reason, **context.asking)


async def on_words_tap(_: Press, context: CrowdContext) -> None:
    """The button by which somebody adds a few words to what they reported."""
    tap = WordsTap.unpack(context.data)
    await context.effect_and_say(
        lambda asked: [Reply(key="report-words", as_message=True) if asked else Reply(key="report-over")],
        ask_words,
        tap.report_id,
        by=context.visitor.id,
        at=context.now,
    )


async def on_words(update: Update, report_id: int, context: CrowdContext) -> None:
    """The few words themselves."""
    words = " ".join(said_in(update).text.split())
    if not words or len(words) > MOST_REASON:
        await context.say(Reply(key="reason-long", args={"found": len(words), "most": MOST_REASON}))
        return
    await context.effect_and_say(
        lambda added: [Reply(key="report-words-added" if added else "report-over")],
        store_words,
        report_id,
        words,
        by=context.visitor.id,
        terms=context.terms,
    )


def _reported(done: tuple[Sent, int]) -> Replies:
    sent, report_id = done
    match sent:
        case Sent.SENT:
            return [Reply(key="report-sent", args={"report": str(report_id)}, as_message=True)]
        case Sent.BEFORE:
            return [Reply(key="report-before", alert=True)]
        case Sent.ENOUGH:
            return [Reply(key="report-enough", args={"most": MOST_REPORTS_A_DAY}, alert=True)]
