"""Shows somebody how they are asked."""

from crowd.people.visitors import Visitor
from storage.conversation.expecting import Expected, expect, find_expecting
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.conversation.spots import pressed_spot, retire
from storage.tx import Tx
from usecases.people.pacing.pace_screens import PaceScreen
from usecases.people.subscribing.meet import meet


def show_pace(
    tx: Tx,
    visitor: Visitor,
    *,
    screen: PaceScreen = PaceScreen.MAIN,
    area: int = 0,
    page: int = 0,
    anew: bool = False,
    saved: bool = False,
    at: int,
) -> None:
    """Show somebody's pace, or one of its choices, in the message they pressed, or in a new one (`anew`).

    A new message replaces the older one; with `saved`, it says that what was typed is stored.
    """
    meet(tx, visitor, at=at)
    before, spot = find_expecting(tx, visitor.id), None if anew else pressed_spot(tx, visitor.id)
    if spot is None and before is not None:
        retire(tx, before.spot, at=at)
    expect(tx, visitor.id, Expected.PACE, part=screen, spot=spot, at=at)
    body: dict[str, object] = {"screen": screen, "area": area, "page": page, "saved": saved}
    add_out(tx, OutType.PACE, visitor.id, body=body, spot=spot, priority=Priority.REPLY, due_at=at)
