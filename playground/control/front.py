"""The front of a playground: everything it serves besides the Bot API."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Self
from urllib.parse import unquote

from aiohttp import web

from playground.control.asked import Asked, Parts, Sample
from playground.control.fields import Refused
from playground.control.live import Live
from playground.control.pages import Page, serve_file
from playground.control.routes import find_route
from playground.control.traffic import Traffic
from playground.control.views import bot_view
from playground.errors import ApiError, NotPossible, NotSeen
from playground.people.crowd import Crowd
from playground.server import Playground
from playground.serving.door import PAGE_HEADERS
from playground.wire import JsonObject, encode

_FILES = "/playground/files/"
_OTHER_BOT = re.compile(r"/playground/bots/(\d+)(/.+)")


class Desk:
    """What is served for one bot: the control API's parts and the live events."""

    def __init__(
        self,
        telegram: Playground,
        crowd: Crowd,
        samples: tuple[Sample, ...],
        bots: Callable[[], list[JsonObject]],
    ) -> None:
        """Prepare; `bots` names all bots."""
        self._bots = bots
        traffic = Traffic(telegram.clock)
        self.parts = Parts(telegram=telegram, crowd=crowd, traffic=traffic, samples=samples)
        self.live = Live(telegram, traffic, self._extras)

    def open(self) -> None:
        """Record the bot's traffic from now on."""
        self.parts.telegram.world.watchers.add(self.parts.traffic.note)

    async def close(self) -> None:
        """Disconnect all watchers and pause the crowd."""
        self.parts.telegram.world.watchers.remove(self.parts.traffic.note)
        await self.live.close()
        await self.parts.crowd.rest()

    def _extras(self) -> JsonObject:
        samples = [
            {"name": sample.name, "title": sample.title, "for": list(sample.advised)}
            for sample in self.parts.samples
        ]
        return {"crowd": self.parts.crowd.view(), "samples": samples, "bots": self._bots()}


class Front:
    """The control API, live events and the browser page of a playground.

    ```python
    async with Playground(port=8090) as telegram, Front(telegram) as front:
        ...
    ```
    """

    def __init__(
        self, telegram: Playground, *, samples: Iterable[Sample] = (), truths: Mapping[str, str] | None = None
    ) -> None:
        """Prepare; `samples` are files that the page offers to send, `truths` maps texts to their right options."""
        self._telegram = telegram
        self.crowd = Crowd(telegram, truths or {})
        self._samples = tuple(samples)
        self._desk = Desk(telegram, self.crowd, self._samples, self._bots)
        #: The same for bots with other tokens, by id.
        self._others: dict[int, Desk] = {}
        self._page = Page()

    async def __aenter__(self) -> Self:
        self._desk.open()
        for bot in self._telegram.bots.values():
            self._welcome("bot", bot)
        self._telegram.world.watchers.add(self._welcome)
        self._telegram.front = self._serve
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop serving: pause the crowd and disconnect all watchers."""
        self._telegram.front = None
        self._telegram.world.watchers.remove(self._welcome)
        for desk in (self._desk, *self._others.values()):
            await desk.close()

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self._telegram.port}/"

    def _welcome(self, kind: str, thing: object) -> None:
        """Serve another bot from when it comes."""
        if kind == "bot" and isinstance(thing, Playground):
            desk = Desk(thing, Crowd(thing, {}), self._samples, self._bots)
            desk.open()
            self._others[thing.world.bot.id] = desk

    def _bots(self) -> list[JsonObject]:
        """Name all bots, for the page to choose from."""
        views = [bot_view(each.world) for each in (self._telegram, *self._telegram.bots.values())]
        return [{name: view[name] for name in ("id", "name", "username")} for view in views]

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except Refused as refused:
            return _json({"error": refused.text}, status=refused.status)
        except NotPossible as error:
            return _json({"error": str(error)}, status=409)
        except NotSeen as error:
            return _json({"error": str(error)}, status=504)
        except ApiError as error:
            return _json({"error": error.description}, status=400)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path.startswith("/playground/"):
            desk, path = self._meant(path)
            if path == "/playground/live":
                return await desk.live.welcome(request)
            if path.startswith(_FILES):
                return _file(desk.parts.telegram, path)
            route, in_path = find_route(request.method, path)
            return _json(await route.handler(Asked(parts=desk.parts, request=request, in_path=in_path)))
        page = self._page.serve(request) if request.method in {"GET", "HEAD"} else None
        if page is None:
            raise Refused(404, f"there is nothing at {path}")
        return page

    def _meant(self, path: str) -> tuple[Desk, str]:
        """Return which bot a path refers to, and the rest of the path."""
        match = _OTHER_BOT.fullmatch(path)
        if match is None or int(match[1]) == self._telegram.world.bot.id:
            return self._desk, f"/playground{match[2]}" if match else path
        desk = self._others.get(int(match[1]))
        if desk is None:
            raise Refused(404, f"there is no bot with the id {match[1]}")
        return desk, f"/playground{match[2]}"


def _file(telegram: Playground, path: str) -> web.Response:
    stored = telegram.world.files.get(unquote(path.removeprefix(_FILES)))
    if stored is None:
        raise Refused(404, "there is no such file")
    return serve_file(stored)


def _json(body: JsonObject, *, status: int = 200) -> web.Response:
    headers = {**PAGE_HEADERS, "Cache-Control": "no-store"}
    return web.Response(body=encode(body), status=status, content_type="application/json", headers=headers)
