"""What is stored about somebody: the policy, their data as a file, and forgetting them."""

from telegram import Update

from handlers.context import CrowdContext
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import ForgetStep, ForgetTap
from usecases.conversation.read_help import HelpScreen, show_help
from usecases.people.forget_person import Forgot, ask_surely, ask_to_forget, forget_me, keep_after_all
from usecases.people.send_my_data import Asked, send_my_data


async def on_privacy(_: Update, context: CrowdContext) -> None:
    """/privacy: what is stored, why, how long, and what somebody can do about it. Strangers may read it, too."""
    context.is_open_to_banned = True
    await context.effect(show_help, context.visitor, HelpScreen.PRIVACY, at=context.now)


async def on_my_data(_: Update, context: CrowdContext) -> None:
    """/mydata: everything that is stored about somebody, as a file."""
    context.is_open_to_banned = True
    await context.effect_and_say(
        lambda asked: [Reply(key=_ASKED[asked])], send_my_data, context.visitor, at=context.now
    )


async def on_forget(_: Update, context: CrowdContext) -> None:
    """/forget: say what would be deleted and what stays, and ask."""
    context.is_open_to_banned = True
    await context.effect_and_say(_or_nothing, ask_to_forget, context.visitor, at=context.now)


async def on_forget_tap(_: Press, context: CrowdContext) -> None:
    """An answer to the first or the second question."""
    tap = ForgetTap.unpack(context.data)
    context.is_for_strangers = context.is_open_to_banned = True
    match tap.step:
        case ForgetStep.ASK:
            await context.effect_and_say(_or_nothing, ask_surely, context.visitor, at=context.now)
        case ForgetStep.KEEP:
            await context.effect_and_say(_or_nothing, keep_after_all, context.visitor, at=context.now)
        case ForgetStep.SURELY:
            await context.effect_and_say(
                lambda forgot: [Reply(key=_FORGOT[forgot], as_message=forgot is Forgot.FORGOTTEN)],
                forget_me,
                context.visitor,
                terms=context.terms,
                at=context.now,
            )


def _or_nothing(found: bool) -> Replies:  # noqa: FBT001 - it is what a use case returns
    return [] if found else [Reply(key="forget-nothing")]


_ASKED = {Asked.SENT: "mydata", Asked.TOO_SOON: "mydata-soon", Asked.NOTHING: "forget-nothing"}
_FORGOT = {
    Forgot.FORGOTTEN: "forget-done",
    Forgot.ASKED_AGAIN: "forget-again",
    Forgot.NOTHING: "forget-nothing",
}
