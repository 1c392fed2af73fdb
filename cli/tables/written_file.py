"""Checks before long work that its result can be written, and overwrites nothing."""

from pathlib import Path


def check_writable(path: Path | None, *others: Path | None) -> None:
    """Check that a file can be written.

    Args:
        path: The file; None if none will be written.
        others: Files that must not be overwritten: those to read, and others to write.

    Raises:
        ValueError: It cannot be written, or is one of the others.
    """
    if path is None:
        return
    if path.is_dir() or not path.parent.is_dir():
        raise ValueError(f"{path} cannot be written. Name a file in a folder that exists.")
    if path.resolve() in {other.resolve() for other in others if other is not None}:
        raise ValueError(f"{path} is named twice and would be overwritten. Name another file.")
