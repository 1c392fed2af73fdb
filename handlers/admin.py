"""The commands of admins."""

import secrets
from datetime import UTC, datetime

from telegram import Update

from crowd.errors import NotAdmin
from crowd.ids import SECOND, ContributorId
from handlers.context import CrowdContext
from handlers.reply import Reply
from handlers.texts import texts_in
from usecases.grant_role import grant_role
from usecases.revoke_role import Revoked, read_audit, revoke_role
from usecases.subscribe import GRANT_PREFIX

#: Only admins can use these, so other people's menus and hints leave them out.
HIDDEN_COMMANDS = frozenset({"grant", "revoke", "audit", "status"})
#: What is kept of a reason.
_REASON_ROOM = 300


async def on_grant(_: Update, context: CrowdContext) -> None:
    """/grant: make a one-use link that turns whoever opens it into a requester."""
    token = secrets.token_urlsafe(24)
    link = f"https://t.me/{context.bot.username}?start={GRANT_PREFIX}{token}"
    await context.effect_and_say(
        lambda _: [Reply(key="grant-link", args={"link": link})],
        grant_role,
        token,
        by=context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def on_revoke(_: Update, context: CrowdContext) -> None:
    """/revoke ID reason: make a requester one no longer."""
    who, *words = context.args or [""]
    reason = " ".join(words)[:_REASON_ROOM]
    if not (who.isascii() and who.isdecimal() and len(who) < 19) or not reason:
        await context.say(Reply(key=_for_admins(context, "revoke-how")))
        return
    await context.effect_and_say(
        lambda revoked: [Reply(key=_REVOKED[revoked], args={"person": who})],
        revoke_role,
        ContributorId(int(who)),
        reason,
        by=context.visitor.id,
        terms=context.terms,
        at=context.now,
    )


async def on_audit(_: Update, context: CrowdContext) -> None:
    """/audit, with the number of a page: who was given the right to ask people, and who lost it."""
    asked = (context.args or ["1"])[0]
    page = max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    try:
        events = await context.look(read_audit, page, by=context.visitor.id, terms=context.terms)
    except NotAdmin:
        await context.say(Reply(key="refused-not-admin"))
        return
    texts = texts_in(context.visitor.locale)
    lines = [
        texts(
            "audit-line",
            {
                "time": datetime.fromtimestamp(event.at / SECOND, UTC).strftime("%Y-%m-%d %H:%M"),
                "kind": event.kind.lower(),
                "actor": str(event.actor_id),
                "person": str(event.about_id),
                "reason": event.reason,
            },
        )
        for event in events
    ]
    if lines:
        await context.say(Reply(key="audit", args={"page": page, "lines": "\n".join(lines)}))
    else:
        await context.say(Reply(key="audit-none"))


def _for_admins(context: CrowdContext, key: str) -> str:
    return key if context.visitor.id in context.terms.admin_ids else "refused-not-admin"


_REVOKED = {
    Revoked.REVOKED: "revoked",
    Revoked.NO_REQUESTER: "revoke-no-requester",
    Revoked.IS_ADMIN: "revoke-admin",
    Revoked.OPEN: "revoke-open",
}
