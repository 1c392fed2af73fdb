"""Waits until something has held for a while, as what holds for a moment may be undone by work that is under way."""

from collections.abc import Awaitable, Callable


async def wait_lasting(
    holds: Callable[[], Awaitable[bool]],
    pause: Callable[[], Awaitable[None]],
    *,
    lasting_s: float,
    patience_s: float,
    clock: Callable[[], float],
) -> float:
    """Wait until something has held at every look for so long, or patience ends.

    Args:
        holds: Looks whether it holds.
        pause: Passes some time between two looks.
        lasting_s: For how long it must have held, in seconds; 0 is content with one look.
        patience_s: How long to wait at most, in seconds.
        clock: Seconds from any beginning.

    Returns:
        When it began to hold, by the clock; when patience ended if it did not.
    """
    begun = since = clock()
    while True:
        if not await holds():
            since = clock()
            if since - begun >= patience_s:
                return since
        elif clock() - since >= lasting_s:
            return since
        await pause()
