"""What a pressed message teaches: which message is the card, and where a panel or a dialogue goes on."""

import pytest
from usecase_scene import PANEL, REQUESTER, Person, Scene

from crowd.answering.assignments import SkipReason
from crowd.errors import NotFound, NotKnown
from crowd.ids import AssignmentId, ContributorId
from storage.answering.cards import set_card_message
from storage.projects.panels import find_panel
from storage.tx import Spot, Tx
from usecases.answering.skip_task import skip_task
from usecases.conversation.take_press import take_press
from usecases.projects.running.pause_project import pause_project
from usecases.projects.running.resume_project import resume_project


def _lost(scene: Scene) -> Person:
    """Somebody whose card was sent, and nobody knows whether it arrived."""
    ada = scene.person(2)
    scene.do(set_card_message, ada.id, None)
    scene.rows("UPDATE outbox SET state = 'UNKNOWN', ended_at = 1 WHERE kind = 'CARD' AND chat_id = 2")
    return ada


def _sent(scene: Scene) -> list[tuple[object, ...]]:
    return scene.rows(
        "SELECT DISTINCT state FROM outbox WHERE kind = 'CARD' AND chat_id = 2 AND ended_at = 1"
    )


def _take(tx: Tx, scene: Scene, who: ContributorId, *, is_on_card: bool = True) -> None:
    take_press(
        tx.after_press(Spot(who, 77)),
        who,
        is_on_card=is_on_card,
        is_open_to_banned=False,
        is_for_strangers=False,
        terms=scene.terms,
    )


def test_a_press_on_a_card_proves_that_it_arrived(scene: Scene) -> None:
    scene.running("a")
    ada = _lost(scene)
    scene.do(_take, scene, ada.id)
    assert (ada.card.card.message_id, _sent(scene)) == (77, [("SENT",)])
    scene.do(_take, scene, ada.id)
    assert ada.card.card.message_id == 77


def test_a_press_on_another_message_does_not(scene: Scene) -> None:
    scene.running("a")
    ada = _lost(scene)
    scene.do(_take, scene, ada.id, is_on_card=False)
    assert (ada.card.card.message_id, _sent(scene)) == (None, [("UNKNOWN",)])


def test_nothing_is_learnt_from_a_press_that_is_refused(scene: Scene) -> None:
    scene.running("a")
    ada = _lost(scene)
    before = scene.everything()
    with pytest.raises(NotFound):
        scene.do(
            skip_task,
            AssignmentId(999),
            SkipReason.UNCLEAR,
            pressed=77,
            by=ada.id,
            terms=scene.terms,
            at=scene.now,
        )
    with pytest.raises(NotKnown):
        scene.do(_take, scene, ContributorId(404))
    assert scene.everything() == before


def test_a_panel_goes_on_where_it_is_pressed_and_stays_where_it_is_without_a_press(scene: Scene) -> None:
    project = scene.running("a")
    retired = "SELECT ref FROM outbox WHERE kind = 'RETIRE' AND chat_id = 1"

    def shown() -> int | None:
        panel = scene.do(find_panel, project)
        return None if panel is None else panel.message_id

    scene.do(pause_project, project, pressed=PANEL + 1, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert shown() == PANEL + 1
    scene.do(resume_project, project, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert (shown(), scene.rows(retired)) == (PANEL + 1, [])
    scene.do(pause_project, project, pressed=PANEL + 2, by=REQUESTER, terms=scene.terms, at=scene.now)
    assert (shown(), scene.rows(retired)) == (PANEL + 2, [(PANEL + 1,)])
