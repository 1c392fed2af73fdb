"""Announcements by requesters and admins, and turning them off."""

from telegram import Message, Update

from crowd.ids import ProjectId
from handlers.context import CrowdContext
from handlers.cut import width
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import AnnouncementAction, AnnouncementTap, AnnounceTap, MuteTap
from usecases.announcing.mute import mute
from usecases.announcing.paying.ask_fare import ask_fare
from usecases.announcing.paying.decline_fare import decline_fare
from usecases.announcing.paying.go_on_free import go_on_free
from usecases.announcing.writing.ask_audience import ask_audience
from usecases.announcing.writing.begin_announcement import begin_announcement
from usecases.announcing.writing.drop_announcement import drop_announcement
from usecases.announcing.writing.rewrite_announcement import rewrite_announcement
from usecases.announcing.writing.send_announcement import send_announcement
from usecases.announcing.writing.stop_announcement import stop_announcement
from usecases.announcing.writing.write_announcement import Written, write_announcement
from usecases.projects.report_agreement import Asked


async def on_announce(_: Update, context: CrowdContext) -> None:
    """/announce."""
    await context.effect_and_say(_asked, ask_audience, **context.asking)


async def on_audience(_: Press, context: CrowdContext) -> None:
    """A choice of whom to write to: the people of a project, or everybody."""
    tap = AnnounceTap.unpack(context.data)
    await context.effect(
        begin_announcement,
        ProjectId(tap.project_id) if tap.project_id else None,
        by=context.visitor,
        in_place=bool(tap.in_place),
        terms=context.terms,
        at=context.now,
    )


async def on_announcement_text(update: Update, context: CrowdContext) -> None:
    """The text of an announcement, with its formatting."""
    await context.effect(write_announcement, written_in(update.message), **context.asking)


def written_in(message: Message | None) -> Written:
    """Return what somebody typed, with its formatting."""
    if message is None or message.text is None:
        return Written(html="", width=0)
    return Written(html=message.text_html, width=width(message.text))


async def on_announcement(_: Press, context: CrowdContext) -> None:
    """A button of an announcement's panel."""
    tap = AnnouncementTap.unpack(context.data)
    match tap.action:
        case AnnouncementAction.SEND:
            await context.effect_and_say(
                lambda _: [Reply(key="announcement-goes")],
                send_announcement,
                tap.announcement_id,
                **context.asking,
            )
        case AnnouncementAction.REWRITE:
            await context.effect(rewrite_announcement, tap.announcement_id, **context.asking)
        case AnnouncementAction.DROP:
            await context.effect(drop_announcement, tap.announcement_id, **context.asking)
        case AnnouncementAction.STOP:
            await context.effect(stop_announcement, tap.announcement_id, **context.asking)
        case AnnouncementAction.ASK_FARE:
            await context.effect(ask_fare, tap.announcement_id, **context.asking)
        case AnnouncementAction.DECLINE_FARE:
            await context.effect(decline_fare, tap.announcement_id, **context.asking)
        case AnnouncementAction.GO_FREE:
            await context.effect(go_on_free, tap.announcement_id, **context.asking)


async def on_mute(_: Press, context: CrowdContext) -> None:
    """A tap on "No more announcements"."""
    tap = MuteTap.unpack(context.data)
    await context.effect_and_say(
        lambda _: [Reply(key="muted", alert=True)],
        mute,
        context.visitor,
        tap.announcement_id,
        at=context.now,
    )


def _asked(asked: Asked) -> Replies:
    match asked:
        case Asked.SENT | Asked.CHOICE:
            return []
        case Asked.NOT_LAUNCHED:
            return [Reply(key="announcement-none")]
        case Asked.NONE:
            return [Reply(key="projects-none")]
