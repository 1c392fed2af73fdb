"""Starting, agreeing, pausing and leaving."""

import hashlib

from telegram import ChatMember, Update
from telegram.constants import ChatType

from handlers.answering.screens import consent_text
from handlers.context import CrowdContext
from handlers.conversation.groups import on_group_membership
from handlers.press import Press
from handlers.reply import Replies, Reply
from handlers.taps import BeginTap, ConsentTap, ResumeTap
from handlers.texts import texts_in
from usecases.announcing.follow_invite import Followed, Standing, follow_invite
from usecases.announcing.invite_people import INVITE_PREFIX
from usecases.announcing.send_digests import begin
from usecases.people.subscribing.block import block
from usecases.people.subscribing.consent import Agreed, consent
from usecases.people.subscribing.greeting import Greeting
from usecases.people.subscribing.leave import leave
from usecases.people.subscribing.pause import pause
from usecases.people.subscribing.resume import resume
from usecases.people.subscribing.show_next import show_next
from usecases.people.subscribing.start import start
from usecases.people.subscribing.unblock import unblock


async def on_start(_: Update, context: CrowdContext) -> None:
    """/start, with or without the payload of a link."""
    payload = context.args[0][:64] if context.args else None
    if payload and payload.startswith(INVITE_PREFIX):
        token = payload.removeprefix(INVITE_PREFIX)
        await context.effect_and_say(
            _greet_invited, follow_invite, context.visitor, token, terms=context.terms, at=context.now
        )
        return
    await context.effect_and_say(greet, start, context.visitor, payload, terms=context.terms, at=context.now)


async def on_consent(_: Press, context: CrowdContext) -> None:
    """The button under the welcome."""
    tap = ConsentTap.unpack(context.data)
    text = consent_text(texts_in(context.visitor.locale))
    await context.effect_and_say(
        _agreed,
        consent,
        context.visitor,
        version=tap.version,
        text_hash=hashlib.sha256(text.encode()).hexdigest(),
        terms=context.terms,
        at=context.now,
    )


async def on_next(_: Update, context: CrowdContext) -> None:
    """/next, or any message without another meaning."""
    await show_the_next(context)


async def show_the_next(context: CrowdContext) -> None:
    """Show somebody's card again, with their task or, if others have settled that one, the next."""
    await context.effect_and_say(greet, show_next, context.visitor, terms=context.terms, at=context.now)


async def on_begin(_: Press, context: CrowdContext) -> None:
    """The button of a digest."""
    BeginTap.unpack(context.data)
    await context.effect_and_say(
        greet,
        begin,
        context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def on_pause(_: Update, context: CrowdContext) -> None:
    """/pause."""
    await context.effect_and_say(
        lambda done: [Reply(key="paused" if done else "not-subscribed")],
        pause,
        context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def on_resume(_: Update, context: CrowdContext) -> None:
    """/resume."""
    await context.effect_and_say(greet, resume, context.visitor, terms=context.terms, at=context.now)


async def on_resume_tap(_: Press, context: CrowdContext) -> None:
    """The button that ends a pause."""
    ResumeTap.unpack(context.data)
    await context.effect_and_say(greet, resume, context.visitor, terms=context.terms, at=context.now)


async def on_stop(_: Update, context: CrowdContext) -> None:
    """/stop."""
    await context.effect_and_say(
        lambda done: [Reply(key="left" if done else "not-subscribed")],
        leave,
        context.visitor,
        terms=context.terms,
        at=context.now,
    )


async def on_membership(update: Update, context: CrowdContext) -> None:
    """Somebody blocked or unblocked the bot, or it was added to or removed from a group."""
    change = update.my_chat_member
    if change is None:
        return
    if change.chat.type != ChatType.PRIVATE:
        # What happens in a group says nothing about the person who did it.
        await on_group_membership(change, context)
    elif change.new_chat_member.status == ChatMember.BANNED:
        await context.effect(block, context.visitor.id, terms=context.terms, at=context.now)
    else:
        await context.effect(unblock, context.visitor, at=context.now)


def _agreed(agreed: Agreed) -> Replies:
    match agreed:
        case Agreed.AGREED:
            return [Reply(key="consent-thanks")]
        case Agreed.BEFORE:
            return [Reply(key="consent-before")]
        case Agreed.OUTDATED:
            return [Reply(key="consent-outdated")]


#: The first message for somebody who came through a project's link.
_INVITED = {
    Standing.FIRST: "invited-first",
    Standing.NOTHING_NOW: "invited-nothing-now",
    Standing.NAMED_ONLY: "invited-named-only",
    Standing.PAUSED: "invited-paused",
    Standing.OVER: "invited-over",
}


def _greet_invited(followed: Followed) -> Replies:
    key = _INVITED[followed.standing]
    if followed.project is None or (followed.greeting, followed.standing) == (Greeting.CARD, Standing.FIRST):
        # The card itself names its project.
        return greet(followed.greeting)
    return [Reply(key=key, args={"project": followed.project}, as_message=True), *greet(followed.greeting)]


def greet(greeting: Greeting) -> Replies:
    """Return the replies to somebody who started the bot or wrote to it."""
    match greeting:
        case Greeting.WELCOME:
            return [Reply(key="welcome", as_message=True)]
        case Greeting.PAUSED:
            return [Reply(key="still-paused", as_message=True)]
        case Greeting.REQUESTER:
            return [Reply(key="now-requester", as_message=True)]
        case Greeting.REQUESTER_BEFORE:
            return [Reply(key="requester-before", as_message=True)]
        case Greeting.LINK_DEAD:
            return [Reply(key="link-dead", as_message=True)]
        case Greeting.CARD:
            return []
