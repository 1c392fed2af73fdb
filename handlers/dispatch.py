"""Messages and presses whose meaning depends on where somebody is."""

from telegram import Update

from crowd.zones import Zone, zone_of_city
from handlers.announcing import on_announcement_text
from handlers.callbacks import NoTap
from handlers.context import CrowdContext
from handlers.onboarding import greet, on_next
from handlers.press import Press
from handlers.requesting import on_draft_text
from usecases.announce import is_writing
from usecases.read_views import is_in_dialogue
from usecases.set_pace import write_city


async def on_text(update: Update, context: CrowdContext) -> None:
    """Plain text is the announcement, or answers the dialogue, that somebody is at; or a city that tells their clock.

    Any other brings their card.
    """
    if await context.look(is_writing, context.visitor.id):
        await on_announcement_text(update, context)
    elif await context.look(is_in_dialogue, context.visitor.id):
        await on_draft_text(update, context)
    elif (zone := _city(update)) is not None:
        await context.effect_and_say(greet, write_city, context.visitor, zone, at=context.now)
    else:
        await on_next(update, context)


def _city(update: Update) -> Zone | None:
    message = update.effective_message
    return zone_of_city(message.text) if message is not None and message.text else None


async def on_other_tap(_: Press, context: CrowdContext) -> None:
    """A button that only shows something, or one that is of nobody's making."""
    NoTap.unpack(context.data)
    await context.say()
