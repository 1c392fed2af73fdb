"""Decisions can be referred to by number."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))


def test_decisions_are_numbered_from_one_and_no_number_is_given_twice() -> None:
    assert [int(page.name[:3]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_is_headed_by_its_number(page: Path) -> None:
    first = page.read_text("utf-8").splitlines()[0]
    assert re.match(rf"# {page.name[:3]} [A-Z]", first)
