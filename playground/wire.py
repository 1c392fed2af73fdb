"""JSON sent between the bot and the playground, and the addresses it may go to."""

import ipaddress
import json
from typing import TypeAlias
from urllib.parse import urlsplit

JsonObject: TypeAlias = dict[str, object]

# Use one encoder for the whole process: json.dumps with options would build a new one for each call.
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(value: object) -> bytes:
    """Write a value as compact JSON in UTF-8."""
    return _ENCODER.encode(value).encode()


def without_none(fields: JsonObject) -> JsonObject:
    """Drop absent fields: Telegram leaves them out instead of sending null."""
    return {name: value for name, value in fields.items() if value is not None}


def is_loopback_url(url: str) -> bool:
    """Whether an address leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
