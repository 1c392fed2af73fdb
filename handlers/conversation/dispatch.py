"""Messages and presses whose meaning depends on where somebody is."""

from dataclasses import replace
from functools import partial

from telegram import Update

from crowd.people.pace_words import is_span
from crowd.people.zones import zone_of_city
from crowd.projects.efforts import is_overlap
from crowd.projects.steps import SUMMARIES
from handlers.announcing.writing import on_announcement_text
from handlers.answering.card import on_typed_answer
from handlers.context import CrowdContext
from handlers.conversation import unfit
from handlers.conversation.hushing import is_hushed
from handlers.conversation.said_by import said_in
from handlers.drafting.importing import took_lines
from handlers.governing.overseeing import on_reason
from handlers.governing.reporting import on_words
from handlers.kinds import face_of
from handlers.people.onboarding import greet, on_next, show_the_next
from handlers.press import Press
from handlers.projects.requesting import on_draft_text
from handlers.reply import Reply
from handlers.taps import NoTap
from storage.conversation.typed import Purpose, TypedMessage, put_typed
from usecases.answering.answer_in_words import Said, note_answer
from usecases.check_access import is_requester
from usecases.conversation.read_place import Place, Waiting, read_place
from usecases.governing.ask_reason import Reasoned
from usecases.governing.leave_asking import leave_asking
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.pacing.type_pace import type_pace
from usecases.people.pacing.write_city import write_city
from usecases.people.subscribing.show_next import show_next

#: What only a requester is asked for. Who is one no longer would otherwise be stuck in it.
_OF_REQUESTERS = frozenset({Waiting.ANNOUNCEMENT, Waiting.FILE, Waiting.STEP})

#: What was asked for is written in words, whatever they say.
_IN_WORDS = frozenset({Waiting.REASON, Waiting.WORDS})


async def on_text(update: Update, context: CrowdContext) -> None:
    """Plain text answers whatever was asked last: an announcement's text, a step of a dialogue, the open task."""
    place, said = await context.look(read_place, context.visitor.id, at=context.now), said_in(update)
    if place.waiting in _IN_WORDS:
        await _on_words(update, said, place, context)
        return
    if place.waiting in _OF_REQUESTERS and not await context.look(
        is_requester, context.visitor.id, terms=context.terms
    ):
        await context.effect_and_say(
            lambda _: [Reply(key="refused-not-requester")], leave_asking, context.visitor.id, at=context.now
        )
        return
    if said.is_own and not _answers(said, place) and await took_lines(said, place, context):
        return
    match place.waiting:
        case Waiting.ANNOUNCEMENT:
            _note(context, said, Purpose.ANNOUNCEMENT, ref=place.announcement_id or 0)
            await on_announcement_text(update, context)
        case Waiting.FILE:
            await unfit.reply_unfit("text" if said.is_own else "forwarded", place, context)
        case Waiting.STEP if place.step in SUMMARIES and not is_overlap(said.text):
            await unfit.reply_unfit("text", place, context)
        case Waiting.STEP:
            _note(context, said, Purpose.STEP, ref=place.project_id or 0, part=place.step or "")
            await on_draft_text(update, context)
        case Waiting.PACE if place.pace is not None:
            await _on_pace(said, place.pace, context)
        case Waiting.CARD | Waiting.CHANGE:
            await _on_card(said, place, context)
        case _:
            await _on_nothing(said, place, update, context)


async def _on_words(update: Update, said: Said, place: Place, context: CrowdContext) -> None:
    """A reason or a few words that somebody was asked for; what others wrote is not theirs."""
    if not said.is_own:
        await unfit.reply_unfit("forwarded", place, context)
    elif place.waiting is Waiting.REASON:
        await on_reason(update, Reasoned.read(place.about), context)
    else:
        await on_words(update, int(place.about), context)


