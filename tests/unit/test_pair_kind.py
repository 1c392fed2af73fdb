"""The kind for pairs: how it is set up, which side is which item, which answers are possible, and the ranking."""

import random
from array import array
from dataclasses import replace

import pytest

from crowd.deciding.policy import StopRule
from crowd.errors import InvalidInput, ValueRefused
from crowd.ids import AssignmentId, QuestionId
from crowd.kinds.fitting import FitInput
from crowd.kinds.items import order_of
from crowd.kinds.kind import WeighedAnswer
from crowd.kinds.pair import COLUMNS, TIES, Pair, Sides
from crowd.kinds.question import Question
from handlers.kinds.pair import PairFace
from handlers.packing import Small, Word
from handlers.taps import AnswerTap, ResumeTap
from handlers.texts import LOCALES, texts_in

KIND, FACE = Pair(), PairFace()
COFFEE = {"prompt": "Which drink?", "old": "Tea", "new": "Coffee"}
BOTH = Sides(columns=("old", "new"), tie="Tie", bad="Both bad")
RULE = StopRule(target=0.9, min_answers=2, max_answers=9)


def asked(config: Sides = BOTH, *, task: int = 0, person: int = 0) -> Question:
    question = Question(id=QuestionId(1), kind=KIND, text="Which is better?", config=config)
    return question.of_task(COFFEE, task=task, person=person)


def turned(*, is_swapped: bool, config: Sides = BOTH) -> Question:
    """The question as asked of somebody who sees the item of the first column on the right, or on the left."""
    return next(
        question
        for person in range(20)
        if (question := asked(config, person=person)).config.sides == ((1, 0) if is_swapped else (0, 1))
    )


def test_it_is_set_up_step_by_step_and_stored_without_any_task() -> None:
    config = KIND.of_task(Sides(), dict.fromkeys(COFFEE, ""), task=0, person=0)
    config = KIND.configure(config, COLUMNS, "Old, NEW")
    config = KIND.configure(config, TIES, "Tie\nBoth bad")
    assert config == BOTH
    assert KIND.read_config(KIND.write_config(asked().config)) == BOTH
    assert KIND.read_config("{}") == Sides()


@pytest.mark.parametrize(
    ("typed", "tie", "bad"),
    [
        ("No", "", ""),
        ("No, one of them", "", ""),
        ("none", "", ""),
        ("Same", "Same", ""),
        ("-\nBoth bad", "", "Both bad"),
    ],
)
def test_a_tie_and_both_bad_are_allowed_apart(typed: str, tie: str, bad: str) -> None:
    config = KIND.configure(replace(BOTH, tie="", bad=""), TIES, typed)
    assert (config.tie, config.bad) == (tie, bad)
    assert KIND.options(config) == ("old", "new", *filter(None, (tie, bad)))


