"""A result file that is too large for Telegram is zipped."""

import io
import zipfile

import pytest

from crowd.files.result_file import file_name, pack


def test_a_small_file_stays_as_it_is():
    assert pack("results.csv", b"id,label\n", most_bytes=9) == ("results.csv", b"id,label\n")


def test_a_large_file_becomes_the_entry_of_a_zip():
    name, data = pack("results.csv", b"id,label\n" * 1000, most_bytes=100)
    assert name == "results.csv.zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("results.csv") == b"id,label\n" * 1000
    assert len(data) < 9000


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("Reviews", "Reviews-results-12.csv"),
        ("Opiniones de niños, 2026", "Opiniones-de-ninos-2026-results-12.csv"),
        ("../../etc/passwd\0", "etc-passwd-results-12.csv"),
        ("отзывы 🎉", "results-12.csv"),
        ("x" * 500, "x" * 40 + "-results-12.csv"),
    ],
)
def test_a_file_carries_its_projects_name_as_every_system_takes_it(project: str, name: str) -> None:
    assert file_name(project, "results", 12) == name
