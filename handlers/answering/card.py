"""What contributors do on their card."""

from crowd.kinds import HalfMade, Value
from crowd.kinds.question import Question
from handlers.context import CrowdContext
from handlers.kinds import face_of
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import AnswerTap, LooksTap, MoreTimeTap, OpenChangeTap, QuestionTap, SkipTap, TurnTap
from usecases.answering.answer_in_words import NotTaken, Said, answer_in_words
from usecases.answering.change_answer import Changed, open_change
from usecases.answering.forms.turn_to_question import turn_to_question
from usecases.answering.more_time import MoreTime, more_time
from usecases.answering.press_answer import Pressed, press_answer
from usecases.answering.record_answer import Taken
from usecases.answering.skip_task import skip_task
from usecases.answering.turn_card import turn_card


async def on_answer(press: Press, context: CrowdContext) -> None:
    """A tap on an option, or on another button that makes an answer or a part of one."""
    tap = AnswerTap.unpack(context.data)

    def reads(question: Question, partial: Value | None) -> HalfMade | object:
        return face_of(question).press(question, tap.op, tap.argument, partial)

    await context.effect_and_say(
        _pressed,
        press_answer,
        Pressed(
            assignment_id=tap.assignment_id,
            position=tap.position,
            reads=reads,
            again=bool(tap.again),
            update_id=press.update_id,
        ),
        **context.asking,
    )


async def on_typed_answer(said: Said, context: CrowdContext) -> None:
    """A typed option."""
    await context.effect_and_say(typed_reply, answer_in_words, said, **context.asking)


async def on_open_change(_: Press, context: CrowdContext) -> None:
    """A tap on Change."""
    tap = OpenChangeTap.unpack(context.data)
    await context.effect_and_say(
        _changed,
        open_change,
        tap.assignment_id,
        by=context.visitor.id,
        at=context.now,
    )


async def on_turn(_: Press, context: CrowdContext) -> None:
    """A tap that turns the card to another screen or page."""
    tap = TurnTap.unpack(context.data)
    await context.effect_and_say(
        lambda done: [] if done else [Reply(key="refused-outdated", alert=True)],
        turn_card,
        tap.assignment_id,
        tap.screen,
        tap.page,
        by=context.visitor.id,
        at=context.now,
    )


async def on_skip(_: Press, context: CrowdContext) -> None:
    """A tap on a reason to skip."""
    tap = SkipTap.unpack(context.data)
    await context.effect_and_say(
        _skipped, skip_task, tap.assignment_id, tap.reason, position=tap.position, **context.asking
    )


async def on_question(_: Press, context: CrowdContext) -> None:
    """A tap that goes back to an answered question of a task, or on to the next one."""
    tap = QuestionTap.unpack(context.data)
    await context.effect_and_say(
        lambda done: [] if done else [Reply(key="refused-outdated", alert=True)],
        turn_to_question,
        tap.assignment_id,
        tap.position,
        by=context.visitor.id,
        at=context.now,
    )


async def on_look(_: Press, context: CrowdContext) -> None:
    """A tap on a button of a preview."""
    LooksTap.unpack(context.data)
    await context.say(Reply(key="preview-only"))


async def on_more_time(_: Press, context: CrowdContext) -> None:
    """A tap on More time."""
    tap = MoreTimeTap.unpack(context.data)
    await context.effect_and_say(_kept, more_time, tap.assignment_id, **context.asking)


def _kept(given: MoreTime) -> Replies:
    match given:
        case MoreTime.GIVEN:
            return [Reply(key="time-given")]
        case MoreTime.ENOUGH:
            return [Reply(key="time-enough", alert=True)]
        case MoreTime.OVER:
            return [Reply(key="refused-outdated", alert=True)]


def _pressed(outcome: Taken | Changed | HalfMade | None) -> Replies:
    match outcome:
        case Taken():
            return _taken(outcome)
        case Changed():
            return _changed(outcome)
        case HalfMade():
            return []
        case None:
            return [Reply(key="refused-outdated", alert=True)]


def _taken(taken: Taken) -> Replies:
    match taken:
        case Taken.COUNTED:
            return [Reply(key="answer-saved")]
        case Taken.LATE:
            return [Reply(key="answer-late", alert=True)]
        case Taken.ENDED:
            return [Reply(key="answer-ended", alert=True)]
        case Taken.ANSWERED_BEFORE:
            return [Reply(key="answered-before", alert=True)]
        case Taken.SKIPPED_BEFORE:
            return [Reply(key="skipped-before", alert=True)]
        case Taken.NOT_ASKED:
            return [Reply(key="refused-outdated", alert=True)]
        case Taken.DOUBTED:
            return []


def typed_reply(taken: Taken | Changed | NotTaken) -> Replies:
    """Return the reply to a typed option, beside the next card."""
    match taken:
        case Taken.COUNTED:
            # The next card shows what was answered.
            return []
        case Taken():
            return _taken(taken)
        case Changed():
            return _changed(taken)
        case NotTaken.ELSEWHERE:
            return [Reply(key="typed-elsewhere")]
        case NotTaken():
            return [Reply(key="typed-too-early")]


def _skipped(taken: Taken) -> Replies:
    match taken:
        case Taken.COUNTED:
            return [Reply(key="skipped")]
        case Taken.ENDED:
            return [Reply(key="skip-late", alert=True)]
        case _:
            return _taken(taken)


def _changed(changed: Changed) -> Replies:
    match changed:
        case Changed.OPENED | Changed.DOUBTED:
            return []
        case Changed.CHANGED | Changed.REOPENED:
            return [Reply(key="answer-changed")]
        case Changed.NOT_COUNTED:
            return [Reply(key="change-not-counted", alert=True)]
        case Changed.SAME:
            return [Reply(key="answer-same")]
        case Changed.TOO_OLD:
            return [Reply(key="change-too-old", alert=True)]
        case Changed.NOT_ANSWERED:
            return [Reply(key="refused-outdated", alert=True)]
