"""What requesters do: set up a project, manage it, get the results."""

from telegram import Update

from crowd.projects.draft import read_step
from handlers.context import CrowdContext
from handlers.governing.overseeing import page_in, show
from handlers.kinds import presets_at
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import (
    DraftTap,
    PreviewTap,
    ProjectAction,
    ProjectsTap,
    ProjectTap,
    StepTap,
    TurnPreviewTap,
)
from handlers.texts import texts_in
from usecases.announcing.invite_people import invite_people
from usecases.drafting.answer_draft import answer_draft, go_to_step
from usecases.drafting.choose_suggestion import choose_suggestion
from usecases.drafting.delete_draft import delete_draft
from usecases.drafting.preview_task import preview_task
from usecases.governing.overseeing.oversee import OverseeScreen
from usecases.projects.cancel_project import cancel_project
from usecases.projects.report_agreement import Asked, ask_agreement, report_agreement
from usecases.projects.running.launch_project import launch_project
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project
from usecases.projects.send_newest import Newest, send_newest
from usecases.projects.show_project import (
    PanelScreen,
    Sent,
    list_own_projects,
    open_panel,
    send_results,
    turn_panel,
)


async def on_step(_: Press, context: CrowdContext) -> None:
    """A button that leads to a step of the dialogue."""
    tap = StepTap.unpack(context.data)
    await context.effect(go_to_step, tap.project_id, read_step(tap.step), **context.asking)


async def on_draft_choice(_: Press, context: CrowdContext) -> None:
    """A tap on a suggested answer to a step of the dialogue."""
    tap = DraftTap.unpack(context.data)
    await context.effect(
        choose_suggestion,
        tap.project_id,
        read_step(tap.step),
        tap.choice,
        presets=presets_at(tap.step, texts_in(context.visitor.locale)),
        **context.asking,
    )


async def on_draft_text(update: Update, context: CrowdContext) -> None:
    """A typed answer to the dialogue's current step."""
    text = (update.message.text if update.message else None) or ""
    await context.effect(answer_draft, text, **context.asking)


async def on_projects(_: Update, context: CrowdContext) -> None:
    """/projects; for an admin also /projects all, with the number of a page: everybody's."""
    is_admin, words = context.visitor.id in context.terms.admin_ids, context.args or []
    if words and words[0].casefold() == "all":
        page = page_in(words[1:])
        if page is not None or not is_admin:
            await show(OverseeScreen.PROJECTS, context, page=page or 0)
            return
    if words:
        await context.say(Reply(key="projects-how", args={"admin": "yes" if is_admin else "no"}))
        return
    await context.effect(list_own_projects, 0, **context.asking)


async def on_projects_page(_: Press, context: CrowdContext) -> None:
    """A page of the list of projects."""
    tap = ProjectsTap.unpack(context.data)
    await context.effect(list_own_projects, tap.page, **context.asking)


async def on_results(_: Update, context: CrowdContext) -> None:
    """/results: of the newest project."""
    await context.effect_and_say(_newest, send_newest, **context.asking)


async def on_agreement(_: Update, context: CrowdContext) -> None:
    """/agreement: of the only launched project, or of one to choose."""
    await context.effect_and_say(_agreement_asked, ask_agreement, **context.asking)


async def on_preview(_: Press, context: CrowdContext) -> None:
    """A button that shows a task as contributors will see it."""
    tap = PreviewTap.unpack(context.data)
    await context.effect(preview_task, tap.project_id, tap.skip, **context.asking)


async def on_turn_preview(_: Press, context: CrowdContext) -> None:
    """A button that shows another task in the same preview."""
    tap = TurnPreviewTap.unpack(context.data)
    await context.effect(
        preview_task,
        tap.project_id,
        tap.skip,
        by=context.visitor.id,
        in_place=True,
        terms=context.terms,
        at=context.now,
    )


async def on_project(_: Press, context: CrowdContext) -> None:
    """A button of a panel."""
    tap = ProjectTap.unpack(context.data)
    match tap.action:
        case ProjectAction.OPEN:
            await context.effect(open_panel, tap.project_id, **context.asking)
        case ProjectAction.LAUNCH:
            await context.effect_and_say(
                lambda _: [Reply(key="launched")], launch_project, tap.project_id, **context.asking
            )
        case ProjectAction.PAUSE:
            await context.effect(pause_project, tap.project_id, **context.asking)
        case ProjectAction.RESUME:
            await context.effect(resume_project, tap.project_id, **context.asking)
        case ProjectAction.RESULTS:
            await context.effect_and_say(_results_asked, send_results, tap.project_id, **context.asking)
        case ProjectAction.AGREEMENT:
            await context.effect_and_say(
                lambda _: [Reply(key="agreement-coming")], report_agreement, tap.project_id, **context.asking
            )
        case ProjectAction.INVITE:
            await context.effect_and_say(
                lambda can_come: [
                    Reply(key="invite-coming" if can_come else "invite-none", alert=not can_come)
                ],
                invite_people,
                tap.project_id,
                **context.asking,
            )
        case ProjectAction.CANCEL_SURELY:
            await context.effect(cancel_project, tap.project_id, **context.asking)
        case ProjectAction.DELETE_SURELY:
            await context.effect_and_say(
                lambda name: [Reply(key="draft-deleted", args={"name": name}, as_message=True)],
                delete_draft,
                tap.project_id,
                **context.asking,
            )
        case action:
            # Every other action turns the panel to the screen with its name.
            screen = PanelScreen[action.name]
            await context.effect(turn_panel, tap.project_id, screen, **context.asking)


def _agreement_asked(asked: Asked) -> Replies:
    match asked:
        case Asked.SENT | Asked.CHOICE:
            return []
        case Asked.NOT_LAUNCHED:
            return [Reply(key="results-none")]
        case Asked.NONE:
            return [Reply(key="projects-none")]


def _results_asked(sent: Sent) -> Replies:
    return [Reply(key="results-coming" if sent is Sent.SENT else "results-checking")]


def _newest(newest: Newest) -> Replies:
    match newest:
        case Newest.SENT:
            return []
        case Newest.CHECKING:
            return [Reply(key="results-checking")]
        case Newest.NOT_LAUNCHED:
            return [Reply(key="results-none")]
        case Newest.NONE:
            return [Reply(key="projects-none")]
