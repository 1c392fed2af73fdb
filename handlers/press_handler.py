"""Finds the handler of a press by what the button carries."""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram.ext import BaseHandler

from handlers.context import CrowdContext
from handlers.packing import Tap, prefix_of
from handlers.press import Press

PressCallback = Callable[[Press, CrowdContext], Coroutine[Any, Any, None]]


class PressHandler(BaseHandler[object, CrowdContext, None]):
    """Handles every press: with the handler for what its button carries, or with one for all others."""

    def __init__(self, taps: Mapping[type[Tap], PressCallback], otherwise: PressCallback) -> None:
        self._by_prefix = {tap.PREFIX: callback for tap, callback in taps.items()}
        self._otherwise = otherwise
        super().__init__(self._take)

    def check_update(self, update: object) -> bool:
        """Return whether an update is a press."""
        return isinstance(update, Press)

    async def _take(self, press: Any, context: CrowdContext) -> None:
        await self._by_prefix.get(prefix_of(press.data), self._otherwise)(press, context)
