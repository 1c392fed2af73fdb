"""`make bench` runs every benchmark."""

import re
from pathlib import Path

from benchmarks.__main__ import BENCHMARKS

FOLDER = Path(__file__).parent.parent.parent / "benchmarks"

#: What is started otherwise: pictures for the docs, and what runs in an environment that has crowd-kit.
NOT_MEASUREMENTS = {"__main__", "pictures", "quality_peer", "second_opinions"}


def test_make_bench_runs_every_benchmark() -> None:
    programs = {path.stem for path in FOLDER.glob("*.py") if "__main__" in path.read_text("utf-8")}
    programs |= {path.parent.name for path in FOLDER.glob("*/__main__.py")}
    run = {one.command[0].removeprefix("benchmarks.") for one in BENCHMARKS}
    assert programs - run == NOT_MEASUREMENTS


def test_every_benchmark_that_make_bench_runs_is_explained() -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    explained = set(re.findall(r"^## .*`([\w. ]+)`$", readme, re.MULTILINE))
    run = {one.command[0].replace("cli", "askmany simulate") for one in BENCHMARKS}
    assert run - explained == set()
