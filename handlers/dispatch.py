"""Messages and presses whose meaning depends on where somebody is."""

from telegram import Update

from handlers.announcing import on_announcement_text
from handlers.callbacks import NoTap
from handlers.context import CrowdContext
from handlers.onboarding import on_next
from handlers.press import Press
from handlers.requesting import on_draft_text
from usecases.announce import is_writing
from usecases.read_views import is_in_dialogue


async def on_text(update: Update, context: CrowdContext) -> None:
    """Plain text is the announcement, or answers the dialogue, that somebody is at; else it brings their card."""
    if await context.look(is_writing, context.visitor.id):
        await on_announcement_text(update, context)
    elif await context.look(is_in_dialogue, context.visitor.id):
        await on_draft_text(update, context)
    else:
        await on_next(update, context)


async def on_other_tap(_: Press, context: CrowdContext) -> None:
    """A button that only shows something, or one that is of nobody's making."""
    NoTap.unpack(context.data)
    await context.say()
