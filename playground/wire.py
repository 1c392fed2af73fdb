"""JSON as it travels between the bot and the playground, and the addresses it may travel to."""

import ipaddress
import json
from typing import TypeAlias
from urllib.parse import urlsplit

JsonObject: TypeAlias = dict[str, object]

# One encoder for the life of the process: json.dumps with options builds a new one on each call.
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
