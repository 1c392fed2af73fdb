"""Draws what a command printed as an SVG that loads nothing from anywhere."""

import re
from pathlib import Path

from rich.console import Console

#: Columns of a terminal that is to be drawn: readable beside a page of text.
PICTURE_WIDTH = 96

#: Rich has the viewer fetch a font from a content network; a README should not tell on its readers.
_FONT_FACE = re.compile(r"\s*@font-face\s*\{[^}]*\}")


def write_picture(console: Console, path: Path, *, title: str) -> None:
    """Draw all that was printed on a recording console.

    Raises:
        OSError: The file cannot be written.
    """
    drawing = _FONT_FACE.sub("", console.export_svg(title=title))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(drawing.rstrip() + "\n", "utf-8")
