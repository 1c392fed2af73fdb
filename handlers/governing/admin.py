"""The commands by which admins give and take rights."""

from dataclasses import dataclass

from telegram import Update

from crowd.errors import AskmanyError
from crowd.governing.task_reports import MOST_REASON
from crowd.ids import ContributorId
from handlers.context import CrowdContext
from handlers.conversation.said_by import replied_spot
from handlers.governing.grant_links import draw_seed, grant_token
from handlers.governing.overseeing import ban_ended, too_long
from handlers.refusals import refusal_for
from handlers.reply import Reply
from storage.governing.task_reports import reported_in
from storage.tx import Spot
from usecases.governing.banning.ban_person import ban_person
from usecases.governing.banning.find_reported import reported_requester
from usecases.governing.banning.unban_person import unban_person
from usecases.governing.grant_role import grant_role
from usecases.governing.revoke_role import Revoked, revoke_role

#: Only admins can use these, so other people's menus and hints leave them out.
HIDDEN_COMMANDS = frozenset({"grant", "revoke", "ban", "unban", "reports", "audit", "status"})
#: The word after the id that takes a banned person's answers out of the count.
_DISCARD = "discard"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """A command about a person, with its reason."""

    who: ContributorId
    reason: str
    discards: bool = False


async def on_grant(_: Update, context: CrowdContext) -> None:
    """/grant: make a one-use link that turns whoever opens it into a requester."""
    seed = draw_seed()
    await context.effect_and_say(
        lambda _: [Reply(key="grant-link", args={"seed": seed}, is_unique=True)],
        grant_role,
        grant_token(seed, context.bot.token),
        by=context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def on_revoke(_: Update, context: CrowdContext) -> None:
    """/revoke ID REASON: make a requester one no longer."""
    order = await _read(context, "revoke-how")
    if order is not None:
        await context.effect_and_say(
            lambda revoked: [Reply(key=_REVOKED[revoked], args={"person": str(order.who)})],
            revoke_role,
            order.who,
            order.reason,
            **context.asking,
        )


async def on_ban(update: Update, context: CrowdContext) -> None:
    """/ban ID REASON, or /ban REASON in reply to the message about a report."""
    order = await _read(context, "ban-how", replied_to=replied_spot(update))
    if order is not None:
        await context.effect_and_say(
            lambda end: ban_ended(end, str(order.who)),
            ban_person,
            order.who,
            order.reason,
            discard=order.discards,
            **context.asking,
        )


async def on_unban(_: Update, context: CrowdContext) -> None:
    """/unban ID REASON: let somebody answer and ask again."""
    order = await _read(context, "unban-how")
    if order is not None:
        await context.effect_and_say(
            lambda end: ban_ended(end, str(order.who)),
            unban_person,
            order.who,
            order.reason,
            **context.asking,
        )


async def _read(context: CrowdContext, how: str, *, replied_to: Spot | None = None) -> _Order | None:
    """Return what an admin wants done to whom and why; if it cannot be read, say how to write it."""
    if context.visitor.id not in context.terms.admin_ids:
        await context.say(Reply(key="refused-not-admin"))
        return None
    who, *words = context.args or [""]
    if not (who.isascii() and who.isdecimal() and len(who) < 19):
        if replied_to is None:
            await context.say(Reply(key=how))
            return None
        try:
            found = await context.look(
                reported_requester,
                await context.look(reported_in, replied_to),
                by=context.visitor.id,
                terms=context.terms,
            )
        except AskmanyError as error:
            await context.say(Reply(key=how) if who == "" else refusal_for(error))
            return None
        who, words = str(found), context.args or []
    discards = how == "ban-how" and bool(words) and words[0].casefold() == _DISCARD
    reason = " ".join(words[1:] if discards else words)
    if not reason or len(reason) > MOST_REASON:
        await context.say(too_long(reason) if reason else Reply(key=how))
        return None
    return _Order(who=ContributorId(int(who)), reason=reason, discards=discards)


_REVOKED = {
    Revoked.REVOKED: "revoked",
    Revoked.NO_REQUESTER: "revoke-no-requester",
    Revoked.IS_ADMIN: "revoke-admin",
    Revoked.OPEN: "revoke-open",
}
