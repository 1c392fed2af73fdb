"""The list of checks: numbered without gaps, long enough, and the same in the docs."""

from checks_table import PAGE, numbered_checks, page_with, table


def test_the_checks_are_numbered_without_gaps_and_are_at_least_sixty() -> None:
    numbers = [number for number, _, _ in numbered_checks()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 60


def test_the_page_shows_the_checks_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == page_with(table(), page), "run python tests/playground/checks/checks_table.py"
