"""Somebody's pace: how much they want to be asked, how often written to, and when not."""

from telegram import Update

from handlers.context import CrowdContext
from handlers.conversation.unfit import in_dialogue
from handlers.people.onboarding import greet
from handlers.press import Press
from handlers.reply import Reply
from handlers.taps import OpenPaceTap, PaceTap, PauseTap, TurnPaceTap, ZoneTap
from usecases.conversation.read_place import Waiting, read_place
from usecases.people.pacing.choose_pace import choose_pace
from usecases.people.pacing.choose_pause import choose_pause
from usecases.people.pacing.choose_zone import choose_zone
from usecases.people.pacing.keep_zone import keep_zone
from usecases.people.pacing.share_place import share_place
from usecases.people.pacing.show_pace import show_pace

#: Where a location is not what was asked for: the question stands, and is said once more.
_ASKED_FOR_ELSE = frozenset({Waiting.ANNOUNCEMENT, Waiting.STEP, Waiting.FILE, Waiting.REASON, Waiting.WORDS})


async def on_pace(_: Update, context: CrowdContext) -> None:
    """/pace."""
    await context.effect(show_pace, context.visitor, at=context.now)


async def on_open_pace(_: Press, context: CrowdContext) -> None:
    """The card's button that shows the pace, in a new message."""
    OpenPaceTap.unpack(context.data)
    await context.effect(show_pace, context.visitor, anew=True, at=context.now)


async def on_turn_pace(_: Press, context: CrowdContext) -> None:
    """A button that opens a screen with choices, or one of its pages."""
    tap = TurnPaceTap.unpack(context.data)
    await context.effect(
        show_pace,
        context.visitor,
        screen=tap.screen,
        area=tap.area,
        page=tap.page,
        at=context.now,
    )


async def on_choose_pace(_: Press, context: CrowdContext) -> None:
    """A tap on one of the choices."""
    tap = PaceTap.unpack(context.data)
    await context.effect_and_say(
        lambda _: [Reply(key="pace-saved")],
        choose_pace,
        context.visitor,
        tap.screen,
        tap.choice,
        at=context.now,
    )


async def on_zone(_: Press, context: CrowdContext) -> None:
    """A tap on a city."""
    tap = ZoneTap.unpack(context.data)
    await context.effect_and_say(
        lambda _: [Reply(key="pace-saved")],
        choose_zone,
        context.visitor,
        tap.name,
        at=context.now,
    )


async def on_location(update: Update, context: CrowdContext) -> None:
    """A location that somebody sent: it gives their time zone, and is not kept."""
    sent = update.effective_message.location if update.effective_message else None
    if sent is None:
        return
    place = await context.look(read_place, context.visitor.id, at=context.now)
    if place.waiting not in _ASKED_FOR_ELSE:
        await context.effect_and_say(
            greet, share_place, context.visitor, sent.latitude, sent.longitude, at=context.now
        )
        return
    waits = in_dialogue("location", place, context)
    await context.effect_and_say(
        lambda zone: [Reply(key="zone-saved", args={"city": zone.city}), waits],
        keep_zone,
        context.visitor,
        sent.latitude,
        sent.longitude,
        at=context.now,
    )


async def on_pause_until(_: Press, context: CrowdContext) -> None:
    """A tap on how long a pause should last."""
    tap = PauseTap.unpack(context.data)
    await context.effect_and_say(
        lambda done: [Reply(key="pause-set" if done else "pause-over", args={"days": tap.days})],
        choose_pause,
        context.visitor,
        days=tap.days,
        at=context.now,
    )
