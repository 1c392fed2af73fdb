"""What an admin does."""

import secrets

from telegram import Update

from handlers.context import CrowdContext
from handlers.reply import Reply
from usecases.grant_role import grant_role
from usecases.subscribe import GRANT_PREFIX

#: Only an admin can use them, so nobody's menu shows them and nobody is reminded of them.
HIDDEN_COMMANDS = frozenset({"grant", "status"})


async def on_grant(_: Update, context: CrowdContext) -> None:
    """/grant: a one-use link that turns who opens it into a requester."""
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
