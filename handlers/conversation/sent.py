"""Messages that are no texts: an answer to the open task, if its question takes such a message."""

from dataclasses import replace
from functools import partial

from telegram import Update

from crowd.errors import InvalidInput, ValueRefused
from crowd.kinds.question import Question
from handlers.answering.card import typed_reply
from handlers.context import CrowdContext
from handlers.conversation import unfit
from handlers.conversation.hushing import Handler, is_hushed
from handlers.conversation.said_by import said_in, sent_in
from handlers.kinds import Sent, face_of, read_sent
from handlers.refusals import refusal_for
from handlers.reply import Replies, Reply
from usecases.answering.answer_in_words import NotTaken, Said, answer_in_words, note_answer
from usecases.answering.change_answer import Changed
from usecases.answering.record_answer import Taken
from usecases.conversation.read_place import Place, Waiting, read_place


def unless_answer(otherwise: Handler) -> Handler:
    """Wrap the handler of messages that may be an answer, if the open task's question takes them."""

    async def handle(update: Update, context: CrowdContext) -> None:
        sent = sent_in(update.message)
        place = await context.look(read_place, context.visitor.id, at=context.now) if sent else None
        question = place.question if place else None
        if (
            sent is None
            or place is None
            or question is None
            or place.waiting not in {Waiting.CARD, Waiting.CHANGE}
            or sent.type not in face_of(question).takes
        ):
            await otherwise(update, context)
        elif not (said := said_in(update)).is_own:
            await unfit.reply_unfit("forwarded", place, context)
        else:
            await _on_answer(said, sent, place, question, context)

    return handle


async def _on_answer(said: Said, sent: Sent, place: Place, question: Question, context: CrowdContext) -> None:
    refusal = _why_not(question, sent)
    if refusal is not None:
        context.noted = partial(note_answer, said=said, place=place, by=context.visitor.id, at=context.now)
        if not await is_hushed(context):
            await context.say(refusal)
        return

    def replies(taken: Taken | Changed | NotTaken) -> Replies:
        remark = face_of(question).remark(question, sent)
        is_taken = isinstance(taken, Taken | Changed)
        return [*typed_reply(taken), *([remark] if remark is not None and is_taken else [])]

    answering = replace(said, reads=lambda asked: read_sent(asked, sent))
    await context.effect_and_say(replies, answer_in_words, answering, **context.asking)


def _why_not(question: Question, sent: Sent) -> Reply | None:
    """Return why a message is no possible answer; None if it is one."""
    if sent.is_reduced:
        # It came before the question was theirs, so where it is was left out before it was stored.
        return Reply(key="place-not-kept")
    face = face_of(question)
    try:
        question.check(face.read_message(question, sent))
    except ValueRefused as refused:
        return refusal_for(refused)
    except InvalidInput:
        return face.expected(question)
    return None
