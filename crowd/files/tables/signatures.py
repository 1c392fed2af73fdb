"""Detects what a file is from its content: a workbook, text, or something that is not a table."""

import io
import re
import zipfile

from crowd.files.errors import ErrorList, Reason
from crowd.files.tables.table import FileFormat

#: The container format of Excel 97 to 2003, of other old Office files, and of workbooks with a password.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHERS: tuple[tuple[Reason, tuple[bytes, ...]], ...] = (
    (Reason.PDF, (b"%PDF",)),
    (
        Reason.PICTURE,
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM6", b"II*\x00", b"MM\x00*", b"RIFF"),
    ),
    (Reason.ARCHIVE, (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ")),
    (Reason.TEXT_DOCUMENT, (b"{\\rtf",)),
    (Reason.BINARY, (b"SQLite format 3", b"PAR1", b"ARROW1", b"$FL2", b"\x80\x04\x95", b"\x93NUMPY")),
)
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|table|meta|\w+:)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\b|\s*<\w+[^>]*xmlns", re.IGNORECASE)
_GOOGLE = re.compile(
    r'\s*\{[^{}]*"(?:doc_id|resource_id)"[^{}]*\}\s*|\s*\{[^{}]*"url"\s*:\s*"https://docs\.google\.com/[^{}]*\}\s*'
)
_SHORTEST = 512


def find_workbook(data: bytes, errors: ErrorList) -> FileFormat | None:
    """Return the workbook format of a file; None if it may be text.

    Raises:
        TaskFileErrors: It is another known format, such as PDF.
    """
    if data.startswith(_OLD_OFFICE):
        return _old_office(data, errors)
    if data.startswith(_ZIP):
        return _zipped(data, errors)
    for reason, starts in _OTHERS:
        if data.startswith(starts):
            raise errors.refusal(reason)
    return None


def _old_office(data: bytes, errors: ErrorList) -> FileFormat:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise errors.refusal(Reason.PASSWORD)
    if "WordDocument".encode("utf-16-le") in data:
        raise errors.refusal(Reason.TEXT_DOCUMENT)
    return FileFormat.XLS


def _zipped(data: bytes, errors: ErrorList) -> FileFormat:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            encrypted = any(part.flag_bits & 1 for part in archive.infolist())
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError):
        raise errors.refusal(Reason.BROKEN_WORKBOOK) from None
    if names & {"xl/workbook.xml", "xl/workbook.bin"}:
        return FileFormat.XLSX
    if {"content.xml", "mimetype"} <= names and not any(name.startswith("word/") for name in names):
        if encrypted:
            raise errors.refusal(Reason.PASSWORD)
        return FileFormat.ODS
    if any(name.endswith(".iwa") or name.startswith("Index/") or name == "Index.zip" for name in names):
        raise errors.refusal(Reason.NUMBERS)
    if any(name.startswith("word/") for name in names):
        raise errors.refusal(Reason.TEXT_DOCUMENT)
    raise errors.refusal(Reason.ARCHIVE)


def refuse_documents(text: str, errors: ErrorList) -> None:
    """Refuse text that is another kind of document.

    Raises:
        TaskFileErrors: It is a web page (which many programs save as .xls), XML, or only a link.
    """
    start = text[: 4 * _SHORTEST]
    if _WEB_PAGE.match(start) or _XML.match(start):
        raise errors.refusal(Reason.WEB_PAGE)
    if len(text) < 4 * _SHORTEST and _GOOGLE.fullmatch(text):
        raise errors.refusal(Reason.GOOGLE_LINK)
