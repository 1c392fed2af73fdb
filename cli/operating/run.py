"""`askmany run`: runs the bot with the settings of the environment and .env, like `python -m bot`."""

import argparse

from bot.__main__ import main as run_bot


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("run", help="run the bot", description=__doc__)
    parser.set_defaults(run=lambda _: run_bot())
