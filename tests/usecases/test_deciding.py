"""When tasks close and why, how many people may hold one, and what gold does."""

import dataclasses
import json
from itertools import permutations

import pytest
from usecase_scene import NO, PANEL, REQUESTER, YES, Scene, ids_without_gold, task_file
from whole_fit import read_first, store_fit_whole

from crowd.aggregation.consensus import METHOD
from crowd.aggregation.online import TaskAnswer, TaskMove, move_task, new_question
from crowd.deciding.policy import RULE_VERSION, offers_wanted
from crowd.ids import ProjectId
from crowd.projects.project import ProjectState
from storage.checking.ledger import count_unsettled
from usecases.conversation.read_views import TaskView
from usecases.deciding.refit_skills import (
    begin_fit,
    end_fit,
    fit,
    questions_to_fit,
    redecide_tasks,
    reopen_tasks,
)
from usecases.projects.cancel_project import cancel_project


def newcomers(*labels: int, target: float = 1.0, most_more: int = 0) -> TaskMove:
    """What first answers of people whom nobody knows say of a task."""
    answers = [TaskAnswer(label=label, right=0.0, answered=0.0) for label in labels]
    return move_task(answers, new_question(2), target=target, most_more=most_more)


def test_a_task_closes_as_soon_as_its_target_is_reached_after_the_fewest_answers(scene: Scene) -> None:
    project = scene.running("a", target="80", fewest=2, most=5)
    ada, ben = scene.people(2, 3)
    ada.answer(YES)
    assert scene.tasks("state") == [("OPEN",)]
    ben.answer(YES)
    assert scene.reasons() == ["target"]
    (row,) = scene.rows("SELECT label, confidence, vote_share, n_answers, closed_at FROM consensus")
    assert (row[0], row[2], row[3], row[4]) == (YES, 1.0, 2, scene.now - 1000)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED


def test_the_fewest_answers_are_asked_for_even_when_one_would_be_certain_enough(scene: Scene) -> None:
    scene.running("a", target="60", fewest=3, most=5)
    for person in scene.people(2, 3):
        person.answer(YES)
        assert scene.tasks("state") == [("OPEN",)]
    scene.person(4).answer(YES)
    assert scene.reasons() == ["target"]


def test_a_task_that_never_gets_certain_closes_at_the_most_answers(scene: Scene) -> None:
    scene.running("a", target="99", fewest=1, most=2)
    ada, ben = scene.people(2, 3)
    ada.answer(YES)
    ben.answer(NO)
    assert scene.reasons() == ["max_answers"]


def test_the_decision_carries_what_it_looked_at(scene: Scene) -> None:
    scene.running("a", target="60", fewest=1, most=2)
    scene.person(2).answer(YES)
    move = newcomers(YES)
    ((numbers, confidence, method, rule),) = scene.rows(
        "SELECT numbers, confidence, method, rule_version FROM consensus"
    )
    assert json.loads(str(numbers)) == {
        "posterior": [round(share, 6) for share in move.posterior],
        "target": 0.6,
        "min": 1,
        "max": 2,
        "mean_skill": 0.75,
        "shared_error": 0.08,
        "temper": 1.0,
    }
    assert (confidence, method, rule) == (move.confidence, METHOD, RULE_VERSION)


def test_only_as_many_hold_a_task_as_could_still_change_its_decision(scene: Scene) -> None:
    project = scene.running("a", target="95", fewest=2, most=10)
    people = scene.people(*range(2, 14))
    rule = scene.project(project).rule
    none = newcomers(target=0.95, most_more=10)
    first = offers_wanted(
        rule, confidence=0.5, n_answers=0, in_flight=0, agreeing_needed=none.agreeing_needed
    )
    assert 2 <= first < 10
    assert scene.tasks("n_offered, offer") == [(first, 0)]
    people[0].answer(YES)
    scene.tick(1)
    move = newcomers(YES, target=0.95, most_more=9)
    more = offers_wanted(
        rule,
        confidence=move.confidence,
        n_answers=1,
        in_flight=0,
        agreeing_needed=move.agreeing_needed,
    )
    assert scene.tasks("n_offered") == [(max(more, first - 1),)]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_most_answers_are_never_exceeded_in_any_order(scene: Scene, order: tuple[int, ...]) -> None:
    scene.running("a", target="99", fewest=3, most=3)
    people = scene.people(2, 3, 4)
    held = [person.hand for person in people]
    scene.tick(31)  # all expire, and the task goes on to others
    late = scene.person(5)
    presses = [*zip(people, held, strict=True), (late, late.hand)]
    for turn in order:
        person, assignment_id = presses[turn]
        person.answer(turn % 2, assignment_id)
    assert scene.tasks("n_answers, n_offered, state") == [(3, 0, "CLOSED")]
    assert scene.rows("SELECT count(*), sum(counted) FROM answer") == [(4, 3)]
    assert scene.project(ProjectId(1)).n_late == 1


