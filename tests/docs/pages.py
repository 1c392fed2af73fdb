"""The pages of the documentation, as the tests read them."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
COMMAND_LINE = DOCS / "command-line"

_FENCE = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)


def read(page: Path) -> str:
    return page.read_text("utf-8")


def all_pages() -> list[Path]:
    """Every Markdown file of the project, also those that are not committed yet."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listed.stdout.split() if (ROOT / name).exists()]


def without_code(text: str) -> str:
    """The text without its blocks of code, in which a link is no link and a heading no heading."""
    return _FENCE.sub("", text)


def is_in_code(words: str, text: str) -> bool:
    """Tell whether a text has these words as code, alone or at the start of more."""
    wanted = rf"`{re.escape(words)}(?![\w-])|^ *{re.escape(words)}(?![\w-])"
    return re.search(wanted, text, re.MULTILINE) is not None


def names_in_code(words: str, *pages: Path) -> bool:
    """Tell whether one of the pages has these words as code, alone or at the start of more."""
    return any(is_in_code(words, read(page)) for page in pages)
