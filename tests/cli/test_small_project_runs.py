"""A small project goes through the whole system over HTTP, and its results are final."""

from pathlib import Path

import pytest

from benchmarks.small_projects import SHAPES, replay


@pytest.mark.parametrize("name", ["tiny", "usual"])
def test_a_small_project_hands_out_what_the_fit_of_its_answers_says(tmp_path: Path, name: str) -> None:
    found = replay(SHAPES[name], 1, tmp_path)
    assert found.unlike == 0
    assert found.mean_gap < 0.001
    assert found.given_up_unanimous == 0
