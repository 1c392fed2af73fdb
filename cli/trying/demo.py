"""`askmany demo`: replays the data set that the project carries: 800 real questions, 164 real people."""

import argparse
from importlib import resources
from pathlib import Path

from cli.replaying.replay import add_options, replay


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser("demo", help="run the main job on real data", description=__doc__)
    add_options(parser)
    parser.set_defaults(command="demo", run=lambda args: replay(dataset_folder(), args))


def dataset_folder() -> Path:
    """Return where the data set of the demo lies."""
    with resources.as_file(resources.files("playground") / "datasets" / "rte") as folder:
        return folder
