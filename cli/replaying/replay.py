"""`askmany replay DIR`: runs recorded answers through the whole system, over HTTP, and measures the result."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.measuring.picture import PICTURE_WIDTH, write_picture
from cli.replaying.datasets import Dataset, DatasetRefused, read_dataset
from cli.replaying.ends import check_reachable
from cli.replaying.reckoning import Check, Figures, check, measure
from cli.replaying.rehearsal import Outcome, Plan, RehearsalFailed, rehearse
from cli.tables.options import add_table_options, choices_of
from crowd.projects.project import MAX_OVERLAP, MAX_TARGET, MIN_TARGET
from storage.database import path_of
from storage.errors import StorageRefused
from storage.file.lock import FileLock


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("replay", help="replay recorded answers", description=__doc__)
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="folder with answers.tsv, gold.tsv and maybe tasks.csv"
    )
    add_options(parser)
    parser.set_defaults(command="replay", run=lambda args: replay(args.folder, args))


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that replay and demo share."""
    add_table_options(parser, whole=False)
    parser.add_argument("--target", type=float, default=0.95, help="the confidence at which asking stops")
    parser.add_argument("--min", type=int, default=2, help="the fewest answers a task gets")
    parser.add_argument("--max", type=int, default=10, help="the most answers a task gets")
    parser.add_argument("--seed", type=int, default=1, help="fixes the order in which people come")
    parser.add_argument("--at-once", type=int, default=32, help="how many people are online at the same time")
    parser.add_argument("--kills", type=int, default=0, help="how many times to kill and restart the bot")
    parser.add_argument(
        "--limits",
        choices=("off", "real"),
        default="off",
        help="whether the bot keeps to Telegram's sending limits",
    )
    parser.add_argument(
        "--webhook", action="store_true", help="send updates to the bot's webhook instead of letting it poll"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE", help="save what was printed as an SVG picture"
    )
    parser.add_argument(
        "--db", metavar="URL", help="keep the bot's database there, for example sqlite:///a.db"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("demo-output"), metavar="DIR", help="folder for the result files"
    )


def replay(folder: Path, args: argparse.Namespace) -> int:
    """Replay a folder; return 0 only if every check of the counts held."""
    console = Console(record=True, width=PICTURE_WIDTH) if args.picture else Console()
    try:
        dataset = read_dataset(folder, choices_of(args))
        plan = _plan(dataset, args)
        outcome = _run(dataset, plan, console)
    except (DatasetRefused, StorageRefused, RehearsalFailed, ValueError, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    figures = measure(dataset, outcome)
    checks = check(dataset, plan, outcome, figures)
    results_file = _write_files(plan, outcome)
    if args.json:
        args.json.write_text(json.dumps(_as_json(figures, results_file), indent=1) + "\n", "utf-8")
    console.print(_table(dataset, figures))
    for note in dataset.notes:
        console.print(note, markup=False, highlight=False)
    console.print(_checks(checks))
    console.print(f"Results: {results_file}\nAnswers: {plan.folder / 'answers.csv'}", highlight=False)
    if args.db is None:
        usual = plan.folder == Path("demo-output/rte")
        command = "make demo-live" if usual else f"askmany demo-live --from {plan.folder}"
        console.print(f"Everybody's chats, in a browser: {command}", highlight=False)
    if args.picture:
        write_picture(console, args.picture, title=f"askmany {args.command}")
    return 0 if all(item.holds for item in checks) else 1


def _plan(dataset: Dataset, args: argparse.Namespace) -> Plan:
    # The bot's dialogue would refuse these, and the rehearsal would wait for its next step for ever.
    if not MIN_TARGET <= args.target <= MAX_TARGET:
        raise ValueError(f"--target must be from {MIN_TARGET} to {MAX_TARGET}, not {args.target:g}.")
    check_reachable(args.target, dataset)
    if not 1 <= args.min <= args.max <= MAX_OVERLAP:
        raise ValueError(
            f"--min must be at least 1, and --max from --min to {MAX_OVERLAP}; not {args.min} and {args.max}."
        )
    if args.at_once < 1 or args.kills < 0:
        raise ValueError("--at-once must be at least 1 and --kills at least 0.")
    for path in (args.json, args.picture):
        if path is not None and (path.is_dir() or not path.parent.is_dir()):
            raise ValueError(f"{path} cannot be written. Name a file in a folder that exists.")
    folder = args.out / dataset.name
    folder.mkdir(parents=True, exist_ok=True)
    if args.db is None:
        url = f"sqlite:///{folder / 'askmany.db'}"
        # Not under a run that is going on: its bot would go on with a file that is gone.
        lock = FileLock(folder / "askmany.db-lock")
        lock.take()
        lock.release()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path_of(url)}{suffix}").unlink(missing_ok=True)
    else:
        url = args.db
        if path_of(url).exists():
            raise ValueError(
                f"{path_of(url)} already exists. A replay needs an empty database, so name a new file."
            )
    return Plan(
        target=args.target,
        min_answers=args.min,
        max_answers=args.max,
        seed=args.seed,
        at_once=args.at_once,
        kills=args.kills,
        real_limits=args.limits == "real",
        webhook=args.webhook,
        database_url=url,
        folder=folder,
    )