@pytest.mark.parametrize(
    ("step", "typed", "reason"),
    [
        (COLUMNS, "old, newer", "column-unknown"),
        (COLUMNS, "old", "columns-number"),
        (COLUMNS, "old, new, prompt", "columns-number"),
        (COLUMNS, "old\nOLD", "column-twice"),
        (TIES, "a\nb\nc", "ties-unclear"),
        (TIES, "Left", "ties-mean-item"),
        (TIES, "new", "ties-mean-item"),
        (TIES, "Tie\ntie", "option-twice"),
        (TIES, "t" * 65, "option-too-long"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(step: str, typed: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        KIND.configure(asked().config, step, typed)
    assert refused.value.reason == reason
    for locale in LOCALES:
        assert texts_in(locale)(f"refused-{reason}", refused.value.limits)


def test_a_file_with_one_column_has_no_pairs() -> None:
    config = KIND.of_task(Sides(), {"text": ""}, task=0, person=0)
    assert KIND.suggest(config, COLUMNS, [], []) == []
    with pytest.raises(ValueRefused) as refused:
        KIND.configure(config, COLUMNS, "text")
    assert refused.value.reason == "columns-missing"


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_is_suggested_can_be_chosen(locale: str) -> None:
    of_file = KIND.of_task(Sides(), dict.fromkeys(COFFEE, ""), task=0, person=0)
    suggested = KIND.suggest(of_file, COLUMNS, [], FACE.presets(COLUMNS, texts_in(locale)))
    assert suggested == ["old\nnew", "prompt\nold", "prompt\nnew"]
    for text in suggested:
        config = KIND.configure(of_file, COLUMNS, text)
        chosen = [
            KIND.configure(config, TIES, words)
            for words in KIND.suggest(config, TIES, [], FACE.presets(TIES, texts_in(locale)))
        ]
        assert [len(one.outcomes) for one in chosen] == [2, 3, 4]
    again = [KIND.configure(BOTH, TIES, words) for words in KIND.suggest(BOTH, TIES, [], [])]
    assert again == [BOTH]


@pytest.mark.parametrize("n_items", [2, 3, 6])
def test_each_item_stands_in_each_place_equally_often(n_items: int) -> None:
    for person in range(30):
        seen = [order_of(n_items, task=task, person=person) for task in range(5 * n_items)]
        assert all(sorted(order) == list(range(n_items)) for order in seen)
        for place in range(n_items):
            stood = [order[place] for order in seen]
            assert {stood.count(item) for item in range(n_items)} == {5}, "whoever looks sees them evenly"
    first = sum(order_of(n_items, task=7, person=person)[0] == 0 for person in range(1000))
    assert abs(first - 1000 / n_items) < 60, "so does a task, from one person to another"


@pytest.mark.parametrize("is_swapped", [False, True])
def test_a_side_means_the_item_that_stands_there(is_swapped: bool) -> None:
    question = turned(is_swapped=is_swapped)
    left, right = (1, 0) if is_swapped else (0, 1)
    shown = FACE.fields(question, COFFEE, texts_in("en"))
    drinks = ["Coffee", "Tea"] if is_swapped else ["Tea", "Coffee"]
    assert list(shown.items()) == [
        ("prompt", "Which drink?"),
        ("⬅️ Left", drinks[0]),
        ("Right ➡️", drinks[1]),
    ]
    for typed, code in (
        *((word, left) for word in ("left", "/1", "1", "Izquierda", drinks[0].lower())),
        *((word, right) for word in ("RIGHT", "/2", "derecha", drinks[1])),
        *((word, 2) for word in ("tie", "3", "empate")),
        *((word, 3) for word in ("both bad", "/4", "neither")),
    ):
        assert question.read(typed) == code, typed
    assert question.read("5") is None
    assert question.read("old") is None, "nobody sees what a column is called"
    buttons = FACE.show(
        question,
        chosen=left,
        answer=lambda op, argument: AnswerTap(AssignmentId(1), Small(0), Small(0), Word(op), argument),
        turn=lambda _: ResumeTap(),
        here=ResumeTap(),
        texts=texts_in("en"),
    )
    assert [[one.text for one in row] for row in buttons] == [["✓ ⬅️ Left", "Right ➡️"], ["Tie", "Both bad"]]
    taps = [AnswerTap.unpack(str(one.callback_data)) for row in buttons for one in row]
    assert [FACE.press(question, tap.op, tap.argument, None) for tap in taps] == [left, right, 2, 3]


def test_nobody_can_say_what_the_requester_does_not_want() -> None:
    question = turned(is_swapped=False, config=replace(BOTH, tie="", bad=""))
    assert [question.read(typed) for typed in ("tie", "3", "both bad")] == [None] * 3
    for raw in (2, -1, True, "left", None, [0]):
        with pytest.raises(InvalidInput):
            question.check(raw)
    only_bad = turned(is_swapped=False, config=replace(BOTH, tie=""))
    assert [only_bad.read(typed) for typed in ("tie", "3", "both bad")] == [None, 2, 2]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Tea", 0),
        ("coffee", 1),
        ("first", 0),
        ("Second", 1),
        ("old", 0),
        ("right", 1),
        ("tie", 2),
        ("both bad", 3),
        ("cocoa", None),
        ("", None),
    ],
)
def test_a_known_answer_is_an_item_or_its_place(cell: str, code: int | None) -> None:
    for person in range(4):
        assert asked(person=person).read_cell(cell) == code, "whoever it is asked"


def test_an_item_is_named_by_its_text_and_in_files_by_its_column_too() -> None:
    question = asked()
    assert [question.write(code) for code in range(4)] == ["Tea", "Coffee", "Tie", "Both bad"]
    numbers = {"votes": [1, 5, 1, 1]}
    assert KIND.cells(1, numbers, question.config) == ("new", "Coffee", "0.1250", "0.1250")
    assert KIND.cells(2, numbers, question.config) == ("Tie", "", "0.1250", "0.1250")
    assert KIND.cells(0, {}, question.config) == ("old", "Tea", "", "")


def test_the_probability_of_the_better_item_grows_with_those_who_say_so() -> None:
    def decide(*codes: int) -> float:
        answers = [WeighedAnswer(value=code, right=0.0, answered=0.0) for code in codes]
        verdict = KIND.decide(answers, BOTH, None, rule=RULE)
        assert verdict.value == 1
        assert verdict.numbers["votes"] == [codes.count(code) for code in range(4)]
        return verdict.confidence

    assert decide(1) < decide(1, 1) < decide(1, 1, 1)
    assert decide(1, 1, 0) < decide(1, 1)


def test_the_verdict_online_is_that_of_the_fit() -> None:
    dice, data = random.Random(3), FitInput()
    for task in range(60):
        true = dice.randrange(3)
        for person in dice.sample(range(10), 4):
            data.task.append(task)
            data.contributor.append(person)
            data.value.append(true if dice.random() < 0.8 else dice.randrange(4))
    data.credit.extend(array("d", [float("nan")] * len(data.task)))
    found = KIND.fit(data, BOTH)
    learnt = {person: text for page in found.people.of(50) for person, text in page}
    belief = {task: text for page in found.beliefs.of(50) for task, text in page}
    credit = {(c.task_id, c.contributor_id): c.credit for page in found.credits.of(50) for c in page}
    for place, task in enumerate(found.values.task_ids.tolist()):
        answers = [
            WeighedAnswer(
                value=value,
                right=sum(share for (_, who), share in credit.items() if who == person),
                answered=float(data.contributor.count(person)),
                credit=credit[of, person],
                learnt=learnt[person],
                belief=belief[of],
            )
            for of, person, value in zip(data.task, data.contributor, data.value, strict=True)
            if of == task
        ]
        verdict = KIND.decide(answers, BOTH, found.model, rule=RULE)
        assert verdict.value == found.values.value[place]
        assert verdict.confidence == pytest.approx(found.values.confidence[place], abs=2e-4)


def test_the_ranking_holds_all_items_of_all_tasks() -> None:
    def rows(*compared: tuple[str, str, int]) -> list[tuple[dict[str, str], int]]:
        return [({"old": one, "new": other}, code) for one, other, code in compared]

    answers = rows(
        *[("Tea", "Coffee", 1)] * 6,
        *[("Coffee", "Tea", 0)] * 3,
        ("Tea", "Coffee", 0),
        *[("Milk", " tea", 1)] * 3,
        *[("Milk", "Tea", 1)] * 4,
        ("Milk", "Tea", 2),
        ("Milk", "Coffee", 3),
        ("Milk", "Milk", 0),
        ("", "Tea", 0),
    )
    table = [dict(zip(KIND.sheet.header, row, strict=True)) for row in KIND.sheet.write(answers, BOTH)]
    by_item = {row["item"]: row for row in table}
    assert [row["item"] for row in table if row["item"] != "tea"] == ["Coffee", "Tea", "Milk"]
    tea = by_item["Tea"]
    assert (tea["wins"], tea["losses"], tea["ties"], tea["both_bad"]) == (5, 9, 1, 0)
    assert by_item["Milk"]["both_bad"] == 1
    assert all(row["low"] < row["score"] < row["high"] for row in table)
    assert KIND.sheet.write([], BOTH) == []


def test_hundreds_of_items_that_hardly_meet_are_not_ranked() -> None:
    answers = [({"old": f"a{task}", "new": f"b{task}"}, 0) for task in range(300)]
    assert KIND.sheet.write(answers, BOTH) == []
    assert len(KIND.sheet.write(answers[:100], BOTH)) == 200


def test_where_places_and_words_meet_the_summary_says_how_it_is_set_up() -> None:
    texts = texts_in("en")
    question = Question(id=QuestionId(1), kind=KIND, text="?", config=BOTH)
    assert FACE.summary(question, texts) == "Answers: which is better, old or new, or “Tie”, or “Both bad”"
    assert FACE.spread(question, [(1, 3), (0, 1)], texts) == [
        "old: one task (25 %)",
        "new: 3 tasks (75 %)",
    ]
