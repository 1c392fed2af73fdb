"""The README and what it describes are the same: commands, settings, subcommands and options."""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import OWN_PATHS, SETTINGS
from cli.__main__ import build_parser
from crowd.sheets import SPECIAL_COLUMNS
from handlers import COMMANDS
from usecases.write_results import ANSWER_COLUMNS, RESULT_COLUMNS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def in_code(words: str) -> bool:
    """Tell whether the README has these words as code, alone or at the start of more."""
    return (
        re.search(rf"`{re.escape(words)}(?![\w-])|^ *{re.escape(words)}(?![\w-])", README, re.MULTILINE)
        is not None
    )


def subcommands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


OPTIONS = sorted(
    {
        option
        for _, parser in subcommands()
        for action in parser._actions
        for option in action.option_strings
        if option not in {"-h", "--help"}
    }
)
MAKE_TARGETS = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_chat_command_is_documented(command: str) -> None:
    assert in_code(f"/{command}")


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_documented(setting: str) -> None:
    assert in_code(setting)


@pytest.mark.parametrize("name", [name for name, _ in subcommands()])
def test_every_subcommand_is_documented(name: str) -> None:
    assert in_code(f"askmany {name}")


@pytest.mark.parametrize("option", OPTIONS)
def test_every_option_is_documented(option: str) -> None:
    assert in_code(option)


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench"])
def test_make_does_what_the_project_promises(target: str) -> None:
    assert target in MAKE_TARGETS


def test_the_readme_names_the_two_commands_to_begin_with_and_no_target_that_does_not_exist() -> None:
    named = set(re.findall(r"`make ([a-z]+)|^make ([a-z]+)", README, re.MULTILINE))
    targets = {first or second for first, second in named}
    assert {"demo", "test"} <= targets <= set(MAKE_TARGETS)


@pytest.mark.parametrize("column", sorted({*SPECIAL_COLUMNS, *RESULT_COLUMNS, *ANSWER_COLUMNS}))
def test_every_column_of_a_file_is_documented(column: str) -> None:
    assert in_code(column)


def test_the_readme_names_no_command_that_does_not_exist() -> None:
    of_botfather = {"newbot"}
    of_listener = {path.removeprefix("/") for path in OWN_PATHS}
    named = set(re.findall(r"`/([a-z]+)[` ]", README))
    assert named - of_botfather - of_listener <= set(COMMANDS)


def test_the_readme_names_no_option_that_does_not_exist() -> None:
    named = set(re.findall(r"`(--[a-z-]+)", README))
    assert named <= {*OPTIONS, "--help"}


def test_every_picture_and_page_that_the_readme_links_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", README)
    local = [link for link in links if "://" not in link]
    missing = [link for link in local if not (ROOT / link).exists()]
    assert missing == []


def test_the_python_of_the_readme_runs_and_prints_labels_skills_and_agreement() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert any("from crowd import find_consensus, measure_agreement" in block for block in blocks)
    for block in blocks:
        ran = subprocess.run(
            [sys.executable, "-W", "error", "-c", block],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "")
        assert re.search(r"^task 1 yes 0\.\d+$", ran.stdout, re.MULTILINE)
        assert re.search(r"^task 2 no 0\.\d+$", ran.stdout, re.MULTILINE)
        assert re.search(r"^ada 0\.\d+$", ran.stdout, re.MULTILINE)
        assert re.search(r"^alpha -?0\.\d+$", ran.stdout, re.MULTILINE)
