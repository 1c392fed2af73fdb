"""Links between pages work, and every page can be reached."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, ROOT, all_pages, read, without_code

LINK = re.compile(r"\]\((?!\w+:)([^)\s]+)\)")
#: Pages that the site does not list by themselves: a page of their own lists them.
LISTED_ELSEWHERE = {"decisions": DOCS / "decisions" / "README.md"}


def anchors(page: Path) -> set[str]:
    """What `#...` may name on a page, made as repository browsers make it."""
    headings = re.findall(r"^#+ (.+)$", without_code(read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(page: Path) -> list[tuple[Path, str]]:
    """Each link of a page to a file of the project: the file, and the anchor in it."""
    found = [link.partition("#") for link in LINK.findall(without_code(read(page)))]
    return [((page.parent / file if file else page), anchor) for file, _, anchor in found]


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_there(page: Path) -> None:
    assert [str(file) for file, _ in links(page) if not file.exists()] == []


@pytest.mark.parametrize("page", all_pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_heading_leads_there(page: Path) -> None:
    to_headings = [(file, anchor) for file, anchor in links(page) if anchor and file.suffix == ".md"]
    assert [f"{file.name}#{anchor}" for file, anchor in to_headings if anchor not in anchors(file)] == []


def test_every_page_is_listed_on_the_site() -> None:
    site = read(ROOT / "mkdocs.yml").partition("\nnav:\n")[2]
    listed = set(re.findall(r"(?<=[ ])[\w./-]+\.md$", site, re.MULTILINE))
    pages = {page.relative_to(DOCS) for page in DOCS.rglob("*.md")}
    missing = {page.as_posix() for page in pages} - listed
    assert {name for name in missing if name.split("/")[0] not in LISTED_ELSEWHERE} == set()


def test_every_decision_is_listed() -> None:
    overview = LISTED_ELSEWHERE["decisions"]
    listed = {file.name for file, _ in links(overview)}
    assert listed >= {page.name for page in overview.parent.glob("0*.md")}
