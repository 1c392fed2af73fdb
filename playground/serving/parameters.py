"""The parameters of a call, however they were sent: query string, form, multipart or JSON."""

import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, MultipartReader, web

from playground.chats.files import MAX_UPLOAD_BYTES, Upload, guess_type
from playground.errors import ApiError, bad_request
from playground.wire import JsonObject

#: The name of a part of a form, as it is written there.
_PART_NAME = re.compile(r'[;\s]name="((?:[^"\\]|\\.)*)"')
_TRUE = frozenset({"true", "1", "yes", "t", "y"})


class Parameters:
    """The named values of a call, read as the types that a method expects.

    A missing value and an empty one are the same, as in Telegram.
    """

    __slots__ = ("_parsed", "files", "flaw", "values")

    def __init__(
        self, values: Mapping[str, object], files: Mapping[str, Upload] | None = None, flaw: str = ""
    ) -> None:
        """Take decoded values, uploaded files, and any flaw in the body that Telegram overlooks."""
        self.values = values
        self.files = files or {}
        self.flaw = flaw
        #: Structured values, decoded only once, because both the checks and the method need them.
        self._parsed: dict[str, object] = {}

    def text(self, name: str) -> str:
        """Read a text; empty if missing."""
        value = self.values.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        return str(value) if value.__class__ is int else json.dumps(value)

    def integer(self, name: str, default: int = 0) -> int:
        """Read a whole number; `default` if it is missing or not a number."""
        value = self.values.get(name)
        try:
            return int(value) if isinstance(value, str | int | float) else default
        except (ValueError, OverflowError):
            return default

    def flag(self, name: str) -> bool:
        """Read yes or no; no if missing."""
        value = self.values.get(name)
        return value is True or (isinstance(value, str | int) and str(value).lower() in _TRUE)

    def parsed(self, name: str, what: str) -> object:
        """Read a structured value, which forms send as JSON text; None if missing.

        Raises:
            ApiError: It is not valid JSON; the refusal calls it `what`.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        if name not in self._parsed:
            try:
                self._parsed[name] = json.loads(value)
            except ValueError as error:
                raise bad_request(f"can't parse {what} JSON object") from error
        return self._parsed[name]

    def mapping(self, name: str, what: str) -> JsonObject | None:
        """Read a JSON object; None if missing.

        Raises:
            ApiError: It is something else.
        """
        value = self.parsed(name, what)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"object expected as {what}")

    def sequence(self, name: str, what: str) -> list[object] | None:
        """Read a JSON array; None if missing.

        Raises:
            ApiError: It is something else.
        """
        value = self.parsed(name, what)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(f"expected an Array of {what}")

    def lenient_sequence(self, name: str) -> list[object] | None:
        """Read a JSON array; None if it is missing, broken or something else, which Telegram overlooks here."""
        try:
            value = self.parsed(name, name)
        except ApiError:
            return None
        return value if isinstance(value, list) else None

    def file(self, name: str) -> Upload | str:
        """Read a file: the upload with this name, or the file id given instead."""
        value = self.text(name)
        upload = self.files.get(value.removeprefix("attach://") if value.startswith("attach://") else name)
        return upload if upload is not None else value


async def read_parameters(request: web.BaseRequest) -> Parameters:
    """Decode a request; the body takes precedence over the query string.

    A JSON body that is broken or not an object counts as empty, as in Telegram.

    Raises:
        ApiError: A form is broken, or an upload is larger than 50 MB.
        ConnectionError: The bot disconnected before the request was complete.
    """
    query = request.raw_path.partition("?")[2] if "?" in request.raw_path else ""
    values: dict[str, object] = _read_form(query.encode()) if query else {}
    files: dict[str, Upload] = {}
    flaw = ""
    if request.body_exists:
        try:
            flaw = await _read_body(request, values, files)
        except web.HTTPRequestEntityTooLarge as error:
            raise ApiError(413, "Request Entity Too Large") from error
    return Parameters(values, files, flaw)


async def _read_body(request: web.BaseRequest, values: dict[str, object], files: dict[str, Upload]) -> str:
    """Add the values in the body; return any flaw in it that Telegram overlooks."""
    # aiohttp is slow at parsing this header, which is nearly always simple.
    given = request.headers.get("Content-Type")
    kind = given if given == "application/json" else request.content_type
    if kind == "multipart/form-data":
        try:
            await _read_multipart(request, values, files)
        except ValueError as error:
            raise bad_request("can't parse request body as multipart/form-data") from error
    elif kind == "application/json":
        return _read_json(await _read_all(request), values)
    elif kind == "application/x-www-form-urlencoded":
        values |= _read_form(await _read_all(request))
    return ""


async def _read_all(request: web.BaseRequest) -> bytes:
    # Most bodies arrive together with the headers, so there is nothing to wait for.
    content = request.content
    return content.read_nowait() if content.is_eof() else await request.read()


def _read_json(body: bytes, values: dict[str, object]) -> str:
    try:
        found = json.loads(body.decode()) if body.strip() else {}
    except ValueError:
        return "the body is broken JSON, which Telegram reads as empty"
    if isinstance(found, dict):
        values |= found
    elif found:
        return "the body is no JSON object, which Telegram reads as empty"
    return ""


def _read_form(body: bytes) -> JsonObject:
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


async def _read_multipart(
    request: web.BaseRequest, values: dict[str, object], files: dict[str, Upload]
) -> None:
    await read_parts(await request.multipart(), values, files)


async def read_parts(reader: MultipartReader, values: dict[str, object], files: dict[str, Upload]) -> None:
    """Decode the parts of a form into values and files.

    Raises:
        ApiError: An upload is larger than 50 MB.
        ValueError: The form is broken.
    """
    async for part in reader:
        name = _name_of(part) if isinstance(part, BodyPartReader) else None
        if not isinstance(part, BodyPartReader) or name is None:
            continue
        data = bytes(await part.read())
        if len(data) > MAX_UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        if part.filename is None:
            values[name] = data.decode(errors="replace")
        else:
            kind = part.headers.get("Content-Type", "").partition(";")[0]
            files[name] = Upload(name=part.filename, mime_type=kind or guess_type(part.filename), data=data)


def _name_of(part: BodyPartReader) -> str | None:
    """Return a part's name: aiohttp would strip the slashes from a path, by which some bots name their files."""
    found = _PART_NAME.search(part.headers.get("Content-Disposition", ""))
    return re.sub(r"\\(.)", r"\1", found[1]) if found else part.name
