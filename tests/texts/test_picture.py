"""The program draws the picture of a run, and the picture loads nothing from anywhere."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from rich.console import Console
from text_catalogue import ROOT

from cli.measuring.picture import write_picture


def loads_of(drawing: str) -> list[str]:
    """Whatever a viewer of an SVG would fetch: addresses other than the names of XML's own vocabularies."""
    addresses = re.findall(r"""(?:href=["']|url\(["']?|src:\s*|@import\s+["']?)([^"')\s]+)""", drawing)
    return [address for address in addresses if not address.startswith("#")]


def test_a_picture_is_whole_and_loads_nothing(tmp_path: Path) -> None:
    console = Console(record=True, width=40, file=io.StringIO())
    console.print("[bold]Tasks closed[/bold] 800 <of> 800")
    assert "cdnjs" in console.export_svg(clear=False)
    write_picture(console, tmp_path / "new" / "demo.svg", title="askmany demo")
    drawing = (tmp_path / "new" / "demo.svg").read_text("utf-8")
    assert loads_of(drawing) == []
    assert "@font-face" not in drawing
    words = " ".join(ET.fromstring(drawing).itertext()).replace("\u00a0", " ")
    assert "Tasksclosed800<of>800" in "".join(words.split())


def test_the_picture_in_the_readme_loads_nothing() -> None:
    drawing = (ROOT / "docs" / "pictures" / "demo.svg").read_text("utf-8")
    assert loads_of(drawing) == []
    assert "every task is closed" in drawing.replace("&#160;", " ")
