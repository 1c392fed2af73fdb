"""Lets pages link to files outside docs/: on the site each such file is a page of its own below `repository/`.

MkDocs knows nothing outside docs/. So the same relative link works here, in a repository browser and on the site.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any

from mkdocs.structure.files import File, Files

DOCS = Path(__file__).parent.parent
ROOT = DOCS.parent

#: A link or a picture, in Markdown or HTML, that names a file. What stands in code is left alone.
_LINK = re.compile(r'(?P<before>\]\(|<img src=")(?P<file>(?!\w+:|#|/)[^)#"\s]+)')
_CODE = re.compile(r"(^(?P<fence>```+|~~~+).*?^(?P=fence)|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: Any) -> Files:
    """Add a page for every file outside docs/ that some page links to, and for those that such a page links to."""
    found: set[Path] = set()
    waiting = [DOCS / file.src_uri for file in files.documentation_pages()]
    while waiting:
        for target in _outside(waiting.pop()):
            if target not in found:
                found.add(target)
                waiting += [target] if target.suffix == ".md" else []
    for path in sorted(found):
        files.append(File.generated(config, _place(path), content=_text(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Point links at where the files are on the site."""
    here = page.file.src_uri
    origin = ROOT / here.removeprefix("repository/") if here.startswith("repository/") else DOCS / here

    def moved(link: re.Match[str]) -> str:
        return link["before"] + relpath(_place(_target(origin, link["file"])), dirname(here) or ".")

    parts = _CODE.split(markdown)[::3]
    codes = [match[0] for match in _CODE.finditer(markdown)]
    return "".join(_LINK.sub(moved, text) + code for text, code in zip(parts, [*codes, ""], strict=True))


def _outside(page: Path) -> Iterable[Path]:
    text = _CODE.sub("", page.read_text("utf-8"))
    targets = (_target(page, link["file"]) for link in _LINK.finditer(text))
    return [path for path in targets if path.is_file() and not path.is_relative_to(DOCS)]


def _target(page: Path, link: str) -> Path:
    return Path(os.path.normpath(page.parent / link))


def _place(path: Path) -> str:
    """Where a file of the repository is on the site, as MkDocs names sources."""
    if path.is_relative_to(DOCS):
        return path.relative_to(DOCS).as_posix()
    name = f"repository/{path.relative_to(ROOT).as_posix()}"
    return name if path.suffix == ".md" else f"{name}.md"


def _text(path: Path) -> str:
    text = path.read_text("utf-8")
    if path.suffix == ".md":
        return text
    language = {".py": "python", ".sql": "sql", ".toml": "toml"}.get(path.suffix, "text")
    heading = f"---\nsearch:\n  exclude: true\n---\n\n# {path.relative_to(ROOT).as_posix()}\n\n"
    return f"{heading}~~~~~~ {language}\n{text}~~~~~~\n"
