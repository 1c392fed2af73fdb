"""Serves the browser page and the files from the chats to browsers."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from playground.chats.files import StoredFile
from playground.serving.door import FILE_HEADERS, PAGE_HEADERS

_FOLDER = Path(__file__).parent.parent / "page"
#: Types that a browser may display, because they run no scripts. Anything else can only be saved.
_SHOWN = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_SHOWN_GROUPS = ("audio/", "video/")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A file of the page."""

    data: bytes
    mime_type: str
    etag: str


class Page:
    """The files of the page, read once."""

    def __init__(self) -> None:
        """Read them all."""
        # Browsers only accept modules with this type, and not every system knows it.
        known = {".js": "text/javascript", ".svg": "image/svg+xml", ".css": "text/css", ".html": "text/html"}
        self._files: dict[str, PageFile] = {}
        for path in sorted(_FOLDER.rglob("*")):
            if path.is_file() and path.suffix in known:
                data = path.read_bytes()
                etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
                name = path.relative_to(_FOLDER).as_posix()
                self._files[name] = PageFile(data=data, mime_type=known[path.suffix], etag=etag)

    def serve(self, request: web.BaseRequest) -> web.Response | None:
        """Answer with a file of the page; None if there is no file at this path."""
        name = "index.html" if request.path == "/" else request.path.removeprefix("/page/")
        found = self._files.get(name)
        if found is None or (request.path != "/" and not request.path.startswith("/page/")):
            return None
        headers = {**PAGE_HEADERS, "Cache-Control": "no-cache", "ETag": found.etag}
        if request.headers.get("If-None-Match") == found.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=found.data, content_type=found.mime_type, charset="utf-8", headers=headers)


def serve_file(stored: StoredFile) -> web.Response:
    """Answer with a file that was sent in a chat. Its name only goes into a header and is never executed."""
    is_shown = stored.mime_type in _SHOWN or stored.mime_type.startswith(_SHOWN_GROUPS)
    headers = {
        **FILE_HEADERS,
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}",
        "Content-Type": stored.mime_type if is_shown else "application/octet-stream",
    }
    return web.Response(body=stored.data, headers=headers)
