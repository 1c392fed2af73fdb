"""Files from the chats, kept in memory under ids like Telegram's."""

import base64
import mimetypes
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from playground.chats.media import look_into
from playground.errors import bad_request
from playground.wire import JsonObject

#: The largest file that a bot may download from Telegram's public server.
MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024
#: The largest file that a bot may send ...
MAX_UPLOAD_BYTES = 50 * 1024 * 1024
#: ... and the largest photo.
MAX_PHOTO_BYTES = 10 * 1024 * 1024
#: The largest file, and the largest photo, that Telegram fetches from an address.
MAX_ONLINE_BYTES = 20 * 1024 * 1024
MAX_ONLINE_PHOTO_BYTES = 5 * 1024 * 1024
_MAX_PHOTO_SIDES = 10_000
_MAX_PHOTO_RATIO = 20
#: By kind of file: the start of its ids, and the folder it is downloaded from.
_KINDS: Mapping[str, tuple[str, str]] = {
    "document": ("BQACAgIAAxkB", "documents"),
    "photo": ("AgACAgIAAxkB", "photos"),
    "voice": ("AwACAgIAAxkB", "voice"),
    "audio": ("CQACAgIAAxkB", "music"),
    "video": ("BAACAgIAAxkB", "videos"),
    "animation": ("CgACAgIAAxkB", "animations"),
    "video_note": ("DQACAgIAAxkB", "video_notes"),
    "sticker": ("CAACAgIAAxkB", "stickers"),
    "thumbnail": ("AAMCAgADGQED", "thumbnails"),
}
#: Kinds whose names a bot sees; recordings and pictures have none.
_NAMED = frozenset({"document", "audio", "video", "animation"})
_UNTYPED = frozenset({"photo", "video_note", "sticker", "thumbnail"})
#: By kind: which of its fields are read from the file itself.
_READ: Mapping[str, tuple[str, ...]] = {
    "voice": ("duration",),
    "audio": ("duration",),
    "video": ("width", "height", "duration"),
    "animation": ("width", "height", "duration"),
    "video_note": ("length", "duration"),
    "sticker": ("width", "height"),
}
#: The largest small picture that goes with a file, in pixels and bytes; Telegram passes over larger ones.
_MAX_THUMBNAIL = 320
_MAX_THUMBNAIL_BYTES = 200 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """An uploaded file that is not stored yet."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that was sent in a chat."""

    file_id: str
    unique_id: str
    name: str
    mime_type: str
    data: bytes
    path: str
    #: What it was sent as: document, photo, voice, audio, video, animation, video_note or sticker.
    kind: str = "document"
    #: Further fields of that kind, with Telegram's names: width, height, duration, performer, ...
    details: JsonObject = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Size in bytes."""
        return len(self.data)

    def _identity(self) -> JsonObject:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.data)}

    def size_json(self) -> JsonObject:
        """Return it as a PhotoSize."""
        return self._identity() | self.details

    def content_json(self) -> JsonObject:
        """Return it as the field or fields of a message that contains it."""
        if self.kind == "photo":
            # The playground only keeps one size of a picture.
            return {"photo": [self.size_json()]}
        fields = self._identity() | self.details
        if self.kind in _NAMED:
            fields["file_name"] = self.name
        if self.kind not in _UNTYPED:
            fields["mime_type"] = self.mime_type
        if self.kind == "animation":
            # Telegram includes an animation twice, for old bots.
            document = self._identity() | {"file_name": self.name, "mime_type": self.mime_type}
            return {"animation": fields, "document": document}
        return {self.kind: fields}

    def file_json(self) -> JsonObject:
        """Return it as a File for downloading.

        Raises:
            ApiError: It is larger than 20 MB.
        """
        if len(self.data) > MAX_DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        return self._identity() | {"file_path": self.path}


class FileStore:
    """All files of a playground, by id and by download path."""

    def __init__(self, rng: random.Random) -> None:
        """Take the random generator for ids."""
        self._rng = rng
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        #: What a bot that sends an address sends, by address.
        self.online: dict[str, Upload] = {}

    def add(self, upload: Upload, kind: str, details: JsonObject | None = None) -> StoredFile:
        """Store a file sent as `kind`, with the further fields of that kind.

        Raises:
            ApiError: It is a photo in no known format, or it has too many bytes or pixels.
        """
        if kind == "photo":
            details = _photo_details(upload.data)
        elif kind in _READ:
            details = (details or {}) | _read_details(kind, upload.data)
        prefix, folder = _KINDS[kind]
        # Only a short, plain extension goes into the path: a name chosen by a person must never become a path.
        suffix = PurePosixPath(upload.name).suffix
        extension = suffix if suffix[1:].isalnum() and suffix.isascii() and len(suffix) <= 8 else ""
        stored = StoredFile(
            file_id=prefix + self._letters(36),
            unique_id="AgAD" + self._letters(11),
            name=upload.name,
            mime_type=upload.mime_type,
            data=upload.data,
            path=f"{folder}/file_{len(self._by_id)}{extension}",
            kind=kind,
            details=details or {},
        )
        self._remember(stored)
        return stored

    def add_thumbnail(self, upload: Upload) -> JsonObject | None:
        """Store a small picture that goes with a file, as a PhotoSize; None if Telegram would pass over it."""
        look = look_into(upload.data)
        too_large = max(look.width, look.height) > _MAX_THUMBNAIL or len(upload.data) > _MAX_THUMBNAIL_BYTES
        if not upload.data.startswith(b"\xff\xd8") or not look.width or too_large:
            return None
        size: JsonObject = {"width": look.width, "height": look.height}
        return self.add(upload, "thumbnail", size).size_json()

    def _letters(self, count: int) -> str:
        return base64.urlsafe_b64encode(self._rng.randbytes(count))[:count].decode()

    def _remember(self, stored: StoredFile) -> None:
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored

    def get(self, file_id: str) -> StoredFile | None:
        """Look up a file by its id."""
        return self._by_id.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        """Look up a file by the path from getFile."""
        return self._by_path.get(path)

    def to_json(self) -> list[JsonObject]:
        """Return all files for saving, with bytes as base64."""
        return [
            {
                "file_id": stored.file_id,
                "unique_id": stored.unique_id,
                "name": stored.name,
                "mime_type": stored.mime_type,
                "data": base64.b64encode(stored.data).decode(),
                "path": stored.path,
                "kind": stored.kind,
                "details": stored.details,
            }
            for stored in self._by_id.values()
        ]

    def restore(self, saved: JsonObject) -> None:
        """Restore a file written by `to_json`."""
        fields = {name: value for name, value in saved.items() if name != "data"}
        self._remember(StoredFile(data=base64.b64decode(str(saved["data"])), **fields))  # type: ignore[arg-type]


def _photo_details(data: bytes) -> JsonObject:
    if len(data) > MAX_PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    look = look_into(data)
    width, height = look.width, look.height
    if not width or not height:
        raise bad_request("IMAGE_PROCESS_FAILED")
    too_long = max(width, height) > _MAX_PHOTO_RATIO * min(width, height)
    if width + height > _MAX_PHOTO_SIDES or too_long:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"width": width, "height": height}


def _read_details(kind: str, data: bytes) -> JsonObject:
    """Read the fields of a kind from the file itself; Telegram believes it more than the sender."""
    look = look_into(data)
    found: JsonObject = {
        "width": look.width,
        "height": look.height,
        # A round film is as wide as high.
        "length": look.width if look.width == look.height else 0,
        # A shorter one would look like one without a length.
        "duration": max(round(look.duration), 1) if look.duration else 0,
    }
    details = {name: found[name] for name in _READ[kind] if found[name]}
    if kind == "sticker":
        details |= {
            "is_animated": data.startswith(b"\x1f\x8b"),
            "is_video": data.startswith(b"\x1a\x45\xdf\xa3"),
        }
    return details


def guess_type(name: str) -> str:
    """Guess a MIME type from a file name."""
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