def _run(dataset: Dataset, plan: Plan, console: Console) -> Outcome:
    console.print(
        f"[bold]{dataset.title}[/bold]: {len(dataset.contents)} tasks, {len(dataset.answers)} people, "
        f"{dataset.n_recorded} recorded answers.\nA local Telegram, the real bot in its own process, and "
        "a chat for each person. The bot never sees the right answers."
    )
    columns = (
        TextColumn("closed"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[answers]} answers"),
        TimeElapsedColumn(),
    )
    # On a console of its own: only the last of its pictures is to stay, here and in a recording.
    with Progress(*columns, console=Console(width=console.width), transient=True) as progress:
        bar = progress.add_task("closed", total=len(dataset.contents), answers=0)

        def show(closed: int, total: int, answers: int) -> None:
            progress.update(bar, completed=closed, total=total, answers=answers)

        outcome = asyncio.run(rehearse(dataset, plan, show))
    console.print(progress.get_renderable())
    return outcome


def _write_files(plan: Plan, outcome: Outcome) -> Path:
    results_file = plan.folder / "results.csv"
    results_file.write_bytes(outcome.results)
    (plan.folder / "answers.csv").write_bytes(outcome.answers)
    return results_file


def _as_json(figures: Figures, results_file: Path) -> dict[str, object]:
    return {
        "tasks": figures.tasks,
        "closed": figures.closed,
        "closed_by": figures.closed_by,
        "answers": figures.answers,
        "recorded": figures.recorded,
        "accuracy": figures.accuracy,
        "majority_accuracy": figures.simple.accuracy,
        "confidence": figures.confidence,
        "seconds": round(figures.seconds, 3),
        "answers_per_s": round(figures.answers_per_s, 1),
        "results_file": str(results_file),
    }


def _table(dataset: Dataset, figures: Figures) -> Table:
    table = Table(
        title=f"{dataset.name}: asked only as much as needed", show_header=False, title_justify="left"
    )
    table.add_column(style="bold")
    table.add_column(justify="right")
    reasons = {
        "target": "certain enough",
        "max_answers": "most answers reached",
        "out_of_reach": "more answers could not settle it",
        "nobody_left": "nobody left",
    }
    table.add_row("Tasks closed", f"{figures.closed} of {figures.tasks}")
    for reason, count in sorted(figures.closed_by.items(), key=lambda item: -item[1]):
        table.add_row(f"  {reasons.get(reason, reason)}", str(count))
    share = figures.answers / figures.recorded if figures.recorded else 0
    table.add_row("Answers asked", f"{figures.answers} of {figures.recorded} recorded ({share:.0%})")
    table.add_row("  per task", f"{figures.answers_per_task:.2f}")
    table.add_row("  too late to count", str(figures.late))
    table.add_row("Right, against gold", _percent(figures.accuracy))
    table.add_row(f"  {figures.simple.rule}", _percent(figures.simple.accuracy))
    if figures.error is not None and figures.simple.error is not None:
        table.add_row("Median error", f"{figures.error:.4g}")
        table.add_row(f"  {figures.simple.rule}", f"{figures.simple.error:.4g}")
    table.add_row("Stated confidence", _percent(figures.confidence))
    if figures.confidence is not None and figures.accuracy is not None:
        gap = 100 * (figures.confidence - figures.accuracy)
        table.add_row("  stated minus right", f"{gap:+.1f} points")
    table.add_row("Wall time", f"{figures.seconds:.1f} s")
    table.add_row("Answers per second", f"{figures.answers_per_s:.0f}")
    return table


def _checks(checks: list[Check]) -> Table:
    table = Table(title="Checks", show_header=False, title_justify="left")
    table.add_column()
    table.add_column()
    for item in checks:
        table.add_row("[green]ok[/green]" if item.holds else "[red]FAILED[/red]", item.claim)
    return table


def _percent(share: float | None) -> str:
    return "unknown" if share is None else f"{100 * share:.1f} %"
