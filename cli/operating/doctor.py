"""`askmany doctor`: checks everything the bot needs and says in plain sentences what is wrong, if anything."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.process.clock import system_clock
from bot.process.logs import Redaction
from bot.settings import SettingRefused, environment
from cli.operating.database_file import add_database_option, chosen_path
from cli.operating.doctor_database import check_database
from cli.operating.doctor_settings import check_server, check_settings
from cli.operating.finding import Finding, Level, exit_status
from cli.tables.written_file import check_writable
from crowd.ids import SECOND
from storage.errors import StorageRefused

_MARKS = {
    Level.OK: "[green]ok[/]",
    Level.NOTE: "[cyan]note[/]",
    Level.WARNING: "[yellow]warning[/]",
    Level.ERROR: "[red]error[/]",
}
_SUMMARIES = (
    "All is well.",
    "Some things need attention.",
    "Something is wrong.",
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("doctor", help="check that all is well", description=__doc__)
    parser.add_argument("--offline", action="store_true", help="skip the checks that need the Bot API server")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write everything to FILE")
    add_database_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Look; return the exit status: 0 when all is well, 1 with a warning, 2 with an error."""
    now = system_clock()
    try:
        environ, unread = environment(), []
    except SettingRefused as error:
        environ = dict(os.environ)
        unread = [Finding(check="settings", level=Level.ERROR, sentence=str(error))]
    redaction = Redaction(environ.get("BOT_TOKEN", "").strip())
    with Console(stderr=True).status("Checking ...") as _:
        findings = [*unread, *_look(args, environ, now)]
    status = exit_status(findings)
    console = Console(soft_wrap=True, highlight=False)
    for finding in findings:
        console.print(f"{_MARKS[finding.level]}: {escape(redaction.redact(finding.sentence))}")
    console.print(_SUMMARIES[status])
    if args.json is None:
        return status
    try:
        check_writable(args.json)
        args.json.write_text(redaction.redact(_as_json(findings, status, now)), "utf-8")
    except (ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    return status


def _look(args: argparse.Namespace, environ: dict[str, str], now: int) -> list[Finding]:
    settings, findings = check_settings(environ)
    if settings is not None and not args.offline:
        findings += check_server(settings, now_s=now / SECOND)
    try:
        path = chosen_path(args)
    except StorageRefused as error:
        return [*findings, Finding(check="database", level=Level.ERROR, sentence=str(error))]
    return findings + check_database(path, now=now)


def _as_json(findings: list[Finding], status: int, now: int) -> str:
    report = {
        "version": version("askmany"),
        "looked_at": datetime.fromtimestamp(now / SECOND, UTC).isoformat(timespec="seconds"),
        "exit_status": status,
        "findings": [finding.as_json() for finding in findings],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"
