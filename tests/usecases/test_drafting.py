"""A file becomes a project: what is understood, and the dialogue about the rest."""

import pytest
from usecase_scene import NO, PANEL, PRESETS, REQUESTER, Scene, task_file

from crowd.errors import (
    Conflict,
    GoldUnknown,
    NotFound,
    NotRequester,
    ValueRefused,
)
from crowd.ids import ProjectId
from crowd.kinds.one_of import OPTIONS
from crowd.people.visitors import Visitor
from crowd.projects.draft import DraftStep
from crowd.projects.efforts import Effort, effort_of
from crowd.projects.project import MAX_NAME, ProjectState
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS
from storage.drafting.dialogues import find_dialogue
from storage.drafting.previews import Preview
from usecases.conversation.read_views import (
    read_dialogue,
)
from usecases.drafting.answer_draft import answer_draft, go_to_step
from usecases.drafting.choose_suggestion import choose_suggestion
from usecases.drafting.import_tasks import import_tasks, name_from_file
from usecases.drafting.preview_task import preview_shown, preview_task, read_preview
from usecases.drafting.suggest_answers import suggest_answers
from usecases.terms import Terms

MINE = Visitor(id=REQUESTER, locale="en")


def _step(scene: Scene, project: ProjectId) -> DraftStep | None:
    view = scene.do(read_dialogue, REQUESTER, project)
    return view.step if view else None


def _go(scene: Scene, project: ProjectId, step: str) -> None:
    scene.do(go_to_step, project, step, by=REQUESTER, pressed=PANEL, terms=scene.terms, at=scene.now)


def test_a_file_becomes_a_draft_that_asks_for_the_question(scene: Scene) -> None:
    project = scene.draft(task_file("a", "b", named=["2 3", ""], gold=["Yes", ""]))
    found = scene.project(project)
    assert (found.state, found.name, found.n_tasks, found.n_gold) == (ProjectState.DRAFT, "rte", 2, 1)
    assert _step(scene, project) is DraftStep.QUESTION
    assert scene.do(find_dialogue, REQUESTER) is not None
    assert scene.rows("SELECT kind FROM outbox ORDER BY id") == [("PREVIEW",), ("DIALOGUE",)]
    assert scene.tasks("offer, named") == [(1, 1), (1, 0)], "but nobody is offered a draft"
    assert scene.person(2).sees is None, "nothing is offered before the launch"


def test_the_preview_shows_a_task_as_contributors_will_see_it_and_no_gold(scene: Scene) -> None:
    project = scene.draft(task_file("a", "b", gold=["Yes", "No"]))
    first, third = (scene.do(read_preview, project, skip) for skip in (0, 2))
    assert first is not None
    assert first.task.content == {"text": "a"}
    assert (first.number, first.total) == (0, 2)
    assert third == first, "past the last comes the first again"


def test_a_new_preview_takes_the_buttons_off_the_one_before_and_a_turned_one_does_not(scene: Scene) -> None:
    project = scene.draft(task_file("a", "b"))
    scene.connection.execute("DELETE FROM outbox")

    def shown(message_id: int) -> list[tuple[object, ...]]:
        scene.do(
            preview_shown, Preview(chat_id=REQUESTER, project_id=project, message_id=message_id), at=scene.now
        )
        return scene.rows("SELECT ref FROM outbox WHERE kind = 'RETIRE'")

    assert shown(31) == []
    scene.do(
        preview_task, project, 1, by=REQUESTER, in_place=True, pressed=31, terms=scene.terms, at=scene.now
    )
    assert scene.rows("SELECT body FROM outbox WHERE kind = 'PREVIEW'") == [
        ('{"skip": 1, "message_id": 31}',)
    ]
    assert shown(31) == []
    assert shown(40) == [(31,)]


def test_a_file_above_the_limit_stores_nothing(scene: Scene) -> None:
    before = scene.everything()
    terms = Terms(open_requesters=True, most_tasks=1)
    with pytest.raises(ValueRefused) as refused:
        scene.do(import_tasks, task_file("a", "b"), name="a.csv", by=MINE, terms=terms, at=scene.now)
    assert refused.value.reason == "tasks-too-many"
    assert scene.everything() == before


def test_a_file_of_who_is_no_requester_stores_nothing(scene: Scene) -> None:
    before = scene.everything()
    with pytest.raises(NotRequester):
        scene.do(import_tasks, task_file("a"), name="a.csv", by=MINE, terms=Terms(), at=scene.now)
    assert scene.everything() == before


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("rte.csv", "rte"),
        ("my_first__set.v2.jsonl", "my first set.v2"),
        ("C:\\Users\\x\\pets.csv", "pets"),
        ("../../etc/passwd", "passwd"),
        (".csv", "tasks"),
        ("", "tasks"),
        ("x" * 200 + ".csv", "x" * MAX_NAME),
    ],
)
def test_a_project_is_first_named_after_its_file(name: str, expected: str) -> None:
    assert name_from_file(name) == expected


