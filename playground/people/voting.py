"""Votes in polls, and updating a poll wherever it is shown."""

from dataclasses import replace

from playground.chats.chat import Message, Timeline
from playground.chats.polls import Poll
from playground.errors import NotPossible
from playground.world import World


def poll_of(world: World, message: Message) -> Poll | None:
    """Look up the poll in a message; None if there is none."""
    shown = message.content.get("poll")
    return world.polls.get(str(shown["id"])) if isinstance(shown, dict) else None


def show_poll(world: World, chat: Timeline, message: Message) -> None:
    """Remember that a message shows its poll, so that votes appear there."""
    poll = poll_of(world, message)
    if poll is not None:
        poll.places.append((chat.id, message.id))


def refresh_poll(world: World, poll: Poll) -> None:
    """Update a poll wherever it is shown, and tell the bot."""
    shown = poll.to_json()
    for chat_id, message_id in poll.places:
        chat = world.chat(chat_id)
        message = chat.messages.get(message_id) if chat is not None else None
        if chat is not None and message is not None:
            chat.edit(replace(message, content=message.content | {"poll": shown}))
    world.updates.put("poll", shown)


def close_poll(world: World, poll: Poll) -> None:
    """Close a poll; does nothing if it is already closed."""
    if not poll.closed:
        poll.closed = True
        refresh_poll(world, poll)


def cast_vote(world: World, poll: Poll, person_id: int, chosen: list[int]) -> None:
    """Let a person choose options; an empty choice retracts the vote.

    Raises:
        NotPossible: The poll is closed, has no such option, allows only one option, or does not allow changes.
    """
    if not poll.is_open(world.clock()):
        raise NotPossible(f"the poll {poll.question!r} is closed")
    if not all(0 <= position < len(poll.options) for position in chosen):
        raise NotPossible(f"the poll has {len(poll.options)} options, counted from 0, not {chosen}")
    if len(chosen) > 1 and not poll.multiple:
        raise NotPossible("the poll allows only one option")
    if person_id in poll.votes and not poll.revoting:
        raise NotPossible("a vote in this poll cannot be changed")
    if chosen:
        poll.votes[person_id] = sorted(chosen)
    elif poll.votes.pop(person_id, None) is None:
        raise NotPossible("there is no vote to retract")
    if not poll.anonymous:
        answer = poll.answer_json(world.user_json(person_id), sorted(chosen))
        world.updates.put("poll_answer", answer)
    refresh_poll(world, poll)
