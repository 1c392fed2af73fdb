"""The bots to measure, each in its own process on its own core."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

#: The bot runs on one core, Telegram and its people on the other.
BOT_CORE, TELEGRAM_CORE = 0, 1
_TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHONPATH")


def pin(core: int, process_id: int = 0) -> None:
    """Keep a process (0 for this one) on one core, if the system supports this and has enough cores."""
    if hasattr(os, "sched_setaffinity") and core < (os.cpu_count() or 1):
        os.sched_setaffinity(process_id, {core})


class BotProcess:
    """A running bot. Its processor time and memory are read from /proc, so this needs Linux."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process

    @property
    def processor_s(self) -> float:
        """Processor seconds so far, over all threads."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS_A_SECOND

    @property
    def memory_mb(self) -> float:
        """The most memory it has used, in MB."""
        line = next(line for line in self._proc("status").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self._process.pid}/{name}").read_text("utf-8")

    def stop(self) -> None:
        """Kill it at once: shutting down is not measured here."""
        self._process.kill()
        self._process.wait()


@contextlib.contextmanager
def running(module: str, settings: Mapping[str, str], log: Path) -> Iterator[BotProcess]:
    """Run `python -m MODULE` with settings on the bot's core; show its log if it ends by itself."""
    inherited = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            env={**inherited, **settings},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
        # Its threads start later and stay on the same core.
        pin(BOT_CORE, process.pid)
        bot = BotProcess(process)
        try:
            yield bot
        finally:
            if process.poll() is not None:
                sys.stderr.write(log.read_text("utf-8", "replace")[-2000:])
            else:
                bot.stop()
