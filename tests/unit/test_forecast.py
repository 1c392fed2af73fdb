"""The forecast of answers: within the rule, wide at first, narrower later, and updated by what happens."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from crowd.answers import code_answers
from crowd.deciding.policy import StopRule
from crowd.kinds import Imagined
from crowd.simulated.crowds import N_CROWDS, ImaginedCrowd, imagine_crowds
from crowd.simulated.forecast import Forecast, Progress, forecast_answers
from crowd.simulated.simulation import simulate

RULE = StopRule(target=0.95, min_answers=2, max_answers=10)


def imagined(rule: StopRule, n_labels: int = 2) -> tuple[ImaginedCrowd, ...]:
    return imagine_crowds(rule, Imagined(n_labels=n_labels), np.random.default_rng(1))


@pytest.fixture(scope="module")
def crowds() -> tuple[ImaginedCrowd, ...]:
    return imagined(RULE)


def progress(
    open_tasks: Mapping[tuple[int, int], int],
    closed: Mapping[tuple[int, int], int] | None = None,
    *,
    n_askable: int | None = None,
) -> Progress:
    closed = closed or {}
    seen = Counter(open_tasks) + Counter(closed)
    return Progress(
        n_answers=sum(n * count for (n, _), count in seen.items()),
        n_open=sum(open_tasks.values()),
        open=open_tasks,
        closed=closed,
        n_askable=n_askable,
    )


def foretell(
    crowds: tuple[ImaginedCrowd, ...], so_far: Progress, skills: tuple[float, ...] = (), rule: StopRule = RULE
) -> Forecast:
    return forecast_answers(crowds, rule, so_far, earlier_skills=skills, rng=np.random.default_rng(2))


def width(forecast: Forecast) -> float:
    return forecast.high / forecast.low


def test_a_forecast_stays_between_the_fewest_and_the_most_answers(crowds: tuple[ImaginedCrowd, ...]) -> None:
    found = foretell(crowds, progress({(0, 0): 100}))
    assert 200 <= found.low <= found.likely <= found.high <= 1000
    assert width(found) > 1.5, "nothing is known yet"


def test_a_fixed_number_of_answers_is_foretold_exactly() -> None:
    rule = StopRule(target=0.95, min_answers=3, max_answers=3)
    found = foretell(imagined(rule), progress({(0, 0): 40}), rule=rule)
    assert found == Forecast(low=120, likely=120, high=120)


def test_a_project_that_is_done_takes_no_more(crowds: tuple[ImaginedCrowd, ...]) -> None:
    found = foretell(crowds, progress({}, {(3, 3): 10}))
    assert found == Forecast(low=30, likely=30, high=30)


def test_a_project_without_tasks_takes_no_answers(crowds: tuple[ImaginedCrowd, ...]) -> None:
    assert foretell(crowds, progress({})) == Forecast(low=0, likely=0, high=0)


def test_people_who_agree_make_a_project_shorter_than_people_who_do_not(
    crowds: tuple[ImaginedCrowd, ...],
) -> None:
    agreeing = foretell(crowds, progress({(2, 2): 50}))
    differing = foretell(crowds, progress({(2, 1): 50}))
    assert agreeing.likely < differing.likely
    assert agreeing.low < differing.low


def test_earlier_projects_with_able_people_promise_a_shorter_one(crowds: tuple[ImaginedCrowd, ...]) -> None:
    able, poor = (foretell(crowds, progress({(0, 0): 100}), (skill,) * 5) for skill in (0.95, 0.6))
    assert able.likely < poor.likely
    assert able.likely < foretell(crowds, progress({(0, 0): 100})).likely < poor.likely


def test_no_more_is_foretold_than_named_people_can_answer(crowds: tuple[ImaginedCrowd, ...]) -> None:
    assert foretell(crowds, progress({(0, 0): 100}, n_askable=300)).high <= 300
    assert foretell(crowds, progress({(0, 0): 100}, n_askable=100)).likely == 100


def test_a_sample_of_the_tasks_foretells_what_all_of_them_do(crowds: tuple[ImaginedCrowd, ...]) -> None:
    whole = progress({(2, 2): 600, (2, 1): 400})
    part = Progress(n_answers=2000, n_open=1000, open={(2, 2): 60, (2, 1): 40}, closed={})
    ours, theirs = foretell(crowds, part), foretell(crowds, whole)
    assert ours.likely == pytest.approx(theirs.likely, rel=0.05)


def test_the_same_seed_gives_the_same_crowds_and_the_same_forecast(crowds: tuple[ImaginedCrowd, ...]) -> None:
    again = imagined(RULE)
    so_far = progress({(0, 0): 10, (3, 2): 5})
    assert len(again) == N_CROWDS
    assert foretell(again, so_far) == foretell(crowds, so_far)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "n_labels"),
    [
        (StopRule(target=0.999, min_answers=1, max_answers=1000), 50),
        (StopRule(target=0.95, min_answers=500, max_answers=1000), 2),
        (StopRule(target=0.5, min_answers=1, max_answers=1), 3),
    ],
)
def test_extreme_rules_are_foretold_within_their_bounds(rule: StopRule, n_labels: int) -> None:
    found = foretell(imagined(rule, n_labels), progress({(0, 0): 10}), rule=rule)
    assert 10 * rule.min_answers <= found.low <= found.high <= 10 * rule.max_answers


@pytest.mark.slow
def test_the_range_holds_the_real_number_and_closes_in_on_it_on_the_way(
    crowds: tuple[ImaginedCrowd, ...],
) -> None:
    """It shall hold four times in five."""
    held = 0
    for seed in range(6):
        rng = np.random.default_rng(seed)
        right = rng.random((150, 10)) < 0.8
        recorded = code_answers(
            [(task, (7 * task + 3 * n) % 40, bool(right[task, n])) for task in range(150) for n in range(10)]
        ).codes
        real = int(simulate(recorded, RULE, seed=1).answers.sum())
        widths = []
        for share in (0.0, 0.25, 0.5):
            so_far = simulate(recorded, RULE, seed=1, until=round(share * real))
            stands = list(zip(so_far.answers.tolist(), so_far.votes.tolist(), strict=True))
            is_open = [reason is None for reason in so_far.reason]
            found = foretell(
                crowds,
                progress(
                    Counter(stand for stand, one in zip(stands, is_open, strict=True) if one),
                    Counter(stand for stand, one in zip(stands, is_open, strict=True) if not one),
                ),
            )
            held += found.low <= real <= found.high
            widths.append(width(found))
        assert widths == sorted(widths, reverse=True)
    assert held >= 0.8 * 18
