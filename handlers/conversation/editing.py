"""Edited messages, which correct what they said."""

import re
from functools import partial

from telegram import Update
from telegram.ext import CommandHandler

from handlers.announcing.writing import written_in
from handlers.answering.card import typed_reply
from handlers.answering.screens import MOST_ANSWER
from handlers.context import CrowdContext
from handlers.conversation.said_by import said_in
from handlers.cut import cut
from handlers.drafting.importing import took_edited_lines
from handlers.reply import Replies, Reply
from storage.conversation.typed import forget_message
from usecases.answering.answer_in_words import Said
from usecases.conversation.correct_message import Corrected, Correction, Edit, correct_message, was_command

#: A name follows the slash at once: "/ pause" is no command.
_COMMAND = re.compile(r"/\S")
_SENTENCES = {
    Corrected.NAME: "corrected-name",
    Corrected.STEP: "corrected-step",
    Corrected.ANNOUNCEMENT: "corrected-announcement",
    Corrected.SUPERSEDED: "edit-superseded",
    Corrected.LAUNCHED: "edit-launched",
    Corrected.SENT: "edit-sent",
    Corrected.TOO_OLD: "change-too-old",
    Corrected.MOVED_ON: "edit-moved-on",
}


async def on_edit(update: Update, context: CrowdContext) -> None:
    """An edited message: it corrects what it said before, if that can still be changed."""
    said, who = said_in(update), context.visitor
    if not said.is_own:
        # A bot may edit what it wrote in somebody's name: it must not act with that person's rights.
        await context.say()
        return
    if _COMMAND.match(said.text) is not None and await context.look(was_command, who.id, said.origin):
        await _run_command(update, said, context)
        return
    if await took_edited_lines(said, context):
        return
    edit = Edit(said=said, written=written_in(update.effective_message))
    await context.effect_and_say(_said, correct_message, edit, by=who, terms=context.terms, at=context.now)


async def _run_command(update: Update, said: Said, context: CrowdContext) -> None:
    """Run a mistyped command once it has been corrected."""
    name, *context.args = said.text[1:].split()
    for handler in context.application.handlers[0]:
        if isinstance(handler, CommandHandler) and name.casefold() in handler.commands:
            context.noted = partial(forget_message, chat_id=context.visitor.id, origin=said.origin)
            await handler.callback(update, context)
            return
    await context.say()


def _said(correction: Correction) -> Replies:
    match correction.corrected:
        case Corrected.NOTHING | Corrected.SAME:
            return []
        case Corrected.TAKEN:
            return [] if correction.taken is None else typed_reply(correction.taken)
        case Corrected.ANSWER if correction.taken is not None:
            late = [reply for reply in typed_reply(correction.taken) if reply.key == "answer-late"]
            return late or [Reply(key="corrected-answer", args={"answer": _short(correction.answer)})]
        case Corrected.KEPT:
            return [Reply(key="edit-no-option", args={"answer": _short(correction.answer)})]
        case Corrected.NAME | Corrected.STEP | Corrected.LAUNCHED:
            return [Reply(key=_SENTENCES[correction.corrected], args={"project": correction.project})]
        case corrected:
            return [Reply(key=_SENTENCES[corrected])]


def _short(answer: str) -> str:
    return cut(" ".join(answer.split()), MOST_ANSWER)