def test_the_dialogue_asks_each_step_in_order_and_stores_each_answer(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    steps = []
    for text in ("Is it\na cat?", "Yes\nNo\n\nUnsure"):
        steps.append(_step(scene, project))
        scene.say(text)
    assert steps == [DraftStep.QUESTION, OPTIONS]
    assert _step(scene, project) is DraftStep.READY
    found = scene.project(project)
    assert (found.name, found.question.text, found.options) == (
        "rte",
        "Is it a cat?",
        ("Yes", "No", "Unsure"),
    )
    assert effort_of(found.rule, most_sure=1.0) is Effort.BALANCED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90 %", (0.9, 3, 7)),
        ("2-9", (0.95, 2, 9)),
        ("0,8, 1 to 4 answers", (0.8, 1, 4)),
        ("99.9 3-3", (0.999, 3, 3)),
        ("99,9 3-3", (0.999, 3, 3)),
        ("95, 3-5", (0.95, 3, 5)),
        ("９５％ ３〜５", (0.95, 3, 5)),
        ("80 %, de 2 a 6", (0.8, 2, 6)),
        ("quick", (0.85, 2, 4)),
    ],
)
def test_exact_numbers_are_typed_in_one_line(
    scene: Scene, text: str, expected: tuple[float, int, int]
) -> None:
    project = scene.draft(task_file("a"))
    scene.say("Is it?", "Yes, No", text)
    rule = scene.project(project).rule
    assert (rule.target, rule.min_answers, rule.max_answers) == expected
    assert _step(scene, project) is DraftStep.READY


