"""The documentation matches the program: commands, settings, subcommands, options and columns.

Each has its own page, named here, so that whoever adds one knows where its row belongs.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import OWN_PATHS, SETTINGS
from cli.__main__ import build_parser
from crowd.files.tables.table import SPECIAL_COLUMNS
from crowd.kinds import all_kinds
from handlers import COMMANDS
from tests.docs.pages import COMMAND_LINE, DOCS, ROOT, is_in_code, names_in_code, read
from usecases.projects.write_results import ANSWER_COLUMNS, RESULT_COLUMNS

CHAT_PAGES = (DOCS / "contributors.md", DOCS / "requesters.md")
SETTINGS_PAGE = DOCS / "settings.md"
FILES_PAGE = DOCS / "files.md"
COMMANDS_PAGE = COMMAND_LINE / "index.md"

#: Subcommands that share the page of another one.
SHARED_PAGES = {"demo": "replay", "compare": "aggregate"}


def subcommands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def page_of(subcommand: str) -> Path:
    """A subcommand's own page; one that has none is described in the table of all."""
    page = COMMAND_LINE / f"{SHARED_PAGES.get(subcommand, subcommand)}.md"
    return page if page.exists() else COMMANDS_PAGE


def description_of(subcommand: str) -> str:
    """What the documentation says of a subcommand: its own page, or its row in the table of all."""
    page = page_of(subcommand)
    if page is not COMMANDS_PAGE:
        return read(page)
    return "\n".join(re.findall(rf"^\| `askmany {subcommand}(?![\w-]).*$", read(page), re.MULTILINE))


OPTIONS = [
    (name, option)
    for name, parser in subcommands()
    for action in parser._actions
    for option in action.option_strings
    if option not in {"-h", "--help"}
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_chat_command_is_documented(command: str) -> None:
    assert names_in_code(f"/{command}", *CHAT_PAGES), (
        f"add /{command} to docs/contributors.md or requesters.md"
    )


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_has_its_row(setting: str) -> None:
    assert re.search(rf"^\| `{setting}` \|.* \| .+ \|$", read(SETTINGS_PAGE), re.MULTILINE), (
        f"add a row for {setting} to docs/settings.md"
    )


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_is_in_the_example_file(setting: str) -> None:
    example = read(ROOT / ".env.example")
    assert re.search(rf"^{setting}=", example, re.MULTILINE), f"add {setting} to .env.example"


def test_the_example_file_and_the_page_know_no_other_setting() -> None:
    in_example = set(re.findall(r"^([A-Z_]+)=", read(ROOT / ".env.example"), re.MULTILINE))
    on_page = set(re.findall(r"^\| `([A-Z_]+)` \|", read(SETTINGS_PAGE), re.MULTILINE))
    assert in_example == on_page == set(SETTINGS)


@pytest.mark.parametrize("name", [name for name, _ in subcommands()])
def test_every_subcommand_has_its_row(name: str) -> None:
    assert names_in_code(f"askmany {name}", COMMANDS_PAGE), (
        f"add askmany {name} to docs/command-line/index.md"
    )


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_every_option_is_on_the_page_of_its_subcommand(name: str, option: str) -> None:
    assert is_in_code(option, description_of(name)), (
        f"add {option} of askmany {name} to {page_of(name).relative_to(ROOT)}"
    )


OF_KINDS = [column for kind in all_kinds() for column in kind.columns]


@pytest.mark.parametrize("column", sorted({*SPECIAL_COLUMNS, *RESULT_COLUMNS, *ANSWER_COLUMNS, *OF_KINDS}))
def test_every_column_of_a_file_is_documented(column: str) -> None:
    assert names_in_code(column, FILES_PAGE), f"add the column {column} to docs/files.md"


WHERE_COMMANDS_ARE_NAMED = [
    ROOT / "README.md",
    FILES_PAGE,
    SETTINGS_PAGE,
    *CHAT_PAGES,
    *(DOCS / f"{name}.md" for name in ("index", "operating", "webhook", "privacy", "how-it-decides")),
    *sorted(COMMAND_LINE.glob("*.md")),
]


@pytest.mark.parametrize("page", WHERE_COMMANDS_ARE_NAMED, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_no_command_that_does_not_exist(page: Path) -> None:
    of_botfather = {"newbot", "setuserpic", "setdescription", "setabouttext"}
    of_listener = {path.removeprefix("/") for path in OWN_PATHS}
    of_examples = {"askmany", "data"}  # a webhook's path, and a container's volume
    named = set(re.findall(r"`/([a-z]+)[` ]", read(page)))
    assert named - of_botfather - of_listener - of_examples <= set(COMMANDS)


@pytest.mark.parametrize("page", sorted(COMMAND_LINE.glob("*.md")), ids=lambda page: page.name)
def test_a_page_of_the_command_line_names_no_option_that_does_not_exist(page: Path) -> None:
    named = set(re.findall(r"`(--[a-z-]+)", read(page)))
    assert named <= {*(option for _, option in OPTIONS), "--help"}


def test_the_python_on_its_page_runs_and_prints_labels_skills_and_agreement() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```", read(COMMAND_LINE / "python.md"), re.MULTILINE | re.DOTALL)
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
