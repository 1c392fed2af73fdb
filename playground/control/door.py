"""Who may come in: only programs of this machine and the page itself, never another web page.

A browser on this machine also runs pages of strangers. Two things keep them out: they cannot forge `Origin` and
`Sec-Fetch-Site`, and a name of theirs that they point at 127.0.0.1 (DNS rebinding) still stands in `Host`.
"""

import ipaddress
from collections.abc import Mapping
from types import MappingProxyType

from aiohttp import web

#: On every answer. The page loads nothing from elsewhere and runs no script but its own files.
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


def refusal_of(request: web.BaseRequest) -> str | None:
    """Say why a request is not let in; None where it is."""
    headers = request.headers
    host = headers.get("Host", "")
    if not _is_local_name(host):
        return f"the name {host!r} is not served here: use 127.0.0.1 or localhost"
    origin = headers.get("Origin")
    if origin is not None and origin != f"http://{host}":
        return "other web pages may not use the playground"
    site = headers.get("Sec-Fetch-Site", "none")
    # Following a link to the page is fine; anything that a foreign page loads or sends by itself is not.
    opens_page = request.path == "/" and headers.get("Sec-Fetch-Mode") == "navigate"
    if site not in {"none", "same-origin"} and not opens_page:
        return "other web pages may not use the playground"
    return None


def _is_local_name(host: str) -> bool:
    """Whether a Host is one that no stranger can point here: an address, or localhost."""
    name = host.rpartition(":")[0] if ":" in host.rpartition("]")[2] else host
    if name.lower() == "localhost":
        return True
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True
