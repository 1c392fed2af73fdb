"""Shows admins how the bot is doing."""

from importlib.metadata import version

from telegram import Update

from crowd.announcing.fares import TENTHS
from crowd.ids import HOUR, MINUTE, SECOND
from handlers.context import CrowdContext
from handlers.conversation.unfit import on_unknown_command
from handlers.reply import Reply
from handlers.texts import Args
from storage.checking.queues import Queue
from usecases.governing.read_status import Status, read_status

_DAY = 24 * HOUR


async def on_status(update: Update, context: CrowdContext) -> None:
    """/status, for admins only. For anybody else, it is an unknown command like any other."""
    if context.visitor.id not in context.terms.admin_ids:
        await on_unknown_command(update, context)
        return
    now = context.now
    status = await context.parts.database.snapshot(
        read_status, update_id=update.update_id, terms=context.terms, now=now
    )
    errors = context.parts.errors_since(now - _DAY)
    await context.say(
        Reply(key="status", args=_args(status, errors, now=now, started_at=context.parts.started_at))
    )


def _args(status: Status, errors: int, *, now: int, started_at: int) -> Args:
    up, outbox = max(0, now - started_at), status.outbox
    return {
        "version": version("askmany"),
        "days": up // _DAY,
        "hours": up % _DAY // HOUR,
        "minutes": up % HOUR // MINUTE,
        **{
            state: status.people.get(state.upper(), 0)
            for state in ("new", "active", "paused", "left", "blocked", "banned")
        },
        "linked": status.linked,
        "invited": status.invited,
        "n_sources": len(status.sources),
        "sources": ", ".join(f"{source} {n}" for source, n in status.sources),
        "running": status.projects.get("RUNNING", 0),
        "answers": status.answers_today,
        "updates": status.inbox.waiting,
        "updates_s": _age_s(status.inbox, now),
        "messages": outbox.waiting,
        "messages_s": _age_s(outbox, now),
        "sent": outbox.states.get("SENT", 0),
        "unknown": outbox.states.get("UNKNOWN", 0),
        "dead": outbox.states.get("DEAD", 0),
        "dropped": status.inbox.states.get("DEAD", 0),
        "errors": errors,
        **_stars(status),
    }


def _stars(status: Status) -> dict[str, int | float]:
    """Return the month's Stars; the line is left out if paying is turned off."""
    stars = status.stars
    return {
        "stars_budget": stars.budget // TENTHS,
        "stars_spent": stars.spent / TENTHS,
        "stars_reserved": stars.reserved / TENTHS,
        "stars_left": stars.left / TENTHS,
        "paid_today": stars.spent_today,
        "stars_known": int(stars.is_known),
        "paying": status.paying,
    }


def _age_s(queue: Queue, now: int) -> int:
    return 0 if queue.oldest_at is None else max(0, (now - queue.oldest_at) // SECOND)
