"""Expects nothing more about somebody's pace."""

from crowd.people.visitors import Visitor
from storage.conversation.expecting import Expected, expect_no_more, find_expecting
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.tx import Tx
from usecases.people.pacing.pace_screens import PaceScreen


def close_pace(tx: Tx, visitor: Visitor, *, at: int) -> None:
    """Show somebody's pace where it is shown already, and expect nothing about it any more."""
    asked = find_expecting(tx, visitor.id)
    if asked is not None and asked.spot is not None:
        body: dict[str, object] = {"screen": PaceScreen.MAIN, "area": 0, "page": 0, "saved": False}
        add_out(tx, OutType.PACE, visitor.id, body=body, spot=asked.spot, priority=Priority.REPLY, due_at=at)
    expect_no_more(tx, visitor.id, Expected.PACE)
