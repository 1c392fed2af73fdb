"""What the checks share: pictures, keyboards, and a check of everything that PTB has parsed."""

import struct
import zlib

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, TelegramObject

from playground.schema.newer import NEEDED
from playground.serving.old_fields import OLD_FIELDS


def png(width: int = 30, height: int = 20) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label) for label in labels]])


def unknown_fields(value: object) -> list[str]:
    """List what PTB has found in an object, or in anything inside it, and does not know."""
    if isinstance(value, list | tuple):
        return [name for part in value for name in unknown_fields(part)]
    if not isinstance(value, TelegramObject):
        return []
    found = [f"{type(value).__name__}.{name}" for name in value.api_kwargs]
    found = [name for name in found if name not in NEEDED | OLD_FIELDS]
    names = {name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())}
    for name in names - {"_bot", "_id_attrs", "_frozen", "api_kwargs"}:
        found += unknown_fields(getattr(value, name, None))
    return found
