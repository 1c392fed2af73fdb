"""Decodes the bytes of a text file, whatever their encoding."""

import codecs
from dataclasses import dataclass

from crowd.files.errors import ErrorList, Reason
from crowd.files.tables.legacy import guess_legacy

UTF8 = "UTF-8"

#: Longest first: the UTF-32 mark starts with the UTF-16 mark.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
#: How many bytes to look at to detect what they are.
_SAMPLE = 64 * 1024
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x1a"))
#: With a larger share of control characters than this, bytes are not text in any encoding.
_BINARY_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text and its encoding.

    Attributes:
        text: The text without byte order marks. A byte that could not be decoded is a lone surrogate, as with
        `surrogateescape`.
        encoding: The encoding's usual name.
        has_bad_bytes: Whether there are bytes that could not be decoded.
    """

    text: str
    encoding: str
    has_bad_bytes: bool = False


def decode(data: bytes, errors: ErrorList) -> Decoded:
    """Detect the encoding of the bytes and decode them.

    Raises:
        TaskFileErrors: They are not text, or the text is cut off.
    """
    marked = next(((codec, name, len(mark)) for mark, codec, name in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        codec, name, width = marked
        return _decode_wide(data[width:], codec, name, errors)
    codec_16 = _unmarked_utf16(data)
    if codec_16 is not None:
        return _decode_wide(data, codec_16, "UTF-16", errors)
    if _is_binary(data):
        raise errors.refusal(Reason.BINARY)
    if (nul := data.find(0)) >= 0:
        raise errors.refusal(Reason.NUL_BYTE, row=data.count(b"\n", 0, nul) + 1)
    try:
        return Decoded(text=_unmarked(data.decode()), encoding=UTF8)
    except UnicodeDecodeError as error:
        bad_at = error.start
    return _decode_odd(data, bad_at, errors)


def _unmarked(text: str) -> str:
    """Remove byte order marks; two programs may each have added one."""
    return text.lstrip("\ufeff")


def _decode_wide(data: bytes, codec: str, name: str, errors: ErrorList) -> Decoded:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise errors.refusal(Reason.CUT_OFF) from None
    if "\0" in text:
        raise errors.refusal(Reason.BINARY)
    return Decoded(text=_unmarked(text), encoding=name)


def _unmarked_utf16(data: bytes) -> str | None:
    """Decode UTF-16 without a mark: in most alphabets every other byte is 0, and in all of them at line ends."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) <= len(sample) * 0.02 or min(even, odd) > len(sample) * 0.02:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    lines = sample.count("\n".encode(codec)) or sample.count("\r".encode(codec))
    return codec if lines and max(even, odd) > min(len(sample) * 0.2, lines) else None


def _is_binary(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    n_controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return n_controls > len(sample) * _BINARY_SHARE


def _decode_odd(data: bytes, bad_at: int, errors: ErrorList) -> Decoded:
    """Decode text that is not entirely UTF-8: damaged UTF-8, or another encoding."""
    escaped = data.decode(errors="surrogateescape")
    n_bad = sum("\udc80" <= char <= "\udcff" for char in escaped) if len(escaped) < len(data) else len(data)
    n_good = len(data) - len(escaped)  # At least one byte is saved for each non-ASCII character.
    if data.startswith(codecs.BOM_UTF8) or n_good > n_bad:
        if bad_at >= len(data) - 3 and n_bad <= 3:
            raise errors.refusal(Reason.CUT_OFF)
        return Decoded(text=_unmarked(escaped), encoding=UTF8, has_bad_bytes=True)
    found = guess_legacy(data)
    if found is None:
        raise errors.refusal(Reason.UNKNOWN_ENCODING, row=data.count(b"\n", 0, bad_at) + 1)
    return Decoded(text=found[0], encoding=found[1])
