"""Gold is mixed in with the other tasks, less and less often, and nobody gets it twice."""

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Person, Scene, task_file

from crowd.deciding.gold_mix import gold_share
from crowd.deciding.policy import CloseReason
from crowd.deciding.skill import Skill
from crowd.ids import ProjectId
from crowd.projects.project import ProjectState
from storage.answering.answers import find_skill
from storage.checking.recount import recount
from usecases.answering.record_answer import Taken
from usecases.conversation.read_views import read_panel
from usecases.deciding.foresee_answers import read_forecast_input
from usecases.projects.cancel_project import cancel_project

GOLD, PLAIN = 12, 60


def mixed(scene: Scene, *, gold: int = GOLD, plain: int = PLAIN, fewest: int = 2, most: int = 3) -> ProjectId:
    """A running project whose first tasks are gold: all of them "Yes"."""
    texts = [*(f"gold {n}" for n in range(gold)), *(f"plain {n}" for n in range(plain))]
    return scene.running(*texts, gold=["Yes"] * gold, target="99.9", fewest=fewest, most=most)


def course(person: Person, *, gold: int = YES, plain: int = NO) -> list[str]:
    """What somebody sees, task by task, until there is nothing more for them."""
    seen = []
    while (text := person.sees) is not None:
        seen.append(text)
        person.answer(gold if text.startswith("gold") else plain)
    return seen


def until_gold(scene: Scene, project: ProjectId) -> Person:
    """Somebody with gold in hand."""
    for number in range(100, 160):
        person = scene.person(number)
        if (person.sees or "").startswith("gold"):
            return person
        person.leave()
    raise AssertionError(project)


def test_gold_is_mixed_in_and_no_gold_comes_twice_to_the_same_person(scene: Scene) -> None:
    mixed(scene)
    total = 0
    for number in (11, 12, 13):
        seen = course(scene.person(number))
        gold = [text for text in seen if text.startswith("gold")]
        assert len(gold) <= len(seen) / 2
        assert len(set(gold)) == len(gold)
        total += len(gold)
    assert total >= 3


def test_gold_comes_ever_more_rarely_to_the_same_person(scene: Scene) -> None:
    mixed(scene, gold=60, plain=400, fewest=30, most=30)
    early = late = 0
    for number in range(11, 27):
        person = scene.person(number)
        for turn in range(60):
            is_gold = (person.sees or "").startswith("gold")
            early += is_gold and turn < 15
            late += is_gold and turn >= 45
            person.answer(YES if is_gold else NO)
    assert early > 2 * late > 0
    assert early / 16 == pytest.approx(
        sum(gold_share(Skill(right=0, answered=turn)) for turn in range(15)), abs=1.0
    )


def test_all_gold_is_asked_alike(scene: Scene) -> None:
    mixed(scene, gold=5, plain=300, fewest=9, most=9)
    for person in scene.people(*range(11, 31)):
        for _ in range(12):
            person.answer(YES)
    counts = [n for (n,) in scene.tasks("n_answers", where="gold IS NOT NULL")]
    assert all(isinstance(n, int) and n > 0 for n in counts)
    assert max(map(int, map(str, counts))) <= 2 * min(map(int, map(str, counts)))


def test_what_is_known_is_in_the_result_from_the_launch_on_and_stays(scene: Scene) -> None:
    project = mixed(scene, gold=2, plain=3)
    known = scene.rows("SELECT * FROM consensus")
    assert scene.rows("SELECT label, confidence, reason FROM consensus") == [(YES, 1.0, "known")] * 2
    assert scene.project(project).n_closed == 2
    until_gold(scene, project).answer(NO)
    assert scene.rows("SELECT * FROM consensus") == known
    assert scene.tasks("sum(n_answers)", where="gold IS NOT NULL") == [(1,)]
    assert scene.project(project).n_answers == 1


@pytest.mark.parametrize(("label", "right"), [(YES, 1.0), (NO, 0.0)])
def test_gold_moves_the_skill_of_who_answers_it(scene: Scene, label: int, right: float) -> None:
    project = mixed(scene)
    person = until_gold(scene, project)
    assert person.answer(label) is Taken.COUNTED
    known = scene.do(find_skill, person.id, project)
    assert known is not None
    assert (known.right, known.answered) == (right, 1.0)


