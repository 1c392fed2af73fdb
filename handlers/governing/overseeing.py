"""What admins do about anybody's project, and what they look up."""

from collections.abc import Sequence

from telegram import Update

from crowd.governing.task_reports import MOST_REASON
from crowd.ids import ContributorId
from handlers.context import CrowdContext
from handlers.conversation.said_by import said_in
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import BanTap, DiscardTap, OverseeAction, OverseeActTap, OverseeTap
from usecases.governing.ask_reason import Deed, Reasoned, ask_reason, stop_asking_reason
from usecases.governing.banning.ban_end import BanEnd
from usecases.governing.banning.begin_discarding import discard_answers_of
from usecases.governing.carry_out import ban_for_reason, dismiss_in_place, release_in_place, stop_for_reason
from usecases.governing.overseeing.oversee import OverseeScreen, oversee
from usecases.governing.overseeing.send_audit import send_audit

#: What somebody reads who is asked for a reason.
_WHY = {Deed.HOLD: "why-hold", Deed.END: "why-end", Deed.BAN: "why-ban"}
#: What came of banning somebody, or of ending that.
BAN_ENDS = {
    BanEnd.BANNED: "ban-done",
    BanEnd.DISCARDING: "ban-discarding",
    BanEnd.BANNED_BEFORE: "ban-before",
    BanEnd.UNBANNED: "unban-done",
    BanEnd.NOT_BANNED: "unban-not-banned",
    BanEnd.UNKNOWN: "ban-unknown",
    BanEnd.IS_SELF: "ban-self",
    BanEnd.IS_ADMIN: "ban-admin",
}


async def on_reports(_: Update, context: CrowdContext) -> None:
    """/reports, with the number of a page: the projects that contributors reported."""
    page = page_in(context.args or [])
    if page is None and context.visitor.id in context.terms.admin_ids:
        await context.say(Reply(key="reports-how"))
        return
    await show(OverseeScreen.REPORTS, context, page=page or 0)


async def on_audit(_: Update, context: CrowdContext) -> None:
    """/audit: what was done; with an id only what concerns this person or project, with csv all of it in a file."""
    if context.args and context.args[0].casefold() == "csv":
        await context.effect(send_audit, **context.asking)
        return
    ref = number_in(context, default=0)
    if context.args and not ref and context.visitor.id in context.terms.admin_ids:
        await context.say(Reply(key="audit-how"))
        return
    await show(OverseeScreen.AUDIT, context, ref=ref)


async def on_oversee(_: Press, context: CrowdContext) -> None:
    """A button that leads to another page of what only admins see."""
    tap = OverseeTap.unpack(context.data)
    await show(tap.screen, context, ref=tap.ref, page=tap.page)


async def show(
    screen: OverseeScreen,
    context: CrowdContext,
    *,
    ref: int = 0,
    page: int = 0,
) -> None:
    """Show an admin a page of what only admins see."""
    await context.effect(oversee, screen, ref=ref, page=page, **context.asking)


async def on_oversee_act(_: Press, context: CrowdContext) -> None:
    """A button by which an admin does something to a project; some ask for the reason first."""
    tap = OverseeActTap.unpack(context.data)
    match tap.action:
        case OverseeAction.HOLD:
            await _ask(Reasoned(deed=Deed.HOLD, ref=tap.project_id), context)
        case OverseeAction.END:
            await _ask(Reasoned(deed=Deed.END, ref=tap.project_id), context)
        case OverseeAction.RELEASE:
            await context.effect_and_say(
                lambda done: _done_in_place("overseen-released", done=done),
                release_in_place,
                tap.project_id,
                **context.asking,
            )
        case OverseeAction.DISMISS:
            await context.effect_and_say(
                lambda done: _done_in_place("overseen-dismissed", done=done),
                dismiss_in_place,
                tap.project_id,
                **context.asking,
            )


def _done_in_place(key: str, *, done: bool) -> Replies:
    return [Reply(key=key) if done else Reply(key="overseen-over", alert=True)]


async def on_ban_tap(_: Press, context: CrowdContext) -> None:
    """The button that bans a project's requester: it asks for the reason."""
    await _ask(Reasoned(deed=Deed.BAN, ref=BanTap.unpack(context.data).person), context)


async def on_discard_tap(_: Press, context: CrowdContext) -> None:
    """The button that takes a banned person's answers out of the count."""
    tap = DiscardTap.unpack(context.data)
    await context.effect_and_say(
        lambda end: ban_ended(end, str(tap.person)),
        discard_answers_of,
        ContributorId(tap.person),
        **context.asking,
    )


async def on_reason(update: Update, about: Reasoned, context: CrowdContext) -> None:
    """What an admin typed as the reason for what they are about to do."""
    reason = " ".join(said_in(update).text.split())
    if context.visitor.id not in context.terms.admin_ids:
        await context.effect_and_say(
            lambda _: [Reply(key="refused-not-admin")], stop_asking_reason, by=context.visitor.id
        )
    elif not reason or len(reason) > MOST_REASON:
        await context.say(too_long(reason))
    elif about.deed is Deed.BAN:
        await context.effect_and_say(
            lambda end: ban_ended(end, str(about.ref)),
            ban_for_reason,
            ContributorId(about.ref),
            reason,
            **context.asking,
        )
    else:
        key = "overseen-held" if about.deed is Deed.HOLD else "overseen-ended"
        await context.effect_and_say(
            lambda project: [
                Reply(key="overseen-over")
                if project is None
                else Reply(key=key, args={"project": project.name})
            ],
            stop_for_reason,
            about,
            reason,
            **context.asking,
        )


def ban_ended(end: BanEnd, person: str) -> Replies:
    """Return what an admin reads after banning somebody or ending that."""
    return [Reply(key=BAN_ENDS[end], args={"person": person}, as_message=True)]


def too_long(reason: str) -> Reply:
    """Return what somebody reads whose reason is too long."""
    return Reply(key="reason-long", args={"found": len(reason), "most": MOST_REASON})


def number_in(context: CrowdContext, *, default: int) -> int:
    """Return the number that follows a command, or the default if there is none that can be one."""
    asked = (context.args or [""])[0]
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else default


def page_in(words: Sequence[str]) -> int | None:
    """Return the page that follows a command, counted from 0, the first if nothing follows; None if it is no page."""
    if not words:
        return 0
    asked, *more = words
    is_page = not more and asked.isascii() and asked.isdecimal() and len(asked) < 9
    return max(int(asked) - 1, 0) if is_page else None


async def _ask(about: Reasoned, context: CrowdContext) -> None:
    await context.effect_and_say(
        lambda _: [Reply(key=_WHY[about.deed], args={"ref": str(about.ref)}, as_message=True)],
        ask_reason,
        about,
        **context.asking,
    )
