"""The kind for scales: how it is set up, which answers are possible, and what close enough is worth."""

import random
from array import array

import pytest

from crowd.deciding.policy import StopRule
from crowd.errors import InvalidInput, ValueRefused
from crowd.ids import AssignmentId, QuestionId
from crowd.kinds.fitting import FitInput
from crowd.kinds.kind import WeighedAnswer
from crowd.kinds.question import Question
from crowd.kinds.scale import CLOSENESS, ENDS, LEVELS, Levels, Scale
from handlers.kinds.scale import ScaleFace
from handlers.taps import AnswerTap, ResumeTap
from handlers.texts import LOCALES, texts_in

KIND = Scale()
GRADES = Levels(most=5, low="Bad", high="Good")
RULE = StopRule(target=0.9, min_answers=2, max_answers=9)


def said(*levels: int) -> list[WeighedAnswer]:
    return [WeighedAnswer(value=level - 1, right=0.0, answered=0.0) for level in levels]


def test_it_is_set_up_step_by_step_and_stored_as_it_is() -> None:
    config = Levels()
    for step, text in ((LEVELS, "1 to 7"), (ENDS, "Cold\nHot"), (CLOSENESS, "at most 1")):
        config = KIND.configure(config, step, text)
    assert config == Levels(most=7, low="Cold", high="Hot", slack=1)
    assert KIND.read_config(KIND.write_config(config)) == config
    assert KIND.read_config("{}") == Levels()


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        (LEVELS, "many", "levels-unclear"),
        (LEVELS, "0 to 5", "levels-unclear"),
        (LEVELS, "2", "levels-out-of-range"),
        (LEVELS, "12", "levels-out-of-range"),
        (ENDS, "Good", "ends-unclear"),
        (ENDS, "a, b, c", "ends-unclear"),
        (ENDS, "1st\n2nd", "ends-unclear"),
        (ENDS, "Good\ngood", "ends-alike"),
        (ENDS, f"Bad\n{'o' * 33}", "end-too-long"),
        (CLOSENESS, "2", "closeness-unclear"),
        (CLOSENESS, "roughly", "closeness-unclear"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(step: str, text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        KIND.configure(GRADES, step, text)
    assert refused.value.reason == reason
    for locale in LOCALES:
        assert texts_in(locale)(f"refused-{reason}", refused.value.limits)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("step", [LEVELS, ENDS, CLOSENESS])
def test_everything_that_is_suggested_can_be_chosen(step: str, locale: str) -> None:
    presets = ScaleFace().presets(step, texts_in(locale))
    chosen = {KIND.configure(GRADES, step, text) for text in KIND.suggest(GRADES, step, ["3"], presets)}
    assert len(chosen) == len(presets) + (step == ENDS)


def test_levels_that_do_not_reach_the_known_answers_are_not_suggested() -> None:
    assert KIND.suggest(Levels(), LEVELS, ["2", "6"], ["1–5", "1–7"]) == ["1–7"]


@pytest.mark.parametrize(
    ("typed", "level"),
    [("1", 1), ("5", 5), ("good", 5), ("BAD", 1), ("1 (Bad)", 1), ("3", 3), ("0", 0), ("6", 0), ("so so", 0)],
)
def test_a_level_is_read_by_its_number_or_the_name_of_an_end(typed: str, level: int) -> None:
    assert KIND.read(typed, GRADES) == (level - 1 if level else None)


@pytest.mark.parametrize("raw", [-1, 5, True, 1.0, "3", None])
def test_an_impossible_answer_is_refused(raw: object) -> None:
    with pytest.raises(InvalidInput):
        KIND.check(raw, GRADES)


def test_one_level_off_makes_neighbours_agree() -> None:
    near = Levels(most=5, slack=1)
    answers = said(2, 3, 3, 4)
    exact, close = (KIND.decide(answers, config, None, rule=RULE) for config in (Levels(most=5), near))
    assert exact.value == close.value == 2
    assert close.confidence > exact.confidence
    assert close.agreeing_needed <= exact.agreeing_needed
    assert KIND.is_alike(1, 2, near)
    assert not KIND.is_alike(1, 2, Levels(most=5))


def test_the_middle_is_chosen_where_both_neighbours_are_likely() -> None:
    verdict = KIND.decide(said(2, 2, 4, 4), Levels(most=5, slack=1), None, rule=RULE)
    assert verdict.value == 2, "level 3 is at most one off from all four"


def test_what_is_needed_is_what_reaches_the_target() -> None:
    config, answers = Levels(most=5, slack=1), said(1, 5)
    verdict = KIND.decide(answers, config, None, rule=RULE)
    needed = int(verdict.agreeing_needed)
    assert needed > 0
    for more, reaches in ((needed - 1, False), (needed, True)):
        then = [*answers, *said(*[verdict.value + 1] * more)]
        found = KIND.decide(then, config, None, rule=RULE)
        assert (found.confidence >= RULE.target) is reaches


def test_the_verdict_online_is_that_of_the_fit() -> None:
    dice = random.Random(3)
    for config in (Levels(most=5), Levels(most=5, slack=1)):
        data = FitInput()
        for task in range(80):
            true = dice.randrange(5)
            for person in dice.sample(range(12), 4):
                off = dice.choice((-1, 0, 0, 0, 1))
                data.task.append(task)
                data.contributor.append(person)
                data.value.append(min(max(true + off, 0), 4))  # type: ignore[union-attr]
        data.credit.extend(array("d", [float("nan")] * len(data.task)))
        found = KIND.fit(data, config)
        learnt = {person: text for page in found.people.of(50) for person, text in page}
        belief = {task: text for page in found.beliefs.of(50) for task, text in page}
        credit = {
            (one.task_id, one.contributor_id): one.credit for page in found.credits.of(50) for one in page
        }
        for place, task in enumerate(found.values.task_ids.tolist()):
            answers = [
                WeighedAnswer(
                    value=value,
                    right=sum(share for (_, who), share in credit.items() if who == person),
                    answered=float(data.contributor.count(person)),
                    credit=credit[task, person],
                    learnt=learnt[person],
                    belief=belief[task],
                )
                for of, person, value in zip(data.task, data.contributor, data.value, strict=True)
                if of == task
            ]
            verdict = KIND.decide(answers, config, found.model, rule=RULE)
            assert verdict.value == found.values.value[place]
            assert verdict.confidence == pytest.approx(found.values.confidence[place], abs=2e-4)


def test_the_face_has_a_button_for_each_level_in_at_most_two_rows() -> None:
    for most, columns in ((3, 3), (5, 5), (6, 6), (7, 4), (11, 6)):
        question = Question(id=QuestionId(1), kind=KIND, text="?", config=Levels(most=most))
        rows = ScaleFace().show(
            question,
            chosen=1,
            answer=lambda op, code: AnswerTap(AssignmentId(1), 0, 0, op, code),
            turn=lambda _: ResumeTap(),
            here=ResumeTap(),
            texts=texts_in("en"),
        )
        assert max(map(len, rows)) == columns
        assert [one.text for row in rows for one in row][:3] == ["1", "✓ 2", "3"]
