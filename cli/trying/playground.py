"""`askmany playground`: the local Telegram alone, for any bot: without Askmany, without a token from Telegram."""

import argparse
import asyncio
import contextlib
import math
import signal
import sys
from pathlib import Path

from playground import NotPossible, Playground, PortTaken
from playground.control import Front
from playground.serving.floods import Limits

DEFAULT_PORT = 8081


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("playground", help="a local Telegram for any bot", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="port to listen on; 0 for any free port"
    )
    parser.add_argument(
        "--check",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="check calls and replies against the schema of the Bot API",
    )
    parser.add_argument(
        "--limits",
        type=read_limits,
        default="off",
        metavar="off|real|xN",
        help="how much the bot may send: no limits, Telegram's limits, or N times those",
    )
    parser.add_argument(
        "--journal", type=Path, metavar="FILE", help="write everything that happens as JSON lines"
    )
    parser.add_argument("--seed", type=int, help="fixes the random ids and faults")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument(
        "--open-to-network", action="store_true", help="let other machines connect, at the address of --host"
    )
    parser.add_argument(
        "--name",
        action="append",
        default=[],
        help="a name under which bots call this machine, such as that of its container; may be repeated",
    )
    parser.set_defaults(run=_run)


def read_limits(text: str) -> Limits:
    """Read off, real or xN.

    Raises:
        ArgumentTypeError: It is something else.
    """
    if text == "off":
        return "off"
    if text == "real":
        return "real"
    with contextlib.suppress(ValueError):
        factor = float(text.removeprefix("x"))
        if text.startswith("x") and 0 < factor < math.inf:
            return factor
    raise argparse.ArgumentTypeError(f"{text!r} is neither off, real, nor x and a number above 0")


def _run(args: argparse.Namespace) -> int:
    try:
        asyncio.run(_serve(args))
    except (NotPossible, PortTaken, OSError) as error:
        sys.stderr.write(f"askmany: {error}\n")
        return 2
    return 0


async def _serve(args: argparse.Namespace) -> None:
    telegram = Playground(
        port=args.port,
        host=args.host,
        open_to_network=args.open_to_network,
        names=args.name,
        seed=args.seed,
        check=args.check,
        limits=args.limits,
        journal=args.journal,
    )
    async with telegram, Front(telegram) as front:
        sys.stdout.write(_greeting(telegram, front.url))
        sys.stdout.flush()
        await _interrupted()


def _greeting(telegram: Playground, page: str) -> str:
    return (
        f"A local Telegram is running. Press Ctrl-C to stop.\n\n"
        f"  for the bot    base_url {telegram.base_url}   base_file_url {telegram.base_file_url}\n"
        f"  a token        {telegram.token}   (or any other: the first that comes is the bot)\n"
        f"  people, page   {page}\n"
        f"  seed           {telegram.seed}\n"
    )


async def _interrupted() -> None:
    """Wait until the program is asked to end."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, asked.set)
    await asked.wait()
