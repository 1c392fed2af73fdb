"""The page about testing a bot: its example is extracted and run, as a reader would."""

import asyncio
import re
import sys
from pathlib import Path

from playground.methods import NAMES

PAGE = Path(__file__).parents[2] / "docs" / "testing-a-bot.md"
_SECTION = re.compile(r"## What the bot can call\n(.*?)\n## ", re.DOTALL)
PROJECT = PAGE.parents[1]
_FILE = re.compile(r"```python\n# (\w+\.py)\n(.*?)```", re.DOTALL)


async def test_the_example_of_the_page_works(tmp_path: Path) -> None:
    files = dict(_FILE.findall(PAGE.read_text(encoding="utf-8")))
    assert set(files) == {"bot.py", "conftest.py", "test_bot.py"}
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n", encoding="utf-8")
    run = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        cwd=tmp_path,
        env={"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await run.communicate()
    assert run.returncode == 0, output.decode()
    assert "3 passed" in output.decode()


def test_the_page_lists_the_methods_that_are_answered() -> None:
    section = _SECTION.search(PAGE.read_text(encoding="utf-8"))
    assert section is not None
    assert sorted(re.findall(r"`(\w+)`", section.group(1))) == sorted(NAMES.values())
