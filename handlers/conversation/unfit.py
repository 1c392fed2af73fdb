"""Replies to messages that the bot cannot use where they come: what it expected instead."""

import difflib
from collections.abc import Callable
from dataclasses import replace

from telegram import Update
from telegram.ext import CommandHandler

from crowd.people.contributors import ContributorState
from crowd.projects.draft import DraftStep
from crowd.projects.steps import SUMMARIES
from handlers.context import CrowdContext
from handlers.conversation.hushing import is_hushed
from handlers.conversation.said_by import content_of, is_own
from handlers.governing.admin import HIDDEN_COMMANDS
from handlers.kinds import face_of
from handlers.people.onboarding import show_the_next
from handlers.reply import Replies, Reply
from handlers.texts import texts_in
from usecases.check_access import is_requester
from usecases.conversation.hint import ALBUM, ask_again, hint, hint_on_card
from usecases.conversation.read_place import Place, Waiting, read_place

#: A longer name is not a typo.
_LONGEST_COMMAND = 32
#: How similar a mistyped command must be to a known one.
_LIKENESS = 0.6


async def on_unfit(update: Update, context: CrowdContext) -> None:
    """A photo, a voice message, a sticker or the like, where the bot did not ask for it."""
    place = await context.look(read_place, context.visitor.id, at=context.now)
    await reply_unfit(content_of(update.effective_message), place, context)


async def reply_unfit(content: str, place: Place, context: CrowdContext) -> None:
    """Say that a message with this in it cannot be used, and what can."""
    if await is_hushed(context):
        return
    visitor, at = context.visitor, context.now
    # Each text gets a reply, except where only buttons are wanted: on a card, and below a question about a file.
    quiet = 0 if content == "text" and place.waiting is not Waiting.FILE else ALBUM
    match place.waiting:
        case Waiting.STEP if place.step in SUMMARIES and place.project_id is not None:
            await context.effect(
                ask_again, visitor, place.project_id, quiet_for=quiet, terms=context.terms, at=at
            )
        case Waiting.REASON | Waiting.WORDS:
            await context.say(Reply(key="unfit-reason"))
        case Waiting.ANNOUNCEMENT | Waiting.STEP | Waiting.PACE | Waiting.FILE:
            about = f"{place.waiting} {place.step or place.pace or ''}"
            said = _if_due(in_dialogue(content, place, context))
            await context.effect_and_say(said, hint, visitor, about, quiet_for=quiet, at=at)
        case _ if place.announcement_id is not None:
            said = _if_due(Reply(key="unfit-announcement-look"))
            await context.effect_and_say(said, hint, visitor, "look", quiet_for=quiet, at=at)
        case Waiting.CARD if place.is_settled:
            await show_the_next(context)
        case Waiting.CARD | Waiting.CHANGE:
            await context.effect_and_say(
                _if_due(on_card(content, place, context)), hint_on_card, visitor, at=at
            )
        case Waiting.NOTHING:
            may_ask = await context.look(is_requester, visitor.id, terms=context.terms)
            said = _if_due(_with_nothing(content, place, context, may_ask=may_ask))
            await context.effect_and_say(said, hint, visitor, "nothing", quiet_for=quiet, at=at)


async def refuse_stranger(context: CrowdContext) -> None:
    """Tell somebody who may not ask people anything that their file cannot be used."""
    said = _if_due(Reply(key="unfit-file"))
    await context.effect_and_say(said, hint, context.visitor, "file", quiet_for=ALBUM, at=context.now)


def _if_due(reply: Reply) -> Callable[[bool], Replies]:
    return lambda due: [replace(reply, newest_only=True)] if due else []


async def on_unknown_command(update: Update, context: CrowdContext, *, may_answer: bool = False) -> None:
    """An unknown command; one that is meant for another bot is ignored.

    If it `may_answer` the question on the card, it says how to answer with a slash at the beginning.
    """
    message = update.effective_message
    name, _, bot = ((message.text if message else None) or "").split()[0].removeprefix("/").partition("@")
    if bot and bot.casefold() != context.bot.username.casefold():
        await context.say()
        return
    if message is not None and not is_own(message):
        await context.say(Reply(key="unfit-forwarded-order"))
        return
    if await is_hushed(context):
        return
    guess = difflib.get_close_matches(name.casefold(), _commands(context), n=1, cutoff=_LIKENESS)
    command = name[:_LONGEST_COMMAND]
    if may_answer:
        args = {"command": command}
        await context.say(Reply(key="not-understood-answer", args=args, newest_only=True))
    elif guess:
        args = {"command": command, "guess": guess[0]}
        await context.say(Reply(key="not-understood-like", args=args, newest_only=True))
    else:
        await context.say(Reply(key="not-understood", args={"command": command}, newest_only=True))


def on_card(content: str, place: Place, context: CrowdContext) -> Reply:
    """Return the reply to somebody with an open task."""
    question = place.question
    # Where a message may be the answer, there need not be a button to tap.
    if question is None or (content != "text" and not face_of(question).takes):
        return Reply(key="unfit-card", args={"content": _named(content, context)})
    return face_of(question).expected(question)


def in_dialogue(content: str, place: Place, context: CrowdContext) -> Reply:
    """Return the reply to somebody who is being asked for something else."""
    args = {"content": _named(content, context)}
    match place.waiting:
        case Waiting.REASON | Waiting.WORDS:
            return Reply(key="unfit-reason")
        case Waiting.ANNOUNCEMENT:
            return Reply(key="unfit-announcement", args=args)
        case Waiting.FILE if not place.file:
            return Reply(key="unfit-lines-question")
        case Waiting.FILE:
            return Reply(key="unfit-file-question", args={"file": place.file})
        case Waiting.PACE:
            screen = place.pace.name.lower() if place.pace else ""
            return Reply(key="unfit-pace", args={**args, "screen": screen})
        case _:
            args["project"] = place.project
            if place.is_launched:
                return Reply(key="unfit-rule", args=args)
            waiting = texts_in(context.visitor.locale)(f"waiting-{(place.step or DraftStep.READY).lower()}")
            return Reply(key="unfit-step", args={**args, "waiting": waiting})


def _with_nothing(content: str, place: Place, context: CrowdContext, *, may_ask: bool) -> Reply:
    match place.state:
        case ContributorState.ACTIVE:
            return Reply(key="unfit-nothing", args={"content": _named(content, context)})
        case ContributorState.PAUSED:
            return Reply(key="still-paused")
        case _ if place.only_asks:
            return Reply(key="unfit-requester" if may_ask else "unfit-former")
        case _:
            return Reply(key="welcome")


def _named(content: str, context: CrowdContext) -> str:
    return texts_in(context.visitor.locale)(f"content-{content.replace('_', '-')}")


def _commands(context: CrowdContext) -> list[str]:
    """Return the commands that everybody may use."""
    handlers = context.application.handlers[0]
    names = {name for handler in handlers if isinstance(handler, CommandHandler) for name in handler.commands}
    return sorted(names - HIDDEN_COMMANDS)