def test_an_effort_keeps_the_rules_that_it_says_nothing_of(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    _go(scene, project, DraftStep.MARGIN)
    scene.say("2", "careful")
    rule = scene.project(project).rule
    assert (rule.margin, rule.target, rule.max_answers) == (2, 0.99, 12)


@pytest.mark.parametrize("step", ["TARGET", "MIN", "MAX"])
def test_a_draft_that_an_older_version_left_half_way_goes_on(scene: Scene, step: str) -> None:
    """What the dialogue was at before it asked fewer questions; the upgrade has made the project ready."""
    project = scene.draft(task_file("a"))
    scene.say("Is it?", "Yes, No")
    scene.connection.execute("UPDATE dialogue SET step = ?", (step,))
    assert _step(scene, project) is DraftStep[step]
    scene.say({"TARGET": "80 %", "MIN": "1", "MAX": "9"}[step])
    assert _step(scene, project) is DraftStep.READY
    scene.launch(project)


def test_a_draft_that_was_asked_for_its_name_goes_on_with_the_question(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    scene.connection.execute("UPDATE dialogue SET step = 'NAME'")
    scene.connection.execute("UPDATE project SET draft = json_set(draft, '$.step', 'NAME')")
    scene.say("Pets", "Is it?", "Yes, No")
    assert _step(scene, project) is DraftStep.READY
    assert scene.project(project).name == "Pets"


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        (DraftStep.NAME, "   ", "text-empty"),
        (DraftStep.NAME, "x" * 81, "text-too-long"),
        (DraftStep.QUESTION, "\n\t", "text-empty"),
        (DraftStep.QUESTION, "x" * 501, "text-too-long"),
        (OPTIONS, "Yes", "options-too-few"),
        (OPTIONS, "", "options-too-few"),
        (OPTIONS, "Yes, yes", "option-twice"),
        (OPTIONS, "Yes, " + "n" * (MAX_OPTION + 1), "option-too-long"),
        (OPTIONS, "\n".join(f"option {n}" for n in range(200)), "options-too-many"),
        (OPTIONS, ";".join(f"option {n}" for n in range(MAX_OPTIONS + 1)), "options-too-many"),
        (DraftStep.TARGET, "high", "not-a-number"),
        (DraftStep.TARGET, "nan", "not-a-number"),
        (DraftStep.TARGET, "-1", "not-a-number"),
        (DraftStep.TARGET, "0.4", "target-out-of-range"),
        (DraftStep.TARGET, "100", "target-out-of-range"),
        (DraftStep.TARGET, "1e5", "not-a-number"),
        (DraftStep.MIN, "0", "count-out-of-range"),
        (DraftStep.MIN, "1.5", "not-whole"),
        (DraftStep.MIN, "1001", "count-out-of-range"),
        (DraftStep.MIN, "many", "not-a-number"),
        (DraftStep.MIN, "95%", "count-is-share"),
        (DraftStep.MIN, "0,95", "count-is-share"),
        (DraftStep.MAX, "1", "max-below-min"),
        (DraftStep.MAX, "1001", "count-out-of-range"),
        (DraftStep.READY, "anything", "draft-ready"),
        (DraftStep.READY, "3", "draft-ready"),
        (DraftStep.READY, "7-3", "range-backwards"),
        (DraftStep.MORE, "anything", "draft-ready"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason_and_the_step_stays(
    scene: Scene, step: DraftStep, text: str, reason: str
) -> None:
    project = scene.ready(task_file("a"))
    _go(scene, project, step)
    before = scene.everything()
    with pytest.raises(ValueRefused) as refused:
        scene.say(text)
    assert refused.value.reason == reason
    assert (scene.everything(), _step(scene, project)) == (before, step)


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Yes, No", ("Yes", "No")),
        ("Yes; No, maybe", ("Yes", "No, maybe")),
        ("a, b\nc; d", ("a, b", "c; d")),
        ("是，否、不知道", ("是", "否", "不知道")),
        ("Ja；Nein, vielleicht", ("Ja", "Nein, vielleicht")),
        ("Yes / No / Unsure", ("Yes", "No", "Unsure")),
        ("Yes · No", ("Yes", "No")),
        ("1-5", ("1", "2", "3", "4", "5")),
        ("0 to 3", ("0", "1", "2", "3")),
        (" Yes ,, No ,", ("Yes", "No")),
        ("<b>ja</b>, nein 🙂, لا", ("<b>ja</b>", "nein 🙂", "لا")),
        (";".join(f"o{n}" for n in range(MAX_OPTIONS)), tuple(f"o{n}" for n in range(MAX_OPTIONS))),
    ],
)
def test_options_are_one_a_line_or_separated(scene: Scene, text: str, options: tuple[str, ...]) -> None:
    project = scene.draft(task_file("a"))
    scene.say("Is it?", text)
    assert scene.project(project).options == options


@pytest.mark.parametrize(
    ("text", "target"), [("0.95", 0.95), ("0,95", 0.95), ("95", 0.95), ("95 %", 0.95), ("９５％", 0.95)]
)
def test_a_target_is_read_however_it_is_written(scene: Scene, text: str, target: float) -> None:
    project = scene.ready(task_file("a"))
    _go(scene, project, DraftStep.TARGET)
    scene.say(text)
    assert scene.project(project).rule.target == target


def test_every_step_can_be_corrected_and_the_dialogue_goes_back_to_where_it_was(scene: Scene) -> None:
    project = scene.ready(task_file("a"))
    corrections = {
        DraftStep.NAME: "Other",
        DraftStep.QUESTION: "Is it a dog?",
        OPTIONS: "Sí, No",
        DraftStep.TARGET: "80",
        DraftStep.MIN: "1",
        DraftStep.MAX: "4",
    }
    for step, text in corrections.items():
        _go(scene, project, step)
        assert _step(scene, project) == step
        scene.say(text)
        assert _step(scene, project) is DraftStep.READY
    found = scene.project(project)
    assert (found.name, found.question.text, found.options) == ("Other", "Is it a dog?", ("Sí", "No"))
    assert (found.rule.target, found.rule.min_answers, found.rule.max_answers) == (0.8, 1, 4)


def test_a_step_not_reached_yet_cannot_be_jumped_to(scene: Scene) -> None:
    project = scene.draft(task_file("a"))
    with pytest.raises(Conflict):
        _go(scene, project, DraftStep.TARGET)


def test_raising_the_fewest_answers_above_the_most_raises_both(scene: Scene) -> None:
    project = scene.ready(task_file("a"), fewest=2, most=3)
    _go(scene, project, DraftStep.MIN)
    scene.say("8")
    found = scene.project(project)
    assert (found.rule.min_answers, found.rule.max_answers) == (8, 8)


def test_gold_labels_that_are_no_options_are_listed_by_row(scene: Scene) -> None:
    project = scene.draft(task_file(*"abc", gold=["Yes", "Maybe", "Yse"]))
    scene.say("Is it?")
    before = scene.everything()
    with pytest.raises(GoldUnknown) as refused:
        scene.say("Yes, No")
    assert (list(refused.value.rows), refused.value.total) == ([(3, "Maybe"), (4, "Yse")], 2)
    assert scene.everything() == before
    assert _step(scene, project) == OPTIONS


def test_many_unknown_gold_labels_are_counted_and_only_some_shown(scene: Scene) -> None:
    scene.draft(task_file(*(f"t{n}" for n in range(40)), gold=[f"g{n}" for n in range(40)]))
    scene.say("Is it?")
    with pytest.raises(GoldUnknown) as refused:
        scene.say("Yes, No")
    assert (len(refused.value.rows), refused.value.total) == (10, 40)


def test_gold_is_the_option_that_it_looks_like(scene: Scene) -> None:
    scene.launch(scene.ready(task_file("a", "b", gold=["no", "N\u200bO"])))
    assert scene.rows("SELECT label FROM gold") == [(NO,), (NO,)]


def test_correcting_the_options_moves_the_gold_labels_with_them(scene: Scene) -> None:
    project = scene.ready(task_file("a", gold=["No"]))
    _go(scene, project, OPTIONS)
    scene.say("No, Yes")
    scene.launch(project)
    assert scene.value("SELECT label FROM gold") == 0


@pytest.mark.parametrize(
    ("gold", "suggested"),
    [
        (("neutral", "positive"), ["neutral, positive", "positive, neutral, negative"]),
        (("Positive",), ["Positive, Neutral, Negative"]),
        (("negative", "neutral", "positive"), ["positive, neutral, negative"]),
        (("good", "positive"), ["good, positive"]),
    ],
)
def test_usual_options_are_suggested_as_the_known_answers_are_spelled(
    scene: Scene, gold: tuple[str, ...], suggested: list[str]
) -> None:
    project = scene.draft(task_file(*"abc"[: len(gold)], gold=gold))
    scene.say("Which?")
    view = scene.do(read_dialogue, REQUESTER, project)
    assert view is not None
    found = suggest_answers(view, ("Yes\nNo", "Positive\nNeutral\nNegative"))
    assert [one.replace("\n", ", ") for one in found] == suggested


def test_numbers_the_wrong_way_round_are_refused_with_the_right_ones(scene: Scene) -> None:
    scene.ready(task_file("a"))
    with pytest.raises(ValueRefused) as refused:
        scene.say("95 % 7-3")
    assert (refused.value.reason, refused.value.limits) == ("range-backwards", {"fewest": 7, "most": 3})


def test_a_suggestion_is_taken_like_a_typed_answer(scene: Scene) -> None:
    project = scene.draft(task_file("a", "b", gold=["cat", "dog"]))

    def choose(step: DraftStep, choice: int) -> None:
        scene.do(
            choose_suggestion,
            project,
            step,
            choice,
            presets=PRESETS,
            by=REQUESTER,
            pressed=PANEL,
            terms=scene.terms,
            at=scene.now,
        )

    scene.say("Which?")
    choose(OPTIONS, 0)
    choose(DraftStep.READY, 0)
    assert effort_of(scene.project(project).rule, most_sure=1.0) is Effort.QUICK
    for step, choice in ((DraftStep.TARGET, 2), (DraftStep.MIN, 3), (DraftStep.MAX, 0), (DraftStep.NAME, 0)):
        _go(scene, project, step)
        choose(step, choice)
    found = scene.project(project)
    assert (found.name, found.options) == ("rte", ("cat", "dog"))
    assert (found.rule.target, found.rule.min_answers, found.rule.max_answers) == (0.99, 5, 5)
    before = scene.everything()
    for step, choice in ((DraftStep.NAME, 0), (DraftStep.READY, 3), (DraftStep.MORE, 0)):
        with pytest.raises(Conflict):
            choose(step, choice)
    assert scene.everything() == before


def test_a_second_file_begins_its_own_dialogue_and_the_first_can_be_taken_up_again(scene: Scene) -> None:
    first = scene.draft(task_file("a"))
    scene.say("Is it one?")
    second = scene.draft(task_file("b"))
    assert (_step(scene, first), _step(scene, second)) == (None, DraftStep.QUESTION)
    _go(scene, first, DraftStep.QUESTION)
    scene.say("Is it first?")
    assert scene.project(first).question.text == "Is it first?"
    assert scene.project(second).question.text == ""


def test_who_is_in_no_dialogue_answers_none(scene: Scene) -> None:
    with pytest.raises(NotFound):
        scene.say("Pets")


@pytest.mark.parametrize("step", ["NOWHERE", "options", "RANGE"])
def test_a_step_that_does_not_exist_is_refused_and_changes_nothing(scene: Scene, step: str) -> None:
    project = scene.ready(task_file("a"))
    before = scene.everything()
    for go in (
        lambda: _go(scene, project, step),
        lambda: scene.do(
            answer_draft, "x", by=REQUESTER, step=step, project_id=project, terms=scene.terms, at=scene.now
        ),
    ):
        with pytest.raises(Conflict):
            go()
    assert scene.everything() == before
