"""One task at a time: its posterior, the credits of its answers, and totals that stay exact."""

import math
import random

import pytest

from crowd.aggregation.online import TaskAnswer, move_task
from crowd.skill import SkillPrior

PRIOR = SkillPrior(right=3, wrong=1)


def newcomer(label: int) -> TaskAnswer:
    return TaskAnswer(label=label, right=0.0, answered=0)


def test_without_answers_every_label_is_as_likely() -> None:
    move = move_task([], n_labels=4, prior=PRIOR)
    assert move.posterior == (0.25, 0.25, 0.25, 0.25)
    assert (move.label, move.credits, move.vote_share) == (0, (), 0.0)


def test_one_newcomer_is_believed_like_a_typical_person() -> None:
    move = move_task([newcomer(1)], n_labels=2, prior=PRIOR)
    assert move.posterior == pytest.approx((0.25, 0.75))
    assert (move.label, move.confidence, move.credits) == (1, move.posterior[1], (move.posterior[1],))


def test_disagreement_is_settled_by_skill_and_each_answer_is_credited_its_probability() -> None:
    expert = TaskAnswer(label=0, right=17.0, answered=17)
    move = move_task([expert, newcomer(1), newcomer(1)], n_labels=2, prior=PRIOR)
    # 20 to 1 for label 0, twice 3 to 1 for label 1.
    assert move.posterior == pytest.approx((20 / 29, 9 / 29))
    assert move.credits == pytest.approx((20 / 29, 9 / 29, 9 / 29))
    assert move.vote_share == pytest.approx(1 / 3)


def test_what_a_person_earned_on_this_task_does_not_speak_for_them_on_it() -> None:
    fresh = [TaskAnswer(label=1, right=5.0, answered=6), newcomer(1)]
    counted = [
        TaskAnswer(label=1, right=5.0 + 0.9, answered=7, credit=0.9),
        TaskAnswer(label=1, right=0.8, answered=1, credit=0.8),
    ]
    before, after = (move_task(answers, n_labels=3, prior=PRIOR) for answers in (fresh, counted))
    assert after.posterior == pytest.approx(before.posterior)


def test_moving_a_task_again_without_news_changes_nothing() -> None:
    answers = [newcomer(0), newcomer(1), newcomer(0)]
    first = move_task(answers, n_labels=2, prior=PRIOR)
    again = [
        TaskAnswer(label=answer.label, right=credit, answered=1, credit=credit)
        for answer, credit in zip(answers, first.credits, strict=True)
    ]
    second = move_task(again, n_labels=2, prior=PRIOR)
    assert second.posterior == pytest.approx(first.posterior)
    assert second.credits == pytest.approx(first.credits)


def test_a_known_label_decides_credits_but_not_the_posterior() -> None:
    answers = [newcomer(0), newcomer(0), newcomer(1)]
    blind, gold = (move_task(answers, n_labels=2, prior=PRIOR, known=known) for known in (None, 1))
    assert gold.credits == (0.0, 0.0, 1.0)
    assert (gold.posterior, gold.label, gold.confidence) == (blind.posterior, blind.label, blind.confidence)


@pytest.mark.parametrize("seed", range(20))
def test_a_tie_goes_to_the_lowest_code_in_whatever_order_the_answers_come(seed: int) -> None:
    rng = random.Random(seed)
    skilled = [(rng.uniform(5, 9), 9) for _ in range(6)]
    answers = [TaskAnswer(label=label, right=r, answered=n) for label in (2, 1) for r, n in skilled]
    rng.shuffle(answers)
    assert move_task(answers, n_labels=3, prior=PRIOR).label == 1


def test_people_at_chance_leave_the_posterior_open_but_their_label_leads() -> None:
    move = move_task([TaskAnswer(label=1, right=0.0, answered=50)] * 2, n_labels=2, prior=PRIOR)
    assert move.posterior == (0.5, 0.5)
    assert (move.label, move.vote_share) == (1, 1.0)


def test_with_a_single_option_every_answer_is_right() -> None:
    move = move_task([newcomer(0)], n_labels=1, prior=PRIOR)
    assert (move.posterior, move.credits) == ((1.0,), (1.0,))


def test_two_thousand_answers_stay_finite() -> None:
    move = move_task([newcomer(i % 3 == 0) for i in range(2000)], n_labels=2, prior=PRIOR)
    assert (move.label, move.confidence) == (0, 1.0)
    assert all(math.isfinite(p) for p in move.posterior)


@pytest.mark.parametrize(("label", "n_labels"), [(2, 2), (-1, 2), (0, 0)])
def test_a_label_that_is_no_option_is_refused(label: int, n_labels: int) -> None:
    with pytest.raises(ValueError, match=r"label|option"):
        move_task([newcomer(label)], n_labels=n_labels, prior=PRIOR)


class Ledger:
    """The totals of people as a caller keeps them, moved by nothing but the credits of `move_task`."""

    def __init__(self) -> None:
        self.right: dict[int, float] = {}
        self.answered: dict[int, int] = {}
        self.given: dict[int, dict[int, tuple[int, float | None]]] = {}

    def put(self, task: int, person: int, label: int) -> None:
        """A new answer, or another label in place of an old one."""
        credit = self.given.setdefault(task, {}).get(person, (0, None))[1]
        self.given[task][person] = (label, credit)
        self.move(task)

    def move(self, task: int) -> None:
        answers = [
            TaskAnswer(
                label=label, right=self.right.get(p, 0.0), answered=self.answered.get(p, 0), credit=credit
            )
            for p, (label, credit) in self.given[task].items()
        ]
        move = move_task(answers, n_labels=3, prior=PRIOR)
        for (person, (label, old)), new in zip(list(self.given[task].items()), move.credits, strict=True):
            self.right[person] = self.right.get(person, 0.0) + new - (old or 0.0)
            self.answered[person] = self.answered.get(person, 0) + (old is None)
            self.given[task][person] = (label, new)


@pytest.mark.parametrize("seed", range(5))
def test_totals_kept_online_equal_those_counted_from_scratch_after_any_stream(seed: int) -> None:
    rng = random.Random(seed)
    ledger = Ledger()
    for _ in range(400):  # 25 tasks and 8 people: half of these are changed answers
        ledger.put(rng.randrange(25), rng.randrange(8), rng.randrange(3))
    for person in range(8):
        mine = [given[person][1] for given in ledger.given.values() if person in given]
        assert ledger.answered[person] == len(mine)
        assert ledger.right[person] == pytest.approx(math.fsum(credit or 0.0 for credit in mine))
