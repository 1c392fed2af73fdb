"""Damage at random: a few seeds of what `python tests/damage` does at length."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from database_trials import FINE, REFUSED, TRACEBACK, USES, make_whole, trials
from file_trials import read_spoiled

from storage.errors import StorageRefused
from storage.file.backup import check_database

DATA = Path(__file__).parent.parent / "data" / "words"
#: Seeds that found something, and a few that did not.
SEEDS = (12, 16, 41, 62, *range(1, 6))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_whole(tmp_path_factory.mktemp("damage"), DATA)


def _copy(whole: Path, folder: Path) -> Path:
    (folder / "used").mkdir()
    for file in whole.parent.iterdir():
        shutil.copy(file, folder / "used" / file.name)
    return folder / "used" / whole.name


@pytest.mark.slow
def test_a_whole_database_is_fine_in_every_use(whole: Path, tmp_path: Path) -> None:
    shutil.copy(whole.parent.parent / "good.db", tmp_path / "good.db")
    for use, attempt in USES.items():
        if use == "restore from it":
            (tmp_path / "used" / "new.db").unlink(missing_ok=True)
        shutil.rmtree(tmp_path / "used", ignore_errors=True)
        status, said = attempt(_copy(whole, tmp_path))
        assert (use, status) == (use, 0), said
        assert "Traceback" not in said


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_a_damaged_database_works_or_is_refused_in_words(whole: Path, seed: int) -> None:
    for trial in trials(whole, whole.parent.parent, seed):
        assert trial.outcome in {FINE, REFUSED}, f"{trial.damage}: {trial.use}\n{trial.told}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (
            "UPDATE task SET content = CAST(x'7b22c5227d' AS TEXT) WHERE id = 2",
            "content in row 2 of the table task",
        ),
        ("UPDATE task SET content = 'nonsense' WHERE id = 2", "is not JSON"),
        ("UPDATE project SET n_tasks = 'seven'", "n_tasks in row 1 of the table project is not a number"),
        ("UPDATE project SET name = x'00ff'", "name in row 1 of the table project is not a text"),
    ],
)
def test_a_spoiled_value_is_found_and_its_place_is_named(
    whole: Path, tmp_path: Path, damage: str, told: str
) -> None:
    path = _copy(whole, tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(damage)
    with pytest.raises(StorageRefused) as refused:
        check_database(path)
    assert told in str(refused.value)
    status, said = USES["doctor"](path)
    assert status == 2
    assert told in said


@pytest.mark.parametrize("seed", range(1, 41))
def test_a_damaged_file_is_read_or_refused_in_words(seed: int) -> None:
    trial = read_spoiled(seed)
    assert trial.outcome != TRACEBACK, f"{trial.damage}\n{trial.told}"