def test_a_named_task_closes_when_all_its_people_answered_or_skipped(scene: Scene) -> None:
    project = scene.running("a", named=["2 3"], target="99", fewest=3, most=5)
    ada, ben = scene.people(2, 3)
    ada.answer(NO)
    assert scene.tasks("state") == [("OPEN",)]
    ben.skip()
    assert scene.reasons() == ["nobody_left"]
    assert scene.tasks("label, n_answers") == [(NO, 1)]
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED


def test_a_task_with_no_answer_at_all_closes_without_a_label(scene: Scene) -> None:
    project = scene.running("a", named=["2"])
    scene.person(2).skip()
    assert scene.rows("SELECT label, confidence, n_answers, reason FROM consensus") == [
        (None, 0.0, 0, "nobody_left")
    ]
    assert scene.project(project).mean_confidence is None


@pytest.mark.parametrize("way", ["leave", "block"])
def test_a_named_task_closes_when_the_last_of_its_people_goes(scene: Scene, way: str) -> None:
    scene.running("a", "b", named=["2 3", "3"])
    ada, ben = scene.people(2, 3)
    ada.answer(YES)
    assert scene.reasons() == []
    getattr(ben, way)()
    assert scene.reasons() == ["nobody_left", "nobody_left"]
    scene.settle()
    assert scene.project(ProjectId(1)).state is ProjectState.COMPLETED


def test_a_named_task_waits_for_people_who_never_came_or_are_paused(scene: Scene) -> None:
    scene.running("a", named=["2 3 4"], fewest=3)
    ada, ben = scene.people(2, 3)
    ada.answer(YES)
    ben.pause()
    assert scene.tasks("state") == [("OPEN",)]
    scene.person(4).answer(YES)
    assert scene.tasks("state") == [("OPEN",)]


def test_a_named_task_whose_people_left_before_the_launch_closes_at_the_launch(scene: Scene) -> None:
    ada, ben = scene.people(2, 3)
    ada.leave()
    ben.block()
    file = task_file("a", "b", named=["2 3", "2 4"])
    project = scene.launch(scene.ready(file))
    assert scene.reasons() == ["nobody_left"]
    assert scene.tasks("state") == [("CLOSED",), ("OPEN",)]
    assert scene.project(project).state is ProjectState.RUNNING


def test_an_offer_in_flight_keeps_a_named_task_open(scene: Scene) -> None:
    scene.running("a", named=["2 3"], target="99", fewest=2, most=2)
    ada, ben = scene.people(2, 3)
    ada.skip()
    assert scene.tasks("state, n_offered") == [("OPEN", 1)]
    ben.answer(YES)
    assert scene.reasons() == ["nobody_left"]


def test_who_waits_for_a_named_task_gets_it_the_moment_it_is_free(scene: Scene) -> None:
    scene.running("a", named=["2 3"], fewest=1, most=1)
    ada, ben = scene.people(2, 3)
    assert ben.sees is None
    ada.skip()
    assert ben.sees == "a"


def test_nothing_that_a_contributor_sees_tells_gold_from_other_tasks(scene: Scene) -> None:
    file = task_file(*["a"] * 40, gold=["Yes"] * 20)
    scene.launch(scene.ready(file, fewest=2, most=2))
    ada = scene.person(2)
    views = []
    while (task := ada.card.task) is not None:
        views.append(dataclasses.replace(task, assignment_id=None))
        ada.answer(YES)
    gold = scene.value("SELECT count(*) FROM answer JOIN gold USING (task_id)")
    assert isinstance(gold, int)
    assert 0 < gold < len(views)
    assert [view for view in views if view != views[0]] == []
    assert {field.name for field in dataclasses.fields(TaskView)} == {
        "assignment_id",
        "project",
        "question",
        "content",
        "form",
    }
    assert set(views[0].content) == {"text"}


def test_a_cancelled_project_keeps_what_its_answers_say_so_far(scene: Scene) -> None:
    project = scene.running("a", "b", "c", gold=["", "", "No"], fewest=2, most=4)
    ada, _ = scene.people(*ids_without_gold(2))
    ada.answer(YES)
    scene.do(cancel_project, project, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)
    rows = scene.rows("SELECT label, confidence > 0.5, n_answers, reason FROM consensus ORDER BY task_id")
    assert rows == [(YES, 1, 1, "cancelled"), (None, 0, 0, "cancelled"), (NO, 1, 0, "known")]
    found = scene.project(project)
    assert (found.n_closed, found.n_stated) == (3, 1), (
        "neither gold nor what nobody answered has a confidence"
    )
    assert found.mean_confidence is not None
    assert found.mean_confidence > 0.5


