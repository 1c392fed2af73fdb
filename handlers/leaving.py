"""Cancelling a dialogue."""

from telegram import Update

from handlers.context import CrowdContext
from handlers.reply import Replies, Reply
from usecases.leave_dialogue import Leaving, Left, leave_dialogue


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
        case Left.ANNOUNCEMENT:
            return [Reply(key="cancelled-announcement")]
        case Left.FILE:
            file = Reply(key="cancelled-file", args={"file": leaving.project})
            return [file if leaving.project else Reply(key="cancelled-lines")]
        case Left.PACE:
            return [Reply(key="cancelled-pace")]
        case Left.CHANGE:
            return [Reply(key="cancelled-change")]
        case Left.SCREEN:
            return [Reply(key="cancelled-screen")]
        case Left.CARD:
            return [Reply(key="nothing-to-cancel-card")]
        case Left.NOTHING:
            return [Reply(key="nothing-to-cancel")]
