"""Tells a group what the bot is, with a button into the private chat: tasks are never shown in groups."""

from crowd.ids import ContributorId
from storage.conversation.hints import hint_is_due
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Tx


def introduce(tx: Tx, group_id: int, link: str, *, locale: str, quiet_for: int, at: int) -> bool:
    """Tell a group what the bot is; return False if it has done so within the last `quiet_for` microseconds."""
    if not hint_is_due(tx, group_id, "group", quiet_for=quiet_for, at=at):
        return False
    body: dict[str, object] = {"key": "group", "args": {"link": link}, "locale": locale}
    # The outbox addresses chats by number; a group's number is negative, so it is no contributor's.
    add_out(tx, OutType.TEXT, ContributorId(group_id), body=body, priority=Priority.REPLY, due_at=at)
    return True
