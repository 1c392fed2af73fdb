"""Every picture is used, and every picture used exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "benchmarks" / "README.md", *(ROOT / "docs").rglob("*.md")]
_SHOWN = re.compile(r"!\[[^\]]+\]\(([^)]+)\)|<img src=\"([^\"]+)\"[^>]* alt=\"[^\"]+\"")


def shown() -> set[Path]:
    return {
        (page.parent / (first or second)).resolve()
        for page in PAGES
        for first, second in _SHOWN.findall(page.read_text("utf-8"))
    }


def test_every_picture_that_is_shown_is_there() -> None:
    assert {path for path in shown() if not path.is_file()} == set()


def test_every_picture_is_shown_with_words_for_those_who_cannot_see_it() -> None:
    assert {*(ROOT / "docs" / "pictures").iterdir()} <= shown()


def test_the_readme_shows_the_page_on_a_desktop_and_on_a_phone() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "docs/pictures/desktop.png" in readme
    assert "docs/pictures/phone-card.png" in readme
