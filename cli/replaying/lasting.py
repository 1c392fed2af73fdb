"""Waits until something has been true for a while, since work under way may undo what is true for a moment."""

from collections.abc import Awaitable, Callable


async def wait_lasting(
    holds: Callable[[], Awaitable[bool]],
    pause: Callable[[], Awaitable[None]],
    *,
    lasting_s: float,
    patience_s: float,
    clock: Callable[[], float],
) -> float:
    """Wait until something has been true at every check for some time, or until patience ends.

    Args:
        holds: Checks whether it is true.
        pause: Waits between two checks.
        lasting_s: How long it must have been true, in seconds; 0 requires only one check.
        patience_s: How long to wait at most, in seconds.
        clock: A clock in seconds from any start.

    Returns:
        When it became true, by the clock; if it never did, when patience ended.
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
