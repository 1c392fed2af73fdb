"""Files and pasted lines on their way to a project, whatever is interrupted or arrives twice."""

import pytest
from usecase_scene import REQUESTER, Scene

from crowd.errors import Conflict, NotFound, NotRequester, ValueRefused
from crowd.ids import DAY, ContributorId, PendingFileId
from crowd.people.visitors import Visitor
from storage.conversation.typed import Origin
from storage.drafting.pending_files import PendingFile, Received, find_received, forget_pending
from usecases.drafting.queue_file import queue_file
from usecases.drafting.take_file import MOST_CHARS, answer_question, joined_lines, own_question, take_file
from usecases.drafting.understand_file import Bounds, FileScreen, Understood, understand
from usecases.terms import Terms

BY = Visitor(id=REQUESTER, locale="en")
TWICE = b"id,text\na,Sky\na,Rose\nb,Sea\n"


def _received(source: int) -> Received:
    return Received(
        origin=Origin(message_id=source), name="tasks.csv", file_id=f"file {source}", size=5_000_000
    )


def _understood(**answers: bool) -> Understood:
    return understand(
        TWICE, None, name="tasks.csv", answers=answers, bounds=Bounds(most_tasks=10, most_named=10)
    )


def _take(scene: Scene, source: int) -> PendingFile:
    received = _received(source)
    scene.do(take_file, received, _understood(), table=None, by=BY, terms=scene.terms, at=scene.now)
    pending = scene.do(find_received, REQUESTER, Origin(message_id=source))
    assert pending is not None
    return pending


def _shown(scene: Scene) -> int:
    return int(str(scene.value("SELECT count(*) FROM outbox WHERE kind = 'FILE'")))


def test_a_file_whose_update_comes_again_is_queued_and_told_once(scene: Scene) -> None:
    for _ in range(3):
        scene.do(queue_file, _received(1), by=BY, terms=scene.terms, at=scene.now)
    assert _shown(scene) == 1
    assert scene.value("SELECT count(*) FROM pending_file") == 1
    assert scene.value("SELECT count(*) FROM import") == 1


def test_of_two_answers_to_one_question_the_second_changes_nothing(scene: Scene) -> None:
    pending = _take(scene, 1)
    answers = {FileScreen.BAD_ROWS: True}
    understood = _understood(**{"bad-rows": True})

    def answer() -> None:
        scene.do(
            answer_question, pending, answers, understood, pressed=9, table=None, by=BY, terms=scene.terms,
            at=scene.now,
        )  # fmt: skip

    answer()
    before = scene.everything()
    with pytest.raises(Conflict):
        answer()
    assert scene.everything() == before
    assert scene.value("SELECT count(*) FROM project") == 1


def test_a_question_is_its_requesters_alone_and_only_while_they_may_ask(scene: Scene) -> None:
    pending = _take(scene, 1)
    asks = FileScreen.BAD_ROWS
    with pytest.raises(NotFound):
        scene.do(own_question, pending.id, asks, by=ContributorId(66), terms=Terms(open_requesters=True))
    with pytest.raises(NotFound):
        scene.do(own_question, PendingFileId(77), asks, by=REQUESTER, terms=scene.terms)
    with pytest.raises(Conflict):
        scene.do(own_question, pending.id, FileScreen.HEADING, by=REQUESTER, terms=scene.terms)
    with pytest.raises(NotRequester):
        scene.do(own_question, pending.id, asks, by=ContributorId(66), terms=Terms())


def test_what_is_forgotten_leaves_no_id_for_an_old_button(scene: Scene) -> None:
    first, second = _take(scene, 1), _take(scene, 2)
    scene.do(forget_pending, changed_before=scene.now + DAY, limit=10)
    assert scene.rows("SELECT id FROM pending_file") == [], "what was pasted into them is gone, too"
    third = _take(scene, 3)
    assert third.id not in {first.id, second.id}


def test_pasted_lines_are_joined_up_to_a_size(scene: Scene) -> None:
    text = "\n".join(["x" * 99] * 40)
    for source in range(1, 100):
        received = Received(origin=Origin(message_id=source), name="lines", text=text, size=len(text))
        try:
            received = scene.do(joined_lines, received, by=REQUESTER, at=scene.now)
        except ValueRefused as refused:
            assert refused.reason == "lines-too-many"
            break
        understood = understand(
            None, received.text, name="lines", answers={}, bounds=Bounds(most_tasks=10_000, most_named=10)
        )
        scene.do(take_file, received, understood, table=None, by=BY, terms=scene.terms, at=scene.now)
    kept = scene.do(find_received, REQUESTER, Origin(message_id=1))
    assert kept is not None
    assert MOST_CHARS - len(text) < len(kept.received.text or "") <= MOST_CHARS, "what came before is kept"
