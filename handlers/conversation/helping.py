"""The help: by role, with a button to the rest."""

from telegram import Update

from handlers.context import CrowdContext
from handlers.press import Press
from handlers.taps import HelpTap
from usecases.conversation.read_help import HelpScreen, show_help


async def on_help(_: Update, context: CrowdContext) -> None:
    """/help."""
    await context.effect(show_help, context.visitor, HelpScreen.MAIN, at=context.now)


async def on_help_tap(_: Press, context: CrowdContext) -> None:
    """A button that leads to a screen of the help."""
    tap = HelpTap.unpack(context.data)
    context.is_for_strangers = True
    await context.effect(show_help, context.visitor, tap.screen, in_place=bool(tap.in_place), at=context.now)
