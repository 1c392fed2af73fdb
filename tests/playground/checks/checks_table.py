"""Writes the table of checks from the names of the tests.

Renew docs/playground-checks.md with `python tests/playground/checks/checks_table.py`.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "playground-checks.md"
BEGIN, END = "<!-- checks: begin -->\n", "<!-- checks: end -->\n"
_CHECK = re.compile(r"async def test_check_(\d+)_(\w+)\(")
#: Names of tests are in small letters and without apostrophes; these words are not.
_WRITTEN = {
    "groups": "group's",
    "html": "HTML",
    "markdown": "Markdown",
    "mb": "MB",
    "ones": "one's",
    "persons": "person's",
    "stars": "Stars",
    "utf16": "UTF-16",
    "v2": "V2",
}


def numbered_checks() -> list[tuple[int, str, str]]:
    """List number, sentence and file of every check, by number."""
    found = []
    for path in sorted(HERE.glob("test_checks_*.py")):
        for number, words in _CHECK.findall(path.read_text(encoding="utf-8")):
            sentence = " ".join(_WRITTEN.get(word, word) for word in words.split("_"))
            found.append((int(number), sentence[0].upper() + sentence[1:], path.name))
    return sorted(found)


def table() -> str:
    """Write the table as Markdown."""
    rows = [f"| {number} | {sentence} | `{name}` |" for number, sentence, name in numbered_checks()]
    return "\n".join(["| # | check | in |", "| --- | --- | --- |", *rows, ""])


def page_with(table_text: str, page: str) -> str:
    """Put a table between the marks of the page."""
    head, _, rest = page.partition(BEGIN)
    return head + BEGIN + table_text + END + rest.partition(END)[2]


if __name__ == "__main__":
    sys.stdout.write(f"{len(numbered_checks())} checks\n")
    PAGE.write_text(page_with(table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
