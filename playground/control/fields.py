"""Reads the values of a request to the control API, from JSON or the query string, as the expected types."""

import json
from collections.abc import Mapping

from aiohttp import web

from playground.chats.files import MAX_UPLOAD_BYTES

MAX_JSON_BYTES = 1024 * 1024
#: Content types that clients send when they do not know the type of a file.
SAYS_NOTHING = frozenset({"", "application/octet-stream", "application/x-www-form-urlencoded"})


class Refused(Exception):
    """A request that the control API refuses, with the HTTP status and the reason."""

    def __init__(self, status: int, text: str) -> None:
        """Take the status and the reason."""
        super().__init__(text)
        self.status = status
        self.text = text


class Fields:
    """The named values of a request."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, object]) -> None:
        """Take decoded JSON, or a query string whose values are all text."""
        self._values = values

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        """Read a text; without a default it is required.

        Raises:
            Refused: It is missing or has the wrong type.
        """
        value = self._values.get(name, default)
        if not isinstance(value, str):
            raise Refused(400, f'"{name}" must be a text')
        return value

    def optional_text(self, name: str) -> str | None:
        """Read an optional text.

        Raises:
            Refused: It has the wrong type.
        """
        return self.text(name) if name in self else None

    def integer(self, name: str, default: int | None = None) -> int:
        """Read a whole number; without a default it is required.

        Raises:
            Refused: It is missing or has the wrong type.
        """
        number = self.number(name, default)
        if not number.is_integer():
            raise Refused(400, f'"{name}" must be a whole number')
        return int(number)

    def optional_integer(self, name: str) -> int | None:
        """Read an optional whole number.

        Raises:
            Refused: It has the wrong type.
        """
        return self.integer(name) if name in self else None

    def number(self, name: str, default: float | None = None) -> float:
        """Read a finite number; without a default it is required.

        Raises:
            Refused: It is missing or has the wrong type.
        """
        value = self._values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise Refused(400, f'"{name}" must be a number')
        try:
            number = float(value)
        except (ValueError, OverflowError):
            raise Refused(400, f'"{name}" must be a number') from None
        if number - number != 0:
            raise Refused(400, f'"{name}" must be a finite number')
        return number

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Read true or false.

        Raises:
            Refused: It has the wrong type.
        """
        value = self._values.get(name, default)
        if isinstance(value, str) and value in {"true", "false"}:
            return value == "true"
        if not isinstance(value, bool):
            raise Refused(400, f'"{name}" must be true or false')
        return value

    def integers(self, name: str) -> list[int]:
        """Read a list of whole numbers; empty if missing.

        Raises:
            Refused: It has the wrong type.
        """
        values = self._values.get(name) or []
        if not isinstance(values, list) or not all(type(value) is int for value in values):
            raise Refused(400, f'"{name}" must be a list of whole numbers')
        return values


async def read_json(request: web.BaseRequest) -> Fields:
    """Read the JSON object in a request; an empty body counts as an empty object.

    Raises:
        Refused: It is not a JSON object, or it is too long.
    """
    body = await read_body(request, MAX_JSON_BYTES)
    if not body.strip():
        return Fields({})
    # A foreign page can send a plain form without the browser asking first, but not JSON.
    if request.content_type != "application/json":
        raise Refused(415, "send JSON, with the header Content-Type: application/json")
    try:
        values = json.loads(body)
    except ValueError as error:
        raise Refused(400, f"the body is not valid JSON: {error}") from None
    if not isinstance(values, dict):
        raise Refused(400, "send a JSON object")
    return Fields(values)


async def read_body(request: web.BaseRequest, most: int = MAX_UPLOAD_BYTES) -> bytes:
    """Read the body of a request, ignoring the server's own limit.

    Raises:
        Refused: It is longer than `most` bytes.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.content.iter_any():
        size += len(part)
        if size > most:
            raise Refused(413, f"the body can have at most {most} bytes")
        parts.append(part)
    return b"".join(parts)
