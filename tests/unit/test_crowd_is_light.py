"""How long `from crowd import find_consensus` takes."""

import subprocess
import sys


def test_importing_the_numerics_loads_neither_scipy_nor_what_draws() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import crowd, sys; print(*{name.partition('.')[0] for name in sys.modules})"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(said.stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"scipy", "pandas", "matplotlib", "telegram", "aiosqlite", "rich"}
