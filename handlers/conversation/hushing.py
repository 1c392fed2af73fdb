"""Leaves messages without a reply that need none, for as long as somebody sends too many of them.

Presses, answers, and whatever else changes anything always get theirs.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update

from crowd.people.flooding import Flooding
from handlers.context import CrowdContext
from handlers.reply import Reply

Handler = Callable[[Update, CrowdContext], Coroutine[Any, Any, None]]


async def is_hushed(context: CrowdContext) -> bool:
    """Count a message that needs no reply; return True if it was dealt with, because there are too many."""
    found = context.parts.idle.take(context.visitor.id, at=context.now)
    if found is Flooding.NO:
        return False
    await context.say(*([Reply(key="too-fast")] if found is Flooding.BEGINS else []))
    return True


def unless_hushed(handler: Handler) -> Handler:
    """Wrap the handler of a command that only shows something."""

    async def handle(update: Update, context: CrowdContext) -> None:
        if not await is_hushed(context):
            await handler(update, context)

    return handle
