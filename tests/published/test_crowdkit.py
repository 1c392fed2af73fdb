"""Our methods compared with crowd-kit 1.4.2, using results recorded by `benchmarks/second_opinions.py`.

Both run for the same fixed number of iterations on the same answers.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cli.tables.answer_file import read_answer_file
from crowd.aggregation.classical.dawid_skene import find_dawid_skene
from crowd.aggregation.classical.glad import Glad, find_glad, fit_glad
from crowd.aggregation.classical.mace import find_mace
from crowd.aggregation.classical.majority import vote
from crowd.aggregation.classical.one_coin_consensus import find_one_coin_ml
from crowd.aggregation.classical.weighted_majority import find_wawa, find_zero_based_skill
from crowd.aggregation.result import Consensus
from crowd.answers import AnswerCodes, CodedAnswers

ROOT = Path(__file__).parent.parent.parent
SETS = {
    "bluebirds": ROOT / "tests/data/bluebirds",
    "weather_cf": ROOT / "tests/data/weather_cf",
    "rte": ROOT / "playground/datasets/rte",
}
EXACT = {"max_iter": 10, "tol": -np.inf}


def told(name: str) -> tuple[CodedAnswers[str, str, str], dict[str, Any]]:
    """The answers of a set, and what crowd-kit said of them."""
    answers = read_answer_file(SETS[name] / "answers.tsv").answers
    record = json.loads((Path(__file__).parent / "crowdkit" / f"{name}.json").read_text("utf-8"))
    assert record["program"] == "crowd-kit 1.4.2"
    assert (list(answers.tasks), list(answers.labels)) == (record["tasks"], record["labels"])
    return answers, record


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(
    ("method", "find"),
    [
        ("majority", vote),
        ("wawa", find_wawa),
        ("zero_based_skill", find_zero_based_skill),
        ("one_coin_ml", partial(find_one_coin_ml, **EXACT)),
        ("dawid_skene", partial(find_dawid_skene, **EXACT)),
        ("mace", partial(find_mace, **EXACT)),
    ],
)
def test_a_method_gives_the_posterior_that_crowd_kit_gives(
    method: str, find: Callable[[AnswerCodes], Consensus], name: str
) -> None:
    answers, record = told(name)
    # By maximum likelihood it matters whether a label that hardly ever comes up has a count of 1e-10 or 2e-10, and
    # we round counts to 1e-12.
    close = 1e-4 if method == "dawid_skene" else 1e-6
    assert_allclose(find(answers.codes).posterior, record["posterior"][method], atol=close)


@pytest.mark.parametrize("name", SETS)
def test_glad_climbs_as_high_as_crowd_kit_and_gives_the_same_labels(name: str) -> None:
    answers, record = told(name)
    theirs = Glad(
        ability=np.array([record["glad_ability"][person] for person in answers.contributors]),
        easiness=np.array(record["glad_easiness"]),
    )
    at_theirs, _ = fit_glad(answers.codes, start=theirs, max_iter=1)
    # Their posterior is the E-step before their last M-step, so it may lag a little.
    assert_allclose(at_theirs.posterior, record["posterior"]["glad"], atol=2e-3)
    ours = find_glad(answers.codes, max_iter=300, tol=1e-9)
    assert ours.objective[-1] >= at_theirs.objective[0] - 1e-3
    assert np.mean(ours.label == np.argmax(record["posterior"]["glad"], axis=1)) >= 0.99
