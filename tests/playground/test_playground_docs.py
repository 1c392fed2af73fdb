"""docs/playground.md says what the code does."""

import inspect
import re
from pathlib import Path

import pytest

from playground import Fault, FaultType, Playground, world
from playground.chats import chat as chats_module
from playground.serving import faults, floods, updates

PAGE = (Path(__file__).parents[2] / "docs" / "playground.md").read_text("utf-8")


def words(number: float) -> str:
    return f"{number:,}"


def test_every_argument_has_its_row() -> None:
    rows = re.findall(r"^\| (`[a-z_`, ]+) \|", PAGE.partition("## Checks")[0], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named == {*inspect.signature(Playground).parameters}


def test_every_kind_of_fault_has_its_row_with_its_seconds() -> None:
    chapter = PAGE.partition("## Faults")[2].partition("## Time")[0]
    rows = re.findall(r"^\| (`[A-Z_`, ]+) \| (.+) \|$", chapter, re.MULTILINE)
    told = {name: text for row, text in rows for name in re.findall(r"`(\w+)`", row)}
    assert told.keys() == {kind.name for kind in FaultType}
    for kind, seconds in faults._SECONDS.items():
        assert f"{seconds:g}" in told[kind.name]
    for name in Fault.__dataclass_fields__.keys() - {"kind"}:
        assert f"`{name}" in chapter or f"{name}=" in chapter


@pytest.mark.parametrize(
    "sentence",
    [
        f"| over all chats | {floods.OVERALL_PER_S} messages in any one second |",
        f"| in a private chat | {floods.CHAT_PER_S} a second, after a burst of {floods.CHAT_BURST} |",
        f"| in a group | {floods.GROUP_PER_MINUTE} in any 60 seconds |",
        f"up to {words(floods.PAID_PER_S)} in any second",
        f"At most {words(updates.MAX_PENDING)} updates wait",
        f"ends after {updates.MAX_POLL_S} seconds",
        f"{words(chats_module.MAX_HISTORY)} of them in up to {world._MAX_HISTORIES // chats_module.MAX_HISTORY} chats",
        f"{words(world._MAX_HISTORIES)} over all",
        f"at least {world._MIN_HISTORY} in each",
    ],
)
def test_numbers_are_those_of_the_code(sentence: str) -> None:
    assert sentence in " ".join(PAGE.split("\n"))
