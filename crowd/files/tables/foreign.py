"""Tells by a file's name and type that it can hold no table, so that it need not be fetched to be refused."""

from crowd.files.errors import Reason

_ENDINGS: dict[Reason, tuple[str, ...]] = {
    Reason.ARCHIVE: ("zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst"),
    Reason.PICTURE: (
        "png",
        "jpg",
        "jpeg",
        "gif",
        "webp",
        "bmp",
        "tif",
        "tiff",
        "heic",
        "heif",
        "avif",
        "svg",
        "psd",
    ),
    Reason.PDF: ("pdf",),
    Reason.TEXT_DOCUMENT: ("doc", "docx", "odt", "rtf", "pages"),
    Reason.NUMBERS: ("numbers",),
    Reason.BINARY: (
        *("ppt", "pptx", "odp", "mp3", "wav", "ogg", "oga", "opus", "m4a", "flac", "aac"),
        *("mp4", "mov", "avi", "mkv", "webm", "mpg", "mpeg", "exe", "apk"),
    ),
}
_OF_ENDING = {ending: reason for reason, endings in _ENDINGS.items() for ending in endings}
_OF_TYPE = {
    "image": Reason.PICTURE,
    "audio": Reason.BINARY,
    "video": Reason.BINARY,
    "application/pdf": Reason.PDF,
    "application/zip": Reason.ARCHIVE,
}


def foreign_reason(name: str, mime_type: str | None) -> Reason | None:
    """Return why a file can hold no table; None for one that has to be looked into.

    Its name is believed before its type: apps guess the type, and call a `.csv` of Excel many things.
    """
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending:
        return _OF_ENDING.get(ending)
    kind = (mime_type or "").lower()
    return _OF_TYPE.get(kind) or _OF_TYPE.get(kind.partition("/")[0])
