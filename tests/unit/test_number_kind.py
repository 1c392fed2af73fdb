"""The kind for numbers: how it is set up, which answers are possible, which look like a slip."""

import json
from array import array

import pytest

from crowd.deciding.policy import StopRule
from crowd.errors import InvalidInput, ValueRefused
from crowd.kinds import kinds_for
from crowd.kinds.fitting import FitInput
from crowd.kinds.kind import WeighedAnswer
from crowd.kinds.number import RANGE, TOLERANCE, UNIT, Number
from crowd.kinds.number.ranges import Range
from crowd.kinds.question import Question
from handlers.kinds.number import NumberFace
from handlers.texts import LOCALES, texts_in

KIND = Number()
AGES = Range(low=0, high=120, unit="years", tolerance=2)
RULE = StopRule(target=0.9, min_answers=2, max_answers=9)


def set_up(*typed: str) -> Range:
    config = Range()
    for step, text in zip(KIND.steps, typed, strict=False):
        config = KIND.configure(config, step, text)
    return config


def test_it_is_set_up_step_by_step_and_stored_as_it_is() -> None:
    config = set_up("0.0 to 50.0 lb", "kg", "10 %")
    assert config == Range(low=0, high=50, decimals=1, unit="kg", tolerance=10, is_share=True)
    assert KIND.read_config(KIND.write_config(config)) == config
    assert KIND.read_config("{}") == Range()


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        (UNIT, "x" * 17, "unit-too-long"),
        (UNIT, "2nd", "unit-unclear"),
        (TOLERANCE, "60", "tolerance-too-wide"),
        (TOLERANCE, "60 %", "tolerance-too-wide"),
        (RANGE, "0 to 4", "tolerance-too-wide"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(step: str, text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        KIND.configure(AGES, step, text)
    assert refused.value.reason == reason


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_is_suggested_can_be_chosen(locale: str) -> None:
    texts = texts_in(locale)
    golds = ([], ["3", "47", "88"], ["-1.25", "4.5"], ["0"])
    for gold in golds:
        for chosen in KIND.suggest(Range(), RANGE, gold, NumberFace().presets(RANGE, texts)):
            config = KIND.configure(Range(), RANGE, chosen)
            assert all(KIND.read_cell(text, config) is not None for text in gold)
            for unit in KIND.suggest(config, UNIT, gold, NumberFace().presets(UNIT, texts)):
                measured = KIND.configure(config, UNIT, unit)
                usual = KIND.suggest(measured, TOLERANCE, gold, NumberFace().presets(TOLERANCE, texts))
                assert {KIND.configure(measured, TOLERANCE, right) for right in usual}


def test_many_known_numbers_ask_for_a_number_and_few_may_be_options() -> None:
    def likeliest(*gold: str) -> str:
        return kinds_for(gold)[0].name

    assert likeliest(*map(str, range(13))) == "number"
    assert likeliest(*map(str, range(12))) == "one_of"
    assert likeliest(*map(str, range(60))) == "number", "options can't be so many"
    assert likeliest(*map(str, range(60)), "none") != "number"
    assert likeliest() == "one_of"


@pytest.mark.parametrize("raw", [121, -1, 1.5, "12", True, None, float("nan"), float("inf"), [12]])
def test_an_impossible_answer_is_refused_wherever_it_comes_from(raw: object) -> None:
    with pytest.raises(InvalidInput):
        KIND.check(raw, AGES)


def test_equal_numbers_are_stored_alike() -> None:
    one_decimal = Range(decimals=1)
    stored = {
        json.dumps(KIND.check(raw, config))
        for raw, config in (
            (12, AGES),
            (12.0, AGES),
            (-0.0, one_decimal),
            (0, one_decimal),
            (0.1 + 0.2, one_decimal),
        )
    }
    assert stored == {"12", "0.0", "0.3"}


def test_thousands_are_read_as_decimals_where_only_those_are_possible() -> None:
    assert KIND.read("1.500", Range(low=0, high=2000)) == 1500
    assert KIND.read("1,500", Range(low=0, high=10, decimals=1)) == 1.5
    assert KIND.read("1,500", Range(low=0, decimals=3)) == 1.5
    assert KIND.read("1,500", AGES) is None


def test_a_number_is_written_with_its_unit_for_people_and_alone_for_files() -> None:
    weight = Range(decimals=1, unit="kg")
    assert KIND.write(12.0, weight) == "12.0 kg"
    assert KIND.write_cell(12.0, weight) == "12.0"
    assert KIND.cells(12.0, {"low": 11.5, "high": 13.0}, weight) == ("12.0", "11.5", "13.0", "kg")
    assert KIND.cells(12.0, {}, weight) == ("12.0", "", "", "kg")


def test_two_answers_say_the_same_if_either_may_be_true() -> None:
    assert KIND.is_alike(40, 42, AGES)
    assert not KIND.is_alike(40, 43, AGES)
    tenth = Range(tolerance=10, is_share=True)
    assert KIND.is_alike(100, 110, tenth)
    assert not KIND.is_alike(100, 112, tenth)


def test_a_guess_is_right_as_often_as_the_tolerance_fits_the_range() -> None:
    assert KIND.n_choices(Range(low=0, high=99)) == 100
    assert KIND.n_choices(Range(low=0, high=99, tolerance=5)) == 10
    assert KIND.n_choices(Range(low=0, high=10, tolerance=4)) == 2
    assert KIND.n_choices(Range(low=0)) == 20


def fitted(*numbers: float) -> str:
    n = len(numbers)
    data = FitInput(
        task=array("q", range(n)),
        contributor=array("q", range(n)),
        value=list(numbers),
        credit=array("d", [0.5] * n),
    )
    return KIND.fit(data, Range(low=0)).model


def test_a_number_ten_times_larger_or_smaller_than_nearly_all_is_doubted() -> None:
    model, config = fitted(*range(30, 60)), Range(low=0)
    assert KIND.doubt(600, config, model) == {"sure": 600}
    assert KIND.doubt(3, config, model) == {"sure": 3}
    for usual in (0, 4, 45, 500):
        assert KIND.doubt(usual, config, model) is None, usual
    assert KIND.doubt(10**9, config, None) is None, "before anybody has answered, nothing is odd"
    assert KIND.doubt(5, config, fitted(*([0] * 30))) is None, "nothing is ten times 0"


def test_online_and_fitted_say_the_same() -> None:
    answers = {1: (40, 41, 39), 2: (60, 61), 3: (20, 80, 21, 20)}
    rows = [(task, person, number) for task, given in answers.items() for person, number in enumerate(given)]
    data = FitInput(
        task=array("q", [row[0] for row in rows]),
        contributor=array("q", [row[1] for row in rows]),
        value=[row[2] for row in rows],
        credit=array("d", [float("nan")] * len(rows)),
        gold={1: 40},
    )
    found = KIND.fit(data, AGES)
    learnt = dict(found.people.make(slice(0, found.people.n_rows)))
    credits_now = {
        (credit.task_id, credit.contributor_id): credit.credit
        for credit in found.credits.make(slice(0, found.credits.n_rows))
    }
    for place, (task, given) in enumerate(answers.items()):
        weighed = [
            WeighedAnswer(value=number, right=0, answered=0, learnt=learnt[person])
            for person, number in enumerate(given)
        ]
        verdict = KIND.decide(weighed, AGES, found.model, rule=RULE, known=data.gold.get(task))
        assert found.values.task_ids[place] == task
        assert verdict.value == found.values.value[place]
        assert verdict.confidence == pytest.approx(found.values.confidence[place])
        for person, credit in enumerate(verdict.credits):
            assert credits_now[task, person] == pytest.approx(credit)
    assert credits_now[1, 0] == 1.0


def test_without_answers_nothing_is_said() -> None:
    verdict = KIND.decide([], AGES, None, rule=RULE)
    assert (verdict.value, verdict.confidence, verdict.credits) == (None, 0.0, ())
    empty = KIND.fit(FitInput(), AGES)
    assert (empty.n_answers, list(empty.values.value)) == (0, [])
    assert KIND.decide([], AGES, empty.model, rule=RULE).within_reach


def test_a_pad_takes_digits_one_at_a_time() -> None:
    face = NumberFace()
    question = Question(id=1, kind=KIND, text="?", config=Range(decimals=1))  # type: ignore[arg-type]
    partial = None
    seen = []
    taps = [("digit", 0), ("digit", 7), ("point", 0), ("point", 0), ("digit", 5), ("digit", 9), ("sign", 0)]
    for op, argument in [*taps, ("back", 0), ("back", 0)]:
        partial = face.press(question, op, argument, partial).partial  # type: ignore[union-attr, attr-defined]
        seen.append(partial["digits"])
    assert seen == ["0", "7", "7.", "7.", "7.5", "7.5", "-7.5", "-7.", "-7"]
    assert face.press(question, "done", 0, partial) == -7
    for op, argument in (("fly", 0), ("digit", 10), ("number", 3)):
        with pytest.raises(InvalidInput):
            face.press(question, op, argument, partial)
