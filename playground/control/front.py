"""The front of a playground: everything it serves besides the Bot API."""

import re
from collections.abc import Iterable, Mapping
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
from playground.crowd import Crowd
from playground.door import PAGE_HEADERS
from playground.errors import ApiError, NotPossible, NotSeen
from playground.server import Playground
from playground.wire import JsonObject, encode

_FILES = "/playground/files/"
_OTHER_BOT = re.compile(r"/playground/bots/(\d+)(/.+)")


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
        self._traffic = Traffic(telegram.clock)
        self._parts = Parts(
            telegram=telegram, crowd=self.crowd, traffic=self._traffic, samples=tuple(samples)
        )
        #: The same for bots with other tokens, by id.
        self._others: dict[int, Parts] = {}
        self._live = Live(telegram, self._traffic, self._extras)
        self._page = Page()

    async def __aenter__(self) -> Self:
        self._telegram.world.watchers.add(self._traffic.note)
        self._telegram.front = self._serve
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop serving: pause the crowd and disconnect all watchers."""
        self._telegram.front = None
        self._telegram.world.watchers.remove(self._traffic.note)
        await self._live.close()
        for parts in (self._parts, *self._others.values()):
            await parts.crowd.rest()

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://127.0.0.1:{self._telegram.port}/"

    def _extras(self) -> JsonObject:
        samples = [
            {"name": sample.name, "title": sample.title, "for": list(sample.advised)}
            for sample in self._parts.samples
        ]
        return {"crowd": self.crowd.view(), "samples": samples}

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
        if path == "/playground/live":
            return await self._live.welcome(request)
        if path.startswith(_FILES):
            return self._file(request)
        if path.startswith("/playground/"):
            parts, path = self._meant(path)
            route, in_path = find_route(request.method, path)
            return _json(await route.handler(Asked(parts=parts, request=request, in_path=in_path)))
        page = self._page.serve(request) if request.method in {"GET", "HEAD"} else None
        if page is None:
            raise Refused(404, f"there is nothing at {path}")
        return page

    def _meant(self, path: str) -> tuple[Parts, str]:
        """Return which bot a path refers to, and the rest of the path."""
        match = _OTHER_BOT.fullmatch(path)
        if match is None or int(match[1]) == self._telegram.world.bot.id:
            return self._parts, f"/playground{match[2]}" if match else path
        bot_id = int(match[1])
        bot = self._telegram.bots.get(bot_id)
        if bot is None:
            raise Refused(404, f"there is no bot with the id {bot_id}")
        if bot_id not in self._others:
            traffic = Traffic(bot.clock)
            bot.world.watchers.add(traffic.note)
            self._others[bot_id] = Parts(telegram=bot, crowd=Crowd(bot, {}), traffic=traffic)
        return self._others[bot_id], f"/playground{match[2]}"

    def _file(self, request: web.BaseRequest) -> web.Response:
        stored = self._telegram.world.files.get(unquote(request.path.removeprefix(_FILES)))
        if stored is None:
            raise Refused(404, "there is no such file")
        return serve_file(stored)


def _json(body: JsonObject, *, status: int = 200) -> web.Response:
    headers = {**PAGE_HEADERS, "Cache-Control": "no-store"}
    return web.Response(body=encode(body), status=status, content_type="application/json", headers=headers)
