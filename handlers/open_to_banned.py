"""What banned people may do as well: ask what is stored about them, and have it deleted."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar

from handlers.context import CrowdContext

U = TypeVar("U")

#: The commands for it; the buttons that follow from them are wrapped in the same way.
FOR_BANNED_TOO = frozenset({"privacy", "mydata", "forget"})


def open_to_banned(
    handler: Callable[[U, CrowdContext], Coroutine[Any, Any, None]],
) -> Callable[[U, CrowdContext], Coroutine[Any, Any, None]]:
    """Return a handler that serves banned people like everybody else."""

    @wraps(handler)
    async def serve(update: U, context: CrowdContext) -> None:
        context.is_open_to_banned = True
        await handler(update, context)

    return serve
