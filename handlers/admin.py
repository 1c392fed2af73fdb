"""The commands of admins."""

import secrets

from telegram import Update

from handlers.context import CrowdContext
from handlers.reply import Reply
from usecases.grant_role import grant_role
from usecases.subscribe import GRANT_PREFIX

#: Only admins can use these, so other people's menus and hints leave them out.
HIDDEN_COMMANDS = frozenset({"grant", "status"})


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
