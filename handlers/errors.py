"""The one place that handles errors from handlers: an outdated button, or a mistake of ours."""

import logging

from telegram import Update

from handlers.context import CrowdContext, TakenBefore
from handlers.packing import ButtonOutdated
from handlers.press import Press
from handlers.reply import Reply
from storage.errors import StorageLost

logger = logging.getLogger(__name__)


async def on_error(update: object, context: CrowdContext) -> None:
    """Reply to an outdated button; leave everything else that failed to the intake, which retries it."""
    error = context.error
    if not isinstance(update, Update | Press) or error is None or isinstance(error, TakenBefore):
        return
    if isinstance(error, ButtonOutdated):
        error = await _call_outdated(context)
        if error is None:
            return
    if not isinstance(error, StorageLost):  # the intake waits for the disk, and says so
        logger.error("Update %d failed", update.update_id, exc_info=error, extra={"update": update.update_id})
    context.parts.failures[update.update_id] = error


async def _call_outdated(context: CrowdContext) -> Exception | None:
    """Say that a button is outdated; return what went wrong doing so, which must not get lost here."""
    try:
        await context.say(Reply(key="refused-outdated", alert=True))
    except TakenBefore:
        return None
    except StorageLost as lost:
        return lost
    return None
