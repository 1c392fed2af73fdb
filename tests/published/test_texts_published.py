"""Texts put together against gold and against crowd-kit's ROVER, on a part of CrowdWSA2019."""

import csv
from pathlib import Path

import numpy as np
import pytest

from crowd.aggregation.texts import TextsResult, summarize_texts
from crowd.aggregation.words import word_distances, word_error_rate

FOLDER = Path(__file__).parent.parent / "data" / "wsa_t1"

#: Mean word error rate of ROVER of crowd-kit 1.4.2 on these 40 tasks, texts lower-cased and without punctuation.
CROWD_KIT_ROVER = 0.48975


def read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def gold() -> dict[str, str]:
    return {row["task"]: row["label"] for row in read("gold.tsv")}


@pytest.fixture(scope="module")
def found() -> TextsResult:
    return summarize_texts([(row["task"], row["worker"], row["label"]) for row in read("answers.tsv")])


def test_fewer_words_are_wrong_than_with_rover_of_crowd_kit(gold: dict[str, str], found: TextsResult) -> None:
    rate = np.mean([word_error_rate(found.tasks[task].text, true) for task, true in gold.items()])
    assert rate < CROWD_KIT_ROVER - 0.01


def test_fewer_words_are_wrong_than_in_any_single_answer_chosen(
    gold: dict[str, str], found: TextsResult
) -> None:
    together = np.mean([word_error_rate(found.tasks[task].text, true) for task, true in gold.items()])
    medoid = np.mean([word_error_rate(found.tasks[task].medoid, true) for task, true in gold.items()])
    answers = np.mean([word_error_rate(row["label"], gold[row["task"]]) for row in read("answers.tsv")])
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
