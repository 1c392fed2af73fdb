"""Who may come in: programs and the playground's own page, never another web page.

A browser on this machine also runs pages of strangers, and such a page can make it ask for any address of this
machine: by an image, a form, a script. Each request, whatever it asks for, is held against what a page can't forge:

- `Host`: a name that a stranger points at 127.0.0.1 (DNS rebinding) still stands there.
- `Origin` and `Sec-Fetch-Site`: they tell which page asks. Programs send neither.
- A browser that sends neither gives itself away by `User-Agent` and `Accept-Language`, and calls nothing. Browsers
  keep `Sec-Fetch-Site` to themselves where the address is plain HTTP on another machine.
"""

import ipaddress
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from aiohttp import web

#: On every answer of the front. The page loads nothing from elsewhere and runs no script but its own files.
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
#: On files that people or the bot sent: they must not run, whatever they are.
FILE_HEADERS: Mapping[str, str] = MappingProxyType(
    {**PAGE_HEADERS, "Content-Security-Policy": "sandbox; default-src 'none'"}
)
#: Names that lead to this machine and that nobody can register; the last is how a container reaches its host.
_LOCAL_NAMES = ("localhost", "host.docker.internal")
#: So many good values of Host are remembered.
_REMEMBERED = 100
_OTHER_PAGE = "other web pages may not use the playground"
_UNKNOWN_PAGE = "this browser doesn't tell which web page asks, so it may not use the playground this way"
#: What only reads. A foreign page can have it done, and can't see what comes back.
_READING = frozenset({"GET", "HEAD"})


class Door:
    """Looks at each request before anything is done with it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Let in what comes under an address, a local name or one of these names."""
        self._names = frozenset(name.lower() for name in (*_LOCAL_NAMES, *names))
        #: Values of Host that were let in: a bot sends the same with each call.
        self._known: set[str] = set()

    def refusal_of(self, request: web.BaseRequest, *, is_call: bool) -> str | None:
        """Say why a request is not let in; None where it is.

        Args:
            request: What came.
            is_call: Whether it is a call of the Bot API, or fetches a bot's file: a GET may change something then.
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
        """Whether a Host is one that no stranger can point here; such a one is remembered."""
        name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
        name = name.lower().removesuffix(".")
        if name not in self._names and not name.endswith(".localhost") and not _is_address(name):
            return False
        if len(self._known) < _REMEMBERED:
            self._known.add(host)
        return True


def _opens_page(request: web.BaseRequest) -> bool:
    """Whether somebody follows a link to the page, which is fine from anywhere."""
    headers = request.headers
    is_shown = headers.get("Sec-Fetch-Mode") == "navigate"
    return request.path == "/" and is_shown and headers.get("Sec-Fetch-Dest", "document") == "document"


def _is_browser(request: web.BaseRequest) -> bool:
    """Whether a browser asks. Some programs call themselves Mozilla too, but tell no language."""
    headers = request.headers
    return headers.get("User-Agent", "").startswith("Mozilla/") and "Accept-Language" in headers


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