async def on_next_command(update: Update, context: CrowdContext) -> None:
    """/next; in the middle of a dialogue, typed text still goes there."""
    place = await context.look(read_place, context.visitor.id, at=context.now)
    if place.waiting not in {Waiting.ANNOUNCEMENT, Waiting.STEP}:
        await on_next(update, context)
        return
    waits = Reply(key="still-writing")
    if place.waiting is Waiting.STEP:
        key = "still-changing-a-rule" if place.is_launched else "still-setting-up"
        waits = Reply(key=key, args={"project": place.project})
    await context.effect_and_say(
        lambda greeting: [*greet(greeting), waits],
        show_next,
        context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def on_command(update: Update, context: CrowdContext) -> None:
    """An unknown command, or what only looks like one: no command begins with a digit, but an answer may, as /2."""
    said = said_in(update)
    if said.text.removeprefix("/").lstrip()[:1].isdecimal():
        await on_text(update, context)
        return
    _note(context, said, Purpose.COMMAND)
    place = await context.look(read_place, context.visitor.id, at=context.now)
    doubled = replace(said, text=f"/{said.text}")
    await unfit.on_unknown_command(update, context, may_answer=_answers(doubled, place))


def _answers(said: Said, place: Place) -> bool:
    """Tell whether what somebody wrote is a possible answer to the question on their card."""
    on_card = place.waiting in {Waiting.CARD, Waiting.CHANGE}
    asked = place.question if on_card and said.is_own else None
    return asked is not None and asked.read(said.text) is not None


def _note(context: CrowdContext, said: Said, purpose: Purpose, *, ref: int = 0, part: str = "") -> None:
    """Remember what a message was for, so that editing it can correct it."""
    typed = TypedMessage(
        chat_id=context.visitor.id,
        origin=said.origin,
        purpose=purpose,
        ref=ref,
        part=part,
    )
    context.noted = partial(put_typed, typed=typed, at=context.now)


async def _on_card(said: Said, place: Place, context: CrowdContext) -> None:
    """A typed option is the answer, and a city's name sets the time zone; nothing else can be meant."""
    if _answers(said, place):
        await on_typed_answer(said, context)
    elif said.is_own and not _asks_where(place, said) and await _took_pace(said, place, context):
        return
    elif place.is_settled or place.is_unseen:
        await show_the_next(context)
    else:
        context.noted = partial(note_answer, said=said, place=place, by=context.visitor.id, at=context.now)
        await _on_no_answer(said, place, context)


def _asks_where(place: Place, said: Said) -> bool:
    """Whether a text on a card that takes other messages was meant as an answer: where, say, is no time zone."""
    question = place.question
    if question is None or not face_of(question).takes:
        return False
    return face_of(question).refused(question, said.text) is not None


async def _on_no_answer(said: Said, place: Place, context: CrowdContext) -> None:
    """Text on a card that is no possible answer, although it may have been meant as one."""
    asked = place.question if said.is_own else None
    refused = face_of(asked).refused(asked, said.text) if asked is not None else None
    if refused is None:
        await unfit.reply_unfit("text" if said.is_own else "forwarded", place, context)
    elif not await is_hushed(context):
        await context.say(refused)


async def _on_nothing(said: Said, place: Place, update: Update, context: CrowdContext) -> None:
    if await _took_pace(said, place, context):
        return
    if place.announcement_id is not None or place.only_asks:
        await unfit.reply_unfit("text", place, context)
    elif not await is_hushed(context):
        await on_next(update, context)


async def _took_pace(said: Said, place: Place, context: CrowdContext) -> bool:
    """Store typed text that can only mean quiet hours, if the pace is open, or a time zone, anywhere."""
    if place.pace in {PaceScreen.MAIN, PaceScreen.QUIET} and is_span(said.text):
        await _on_pace(said, PaceScreen.QUIET, context)
        return True
    if place.pace is PaceScreen.MAIN and said.text.strip().isdecimal():
        await context.say(Reply(key="pace-which", args={"found": said.text.strip()[:10]}))
        return True
    zone = zone_of_city(said.text)
    if zone is None:
        return False
    await context.effect_and_say(greet, write_city, context.visitor, zone, at=context.now)
    return True


async def _on_pace(said: Said, screen: PaceScreen, context: CrowdContext) -> None:
    """A typed value of the pace."""
    # A city means the same on the screen of one area and of all areas.
    _note(context, said, Purpose.PACE, part=PaceScreen.AREAS if screen is PaceScreen.ZONES else screen)
    await context.effect(type_pace, said.text, screen, by=context.visitor, at=context.now)


async def on_other_tap(_: Press, context: CrowdContext) -> None:
    """A button that only shows something, or one that the bot never made."""
    NoTap.unpack(context.data)
    await context.say()
