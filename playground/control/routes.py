"""The paths of the control API. `docs/control-api.md` shows each with an example; a test keeps it complete."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from playground.control import acting, looking, steering, touching
from playground.control.asked import Asked
from playground.control.fields import Refused
from playground.wire import JsonObject

#: Carries out a request and returns the content of the answer.
Handler: TypeAlias = Callable[[Asked], Awaitable[JsonObject]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A kind of request."""

    method: str
    path: str
    handler: Handler

    @property
    def pattern(self) -> re.Pattern[str]:
        """The path as a pattern with named values."""
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


def _routes(*rows: tuple[str, str, Handler]) -> tuple[Route, ...]:
    return tuple(
        Route(method=method, path=f"/playground{path}", handler=handler) for method, path, handler in rows
    )


ROUTES = _routes(
    ("GET", "/state", looking.state),
    ("GET", "/bots", looking.bots),
    ("GET", "/people", looking.people),
    ("POST", "/people", acting.come),
    ("GET", "/people/{person}", looking.person),
    ("GET", "/people/{person}/chat", looking.chat),
    ("GET", "/people/{person}/next", looking.next_messages),
    ("GET", "/people/{person}/answers/{query}", looking.answer),
    ("POST", "/people/{person}/start", acting.start),
    ("POST", "/people/{person}/send", acting.send),
    ("POST", "/people/{person}/upload", acting.upload),
    ("POST", "/people/{person}/sample", acting.send_sample),
    ("POST", "/people/{person}/location", acting.send_location),
    ("POST", "/people/{person}/contact", acting.send_contact),
    ("POST", "/people/{person}/dice", acting.send_dice),
    ("POST", "/people/{person}/press", acting.press_key),
    ("POST", "/people/{person}/tap", touching.tap),
    ("POST", "/people/{person}/play", touching.play),
    ("POST", "/people/{person}/inline", touching.inline),
    ("POST", "/people/{person}/choose", touching.choose),
    ("POST", "/people/{person}/edit", touching.edit),
    ("POST", "/people/{person}/delete", touching.delete),
    ("POST", "/people/{person}/forward", touching.forward),
    ("POST", "/people/{person}/react", touching.react),
    ("POST", "/people/{person}/vote", touching.vote),
    ("POST", "/people/{person}/pay", touching.pay),
    ("POST", "/people/{person}/block", acting.block),
    ("POST", "/people/{person}/unblock", acting.unblock),
    ("POST", "/people/{person}/deactivate", acting.deactivate),
    ("GET", "/groups", steering.groups),
    ("POST", "/groups", steering.found_group),
    ("POST", "/groups/{group}/join", steering.join_group),
    ("POST", "/groups/{group}/leave", steering.leave_group),
    ("POST", "/groups/{group}/bot", steering.set_bot_status),
    ("POST", "/groups/{group}/link", steering.link_group),
    ("POST", "/groups/{group}/migrate", steering.migrate_group),
    ("POST", "/online", steering.put_online),
    ("GET", "/crowd", steering.crowd),
    ("POST", "/crowd", steering.add_crowd),
    ("POST", "/crowd/rest", steering.rest_crowd),
    ("POST", "/crowd/wake", steering.wake_crowd),
    ("GET", "/faults", steering.faults),
    ("POST", "/faults", steering.add_fault),
    ("DELETE", "/faults", steering.clear_faults),
    ("GET", "/clock", steering.clock),
    ("POST", "/clock/move", steering.move_clock),
    ("GET", "/violations", steering.violations),
    ("GET", "/traffic", looking.traffic),
    ("GET", "/samples", looking.samples),
)
_PATTERNS = tuple((route, route.pattern) for route in ROUTES)


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """Find the route for a request, and the values in its path.

    Raises:
        Refused: There is nothing at this path, or not with this method.
    """
    allowed = []
    for route, pattern in _PATTERNS:
        match = pattern.fullmatch(path)
        if match and route.method == method:
            return route, match.groupdict()
        if match:
            allowed.append(route.method)
    if allowed:
        raise Refused(405, f"use {' or '.join(allowed)} here, not {method}")
    raise Refused(404, f"there is nothing at {path}: docs/control-api.md lists the paths")
