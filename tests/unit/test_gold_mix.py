"""How often somebody gets a gold task."""

import pytest

from crowd.deciding.gold_mix import FIRST_SHARE, gold_is_due, gold_share
from crowd.deciding.skill import Skill, SkillPrior
from crowd.ids import ContributorId, ProjectId

PROJECT = ProjectId(3)


def skill(answered: float) -> Skill:
    return Skill(right=0.75 * answered, answered=answered)


def test_the_share_of_gold_falls_as_more_is_known_of_a_person_and_never_to_nothing() -> None:
    shares = [gold_share(None), *(gold_share(skill(n)) for n in (1, 5, 20, 100, 10_000))]
    assert shares[0] == FIRST_SHARE
    assert shares == sorted(shares, reverse=True)
    assert len(set(shares)) == len(shares)
    assert shares[-1] > 0


def test_a_person_of_whom_much_was_believed_before_gets_less_gold() -> None:
    vague, firm = (Skill(right=6, answered=8, prior=SkillPrior(right=3 * n, wrong=n)) for n in (1, 10))
    assert gold_share(firm) > gold_share(vague), "eight answers change a firm belief less"


@pytest.mark.parametrize("answered", [0, 5, 40])
def test_gold_comes_as_often_as_its_share_says(answered: int) -> None:
    people = 20_000
    due = sum(gold_is_due(skill(answered), PROJECT, ContributorId(person)) for person in range(people))
    assert due / people == pytest.approx(gold_share(skill(answered)), abs=0.01)


def test_a_person_gets_two_known_tasks_in_ten_answers_and_five_in_a_hundred_on_average() -> None:
    expected = [sum(gold_share(skill(n)) for n in range(answers)) for answers in (10, 100)]
    assert expected == [pytest.approx(2, abs=0.3), pytest.approx(5, abs=0.5)]


def test_the_outcome_stays_the_same_until_the_person_has_answered() -> None:
    ada = ContributorId(7)
    drawn = [gold_is_due(skill(n), PROJECT, ada) for n in range(200)]
    assert drawn == [gold_is_due(skill(n), PROJECT, ada) for n in range(200)]
    assert 0 < sum(drawn) < len(drawn)
    assert drawn != [gold_is_due(skill(n), PROJECT, ContributorId(8)) for n in range(200)]
    assert drawn != [gold_is_due(skill(n), ProjectId(4), ada) for n in range(200)]