def test_a_project_is_done_when_all_but_its_gold_is_closed(scene: Scene) -> None:
    project = mixed(scene, gold=3, plain=4, fewest=2, most=2)
    for person in scene.people(11, 12):
        course(person)
    scene.settle()
    found = scene.project(project)
    assert (found.state, found.n_closed, found.n_stated) == (ProjectState.COMPLETED, 7, 4)
    view = scene.do(read_panel, project)
    assert view is not None
    assert view.closed_by[CloseReason.KNOWN] == 3


def test_nobody_is_kept_busy_with_gold_alone(scene: Scene) -> None:
    mixed(scene, gold=30, plain=2, fewest=1, most=1)
    seen = course(scene.person(11))
    assert [text for text in seen if text.startswith("plain")] == ["plain 0", "plain 1"]
    assert len(seen) < 8
    assert scene.person(12).sees is None


def test_where_there_is_nothing_but_gold_it_is_asked_like_any_other_task(scene: Scene) -> None:
    project = mixed(scene, gold=2, plain=0, fewest=2, most=2)
    assert scene.reasons() == []
    for person in scene.people(11, 12):
        course(person, gold=NO)
    assert (
        scene.rows("SELECT label, confidence, n_answers, reason FROM consensus")
        == [(YES, 1.0, 2, "max_answers")] * 2
    )
    assert scene.tasks("label") == [(NO,), (NO,)], "what the crowd said of it is kept"
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED


def test_gold_for_named_people_comes_to_nobody_else(scene: Scene) -> None:
    texts = [*(f"gold {n}" for n in range(9)), *(f"plain {n}" for n in range(60))]
    file = task_file(*texts, gold=["Yes"] * 9, named=["11"] * 9)
    scene.launch(scene.ready(file, target="99.9", fewest=2, most=2))
    named, other = (course(person) for person in scene.people(11, 12))
    assert any(text.startswith("gold") for text in named)
    assert not any(text.startswith("gold") for text in other)


@pytest.mark.parametrize("way", ["skip", "expire"])
def test_gold_that_somebody_had_in_hand_does_not_come_back_to_them(scene: Scene, way: str) -> None:
    project = mixed(scene, gold=1)
    person = until_gold(scene, project)
    if way == "skip":
        person.skip()
    else:
        scene.tick(31)
        person.next()
    assert person.sees is not None
    assert all(text.startswith("plain") for text in course(person))
    assert scene.ledger.n_offered == 0


def test_gold_in_hand_when_the_project_is_done_counts_like_any_other_task_in_hand(scene: Scene) -> None:
    project = mixed(scene, gold=3, plain=1, fewest=1, most=1)
    holder = until_gold(scene, project)
    course(scene.person(11))
    scene.wait(1)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    n_answers = scene.project(project).n_answers
    assert holder.answer(YES) is Taken.COUNTED
    found = scene.project(project)
    assert (found.state, found.n_answers, found.n_late) == (ProjectState.COMPLETED, n_answers + 1, 0)
    assert scene.ledger.n_offered == 0
    assert scene.do(recount) == []


def test_a_changed_answer_to_gold_moves_the_skill_back(scene: Scene) -> None:
    project = mixed(scene)
    person = until_gold(scene, project)
    held = person.hand
    person.answer(NO)
    person.change(YES, held)
    known = scene.do(find_skill, person.id, project)
    assert known is not None
    assert (known.right, known.answered) == (1.0, 1.0)


def test_a_cancelled_project_keeps_what_was_known(scene: Scene) -> None:
    project = mixed(scene, gold=1, plain=1)
    holder = until_gold(scene, project)
    held = holder.hand
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    assert scene.reasons() == ["known", "cancelled"]
    assert holder.answer(YES, held) is Taken.ENDED


def test_the_forecast_before_the_launch_leaves_gold_out(scene: Scene) -> None:
    gold = scene.ready(task_file(*"abcd", gold=["Yes"] * 2))
    data = scene.do(read_forecast_input, scene.project(gold))
    assert data is not None
    assert data.progress.n_open == 2
