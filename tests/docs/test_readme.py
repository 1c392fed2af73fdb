"""The README is short: what this is, a picture, commands to try, how to go live, and where to read on."""

import re

import pytest

from tests.docs.pages import ROOT, read

README = read(ROOT / "README.md")
MAKE_TARGETS = re.findall(r"^([a-z-]+):.*## ", read(ROOT / "Makefile"), re.MULTILINE)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 170


def test_the_readme_goes_from_what_it_is_to_a_picture_the_commands_going_live_and_more_to_read() -> None:
    order = [
        "Askmany is a Telegram bot that asks many people one small question each",
        "![",
        "`make play`",
        "`make demo`",
        "`make test`",
        "/newbot",
        "ADMIN_IDS",
        ".venv/bin/askmany run",
        "(docs/index.md)",
    ]
    places = [README.index(words) for words in order]
    assert places == sorted(places)


@pytest.mark.parametrize("target", ["play", "demo", "test", "check", "bench", "docs"])
def test_make_does_what_the_project_promises(target: str) -> None:
    assert target in MAKE_TARGETS


def test_the_readme_names_no_target_that_does_not_exist() -> None:
    named = set(re.findall(r"`make ([a-z-]+)|^make ([a-z-]+)", README, re.MULTILINE))
    targets = {first or second for first, second in named}
    assert {"play", "demo", "test", "docs"} <= targets <= set(MAKE_TARGETS)
