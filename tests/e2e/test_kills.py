"""The bot is killed in the middle several times, and every count is still right at the end."""

import dataclasses
from pathlib import Path

import pytest

from cli.replaying.datasets import Dataset, read_dataset
from cli.replaying.reckoning import check, measure
from cli.replaying.rehearsal import Plan, rehearse
from cli.trying.demo import dataset_folder

WORDS = Path(__file__).parent.parent / "data" / "words"


async def holds_through(
    dataset: Dataset, folder: Path, *, kills: int, seed: int, webhook: bool = False
) -> None:
    """Replay a data set with kills on the way, and compare all counts."""
    url = f"sqlite:///{folder / 'bot.db'}"
    plan = Plan(seed=seed, kills=kills, webhook=webhook, database_url=url, folder=folder, nudge_s=1.0)
    outcome = await rehearse(dataset, plan, lambda *_: None)
    figures = measure(dataset, outcome)
    broken = [item.claim for item in check(dataset, plan, outcome, figures) if not item.holds]
    assert broken == []
    assert outcome.kills == kills
    assert figures.closed == len(dataset.contents)


def part_of(dataset: Dataset, n_tasks: int) -> Dataset:
    """Return the first tasks of a data set, with their answers."""
    kept = dict(list(dataset.contents.items())[:n_tasks])
    answers = {
        person: {task: label for task, label in given.items() if task in kept}
        for person, given in dataset.answers.items()
    }
    return dataclasses.replace(
        dataset,
        contents=kept,
        answers={person: given for person, given in answers.items() if given},
        gold={task: label for task, label in dataset.gold.items() if task in kept},
    )


@pytest.mark.parametrize("seed", [1, 2])
async def test_words_come_out_whole_after_three_kills(tmp_path: Path, seed: int) -> None:
    await holds_through(read_dataset(WORDS), tmp_path, kills=3, seed=seed)


@pytest.mark.parametrize("seed", [1, 2])
async def test_words_come_out_whole_after_three_kills_by_webhook(tmp_path: Path, seed: int) -> None:
    await holds_through(read_dataset(WORDS), tmp_path, kills=3, seed=seed, webhook=True)
    assert "Listening on" in (tmp_path / "bot.log").read_text("utf-8")


async def test_a_part_of_the_demo_comes_out_whole_after_four_kills(tmp_path: Path) -> None:
    await holds_through(part_of(read_dataset(dataset_folder()), 120), tmp_path, kills=4, seed=4)
