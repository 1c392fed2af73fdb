"""Who may use the playground: programs and the playground's own page, never another web page.

A browser on this machine also runs foreign pages, and such a page can make it request any address on this machine:
with an image, a form or a script. So every request is checked against headers that a page cannot forge:

- `Host`: still has the name that somebody points at 127.0.0.1 (DNS rebinding).
- `Origin` and `Sec-Fetch-Site`: show which page sends the request. Programs send neither.
- A browser that sends neither is recognized by `User-Agent` and `Accept-Language`, and may not call anything.
  Browsers leave out `Sec-Fetch-Site` if the address is plain HTTP on another machine.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from aiohttp import web

#: On every answer from the front. The page loads nothing from elsewhere and only runs its own scripts.
PAGE_HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
)
#: On files from people or the bot: they must not run, whatever they are.
FILE_HEADERS: Mapping[str, str] = MappingProxyType(
    {**PAGE_HEADERS, "Content-Security-Policy": "sandbox; default-src 'none'"}
)
#: Names for this machine that nobody can register; containers use the last one for their host.
_LOCAL_NAMES = ("localhost", "host.docker.internal")
#: How many accepted values of Host to remember.
_REMEMBERED = 100
_OTHER_PAGE = "other web pages may not use the playground"
_UNKNOWN_PAGE = (
    "this browser does not say which web page is asking, so it may not use the playground this way"
)
#: Methods that only read. A foreign page can send these, but cannot see the result.
_READING = frozenset({"GET", "HEAD"})


class Door:
    """Checks each request before anything else happens."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Let in requests for an IP address, a local name or one of these names."""
        self._names = frozenset(name.lower() for name in (*_LOCAL_NAMES, *names))
        #: Accepted values of Host: a bot sends the same one with every call.
        self._known: set[str] = set()

    def refusal_of(self, request: web.BaseRequest, *, is_call: bool) -> str | None:
        """Return why a request is not let in; None if it is.

        Args:
            request: The request.
            is_call: Whether it is a Bot API call or fetches a bot's file: then even a GET may change something.
        """
        headers = request.headers
        host = headers.get("Host", "")
        if host not in self._known and not self._learn(host):
            return (
                f"the name {host!r} is not served here: use 127.0.0.1 or localhost, or allow it with --name"
            )
        origin = headers.get("Origin")
        if origin is not None and origin != f"http://{host}":
            return _OTHER_PAGE
        site = headers.get("Sec-Fetch-Site")
        if site is None:
            does = is_call or request.method not in _READING
            return _UNKNOWN_PAGE if does and origin is None and _is_browser(request) else None
        if site in {"none", "same-origin"} or (not is_call and _opens_page(request)):
            return None
        return _OTHER_PAGE

    def _learn(self, host: str) -> bool:
        """Whether a Host is one that nobody else can point here; if so, remember it."""
        name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
        name = name.lower().removesuffix(".")
        if name not in self._names and not name.endswith(".localhost") and not _is_address(name):
            return False
        if len(self._known) < _REMEMBERED:
            self._known.add(host)
        return True


def _opens_page(request: web.BaseRequest) -> bool:
    """Whether somebody is following a link to the page, which is fine from anywhere."""
    headers = request.headers
    is_shown = headers.get("Sec-Fetch-Mode") == "navigate"
    return request.path == "/" and is_shown and headers.get("Sec-Fetch-Dest", "document") == "document"


def _is_browser(request: web.BaseRequest) -> bool:
    """Whether the request is from a browser. Some programs also call themselves Mozilla, but send no language."""
    headers = request.headers
    return headers.get("User-Agent", "").startswith("Mozilla/") and "Accept-Language" in headers


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