def _refit(scene: Scene, project: ProjectId) -> None:
    data = scene.do(read_first, project)
    scene.do(store_fit_whole, data, fit(data))
    scene.do(redecide_tasks, project, after=0, limit=2, terms=scene.terms, at=scene.now)


def test_a_full_fit_leaves_skills_equal_to_their_answers(scene: Scene) -> None:
    project = scene.running(*"abcdefgh", target="99", fewest=5, most=5)
    for person in scene.people(2, 3, 4):
        while (text := person.sees) is not None:
            person.answer(YES if text in "abcd" or person.id == 4 else NO)
    assert scene.do(questions_to_fit) == [(project, scene.project(project).question.id)]
    _refit(scene, project)
    assert scene.ledger.skills_off < 1e-9
    assert scene.ledger.tasks_off == 0
    assert scene.do(questions_to_fit) == []
    ada, ben, clara = scene.rows('SELECT round("right" / answered, 6) FROM skill ORDER BY contributor_id')
    assert ada == ben > clara


def test_a_fit_that_is_cut_short_anywhere_is_made_again_even_where_all_tasks_have_closed(
    scene: Scene,
) -> None:
    project = scene.running(*"abcdefgh", target="99", fewest=3, most=3)
    question = scene.project(project).question.id
    for person in scene.people(2, 3, 4):
        while (text := person.sees) is not None:
            person.answer(YES if text in "abcd" else NO)
    scene.settle()
    assert scene.project(project).state is ProjectState.COMPLETED
    assert scene.do(questions_to_fit) == []
    scene.do(begin_fit, question)
    assert scene.do(questions_to_fit) == [(project, question)]
    _refit(scene, project)
    # It is stored, but the tasks have not all been decided by it.
    assert scene.do(questions_to_fit) == [(project, question)]
    assert count_unsettled(scene.path) == 1
    scene.do(end_fit, question)
    assert scene.do(questions_to_fit) == []
    assert count_unsettled(scene.path) == 0


def test_an_answer_changed_while_a_fit_ran_keeps_its_own_credit(scene: Scene) -> None:
    project = scene.running("a", "b", target="99", fewest=3, most=3)
    ada, ben = scene.people(2, 3)
    first = ada.hand
    for person in (ada, ben):
        while person.sees is not None:
            person.answer(YES)
    data = scene.do(read_first, project)
    found = fit(data)
    ada.change(NO, first)
    own = "SELECT credit FROM answer WHERE assignment_id = :id AND counted"
    credit = scene.value(own, id=first)
    scene.do(store_fit_whole, data, found)
    assert scene.value(own, id=first) == credit
    assert scene.rows("SELECT count(*) FROM answer WHERE counted AND credit IS NULL") == [(0,)]
    assert scene.ledger.skills_off < 1e-9


def test_corrected_skills_may_close_tasks_and_wake_who_waits(scene: Scene) -> None:
    project = scene.running(*"abcdefghij", target="99", fewest=2, most=9)
    for person in scene.people(2, 3):
        while person.sees is not None:
            person.answer(YES)
    open_before = scene.rows("SELECT count(*) FROM task WHERE state = 'OPEN'")
    after: int | None = 0
    data = scene.do(read_first, project)
    scene.do(store_fit_whole, data, fit(data))
    pages = 0
    while after is not None:
        after = scene.do(redecide_tasks, project, after=after, limit=3, terms=scene.terms, at=scene.now)
        pages += 1
    assert pages >= 2
    assert scene.rows("SELECT count(*) FROM task WHERE state = 'OPEN'") <= open_before
    assert scene.ledger.tasks_off == 0


def test_a_task_closed_on_too_little_opens_again_when_a_fit_knows_better(scene: Scene) -> None:
    """Two people agree on everything, then prove to be wrong wherever the truth is known."""
    project = scene.running(*"abcdefghijklm", target="75", fewest=2, most=6)
    for person in scene.people(2, 3):
        while person.sees is not None:
            person.answer(YES)
    assert set(scene.reasons()) == {"target"}
    scene.rows(
        "INSERT INTO gold (task_id, question_id, label) SELECT id, 1, :no FROM task ORDER BY id LIMIT 12",
        no=NO,
    )
    waiting = scene.running("z", target="99", fewest=2, most=9)
    assert scene.project(waiting).state is ProjectState.RUNNING
    data = scene.do(read_first, project)
    found = fit(data)
    scene.do(store_fit_whole, data, found)
    scene.do(
        reopen_tasks,
        project,
        data.question.id,
        found.values,
        after=0,
        limit=100,
        terms=scene.terms,
        at=scene.now,
    )
    assert (
        scene.rows("SELECT count(*) FROM task WHERE project_id = :id AND state = 'OPEN'", id=project)[0][0]
        > 0
    )
    assert scene.project(project).state is ProjectState.RUNNING
    assert scene.ledger.tasks_off == 0
