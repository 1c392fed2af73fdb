"""Cancelling a dialogue."""

from telegram import Update

from handlers.context import CrowdContext
from handlers.reply import Replies, Reply
from usecases.conversation.leave_dialogue import Leaving, Left, leave_dialogue


async def on_cancel(_: Update, context: CrowdContext) -> None:
    """/cancel."""
    await context.effect_and_say(_left, leave_dialogue, context.visitor, terms=context.terms, at=context.now)


def _left(leaving: Leaving) -> Replies:
    match leaving.left:
        case Left.DRAFT:
            args = {"project": leaving.project, "id": leaving.project_id or 0, "step": leaving.step}
            return [Reply(key="cancelled-draft", args=args)]
        case Left.RULE:
            return [Reply(key="cancelled-rule", args={"project": leaving.project})]
        case Left.FILE:
            file = Reply(key="cancelled-file", args={"file": leaving.project})
            return [file if leaving.project else Reply(key="cancelled-lines")]
        case left:
            return [Reply(key=_LEFT[left])]


_LEFT = {
    Left.ANNOUNCEMENT: "cancelled-announcement",
    Left.REASON: "cancelled-reason",
    Left.WORDS: "cancelled-words",
    Left.PACE: "cancelled-pace",
    Left.CHANGE: "cancelled-change",
    Left.SCREEN: "cancelled-screen",
    Left.CARD: "nothing-to-cancel-card",
    Left.NOTHING: "nothing-to-cancel",
}
