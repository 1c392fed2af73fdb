"""Combined texts against gold and against crowd-kit's ROVER, on parts of CrowdWSA2019."""

import csv
from pathlib import Path

import numpy as np
import pytest

from crowd.aggregation.texts.consensus import TextsResult, summarize_texts
from crowd.aggregation.texts.words import word_distances, word_error_rate

DATA = Path(__file__).parent.parent / "data"

#: Mean word error rate of ROVER of crowd-kit 1.4.2, texts lower-cased and without punctuation: on 40 tasks of the
#: first set, on the 100 of the second.
CROWD_KIT_ROVER = {"wsa_t1": 0.48975, "wsa_t2": 0.522}


def read(name: str, table: str) -> list[dict[str, str]]:
    with (DATA / name / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module", params=CROWD_KIT_ROVER)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def gold(name: str) -> dict[str, str]:
    return {row["task"]: row["label"] for row in read(name, "gold.tsv")}


@pytest.fixture(scope="module")
def found(name: str) -> TextsResult:
    rows = read(name, "answers.tsv")
    return summarize_texts([(row["task"], row["worker"], row["label"]) for row in rows])


def test_fewer_words_are_wrong_than_with_rover_of_crowd_kit(
    name: str, gold: dict[str, str], found: TextsResult
) -> None:
    rate = np.mean([word_error_rate(found.tasks[task].text, true) for task, true in gold.items()])
    assert rate < CROWD_KIT_ROVER[name] - 0.009


def test_fewer_words_are_wrong_than_in_any_single_answer_chosen(
    name: str, gold: dict[str, str], found: TextsResult
) -> None:
    together = np.mean([word_error_rate(found.tasks[task].text, true) for task, true in gold.items()])
    medoid = np.mean([word_error_rate(found.tasks[task].medoid, true) for task, true in gold.items()])
    answers = np.mean([word_error_rate(row["label"], gold[row["task"]]) for row in read(name, "answers.tsv")])
    assert together < medoid < answers


def plain_distance(first: list[int], second: list[int]) -> int:
    """Levenshtein by the textbook, a cell at a time (Wagner & Fischer 1974)."""
    row = list(range(len(second) + 1))
    for number, one in enumerate(first, start=1):
        diagonal, row[0] = row[0], number
        for place, other in enumerate(second, start=1):
            diagonal, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, diagonal + (one != other)),
            )
    return row[-1]


@pytest.mark.parametrize("seed", range(4))
def test_word_distances_are_those_of_the_textbook(seed: int) -> None:
    rng = np.random.default_rng(seed)
    texts = [rng.integers(0, 5, rng.integers(0, 14)).tolist() for _ in range(30)] + [[1] * 300]
    first, second = (rng.integers(0, len(texts), 400) for _ in range(2))
    expected = [plain_distance(texts[one], texts[two]) for one, two in zip(first, second, strict=True)]
    assert word_distances(texts, first, second).tolist() == expected
