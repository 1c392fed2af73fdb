"""Looks into pictures, sounds and films: how large they are, and how long.

Only headers are read, nothing is decoded. Each format's reader returns what it found; a file that is damaged, or of a
format not listed here, gives nothing.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

#: Kilobits a second of MPEG audio, layer 3: version 1, then versions 2 and 2.5.
_MP3_RATES = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
)
_MP3_SAMPLES_PER_S = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_OPUS_SAMPLES_PER_S = 48_000
#: Boxes of an MP4 that hold other boxes.
_MP4_FOLDERS = frozenset({b"moov", b"trak"})
#: Elements of a WebM: those that hold others, and what is read.
_WEBM_FOLDERS = frozenset({0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0})
_WEBM_SCALE, _WEBM_DURATION, _WEBM_WIDTH, _WEBM_HEIGHT = 0x2AD7B1, 0x4489, 0xB0, 0xBA


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a file says about itself: width and height in pixels, and length in seconds; 0 for unknown."""

    width: int = 0
    height: int = 0
    duration: float = 0.0

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def look_into(data: bytes) -> Look:
    """Read what a file says about itself; nothing if it is damaged or of an unknown format."""
    for is_it, read in _FORMATS:
        if is_it(data):
            try:
                return read(data)
            except (struct.error, IndexError, ZeroDivisionError, OverflowError):
                return Look()
    return Look()


def _png(data: bytes) -> Look:
    width, height = struct.unpack_from(">II", data, 16)
    return Look(width=width, height=height)


def _gif(data: bytes) -> Look:
    width, height = struct.unpack_from("<HH", data, 6)
    return Look(width=width, height=height)


def _bmp(data: bytes) -> Look:
    width, height = struct.unpack_from("<ii", data, 18)
    return Look(width=abs(width), height=abs(height))


def _jpeg(data: bytes) -> Look:
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        # SOF0..SOF15 hold the size, except for the three codes that mean tables.
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", data, position + 5)
            return Look(width=width, height=height)
        position += 2 + int(struct.unpack_from(">H", data, position + 2)[0])
    return Look()


def _webp(data: bytes) -> Look:
    kind = data[12:16]
    if kind == b"VP8X":
        low = struct.unpack_from("<HBHB", data, 24)
        return Look(width=1 + low[0] + (low[1] << 16), height=1 + low[2] + (low[3] << 16))
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return Look(width=1 + (bits & 0x3FFF), height=1 + (bits >> 14 & 0x3FFF))
    width, height = struct.unpack_from("<HH", data, 26)
    return Look(width=width & 0x3FFF, height=height & 0x3FFF)


def _wav(data: bytes) -> Look:
    position, bytes_per_s = 12, 0
    while position + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        if name == b"fmt ":
            bytes_per_s = struct.unpack_from("<I", data, position + 16)[0]
        elif name == b"data":
            return Look(duration=min(size, len(data) - position - 8) / bytes_per_s)
        position += 8 + size + size % 2
    return Look()


def _flac(data: bytes) -> Look:
    packed = int.from_bytes(data[18:26], "big")
    return Look(duration=(packed & 0xFFFFFFFFF) / (packed >> 44))


def _ogg(data: bytes) -> Look:
    last = data.rfind(b"OggS")
    samples = struct.unpack_from("<q", data, last + 6)[0]
    opus = data.find(b"OpusHead", 0, 256)
    if opus >= 0:
        skipped = struct.unpack_from("<H", data, opus + 10)[0]
        return Look(duration=max(samples - skipped, 0) / _OPUS_SAMPLES_PER_S)
    vorbis = data.find(b"\x01vorbis", 0, 256)
    if vorbis < 0:
        return Look()
    return Look(duration=max(samples, 0) / struct.unpack_from("<I", data, vorbis + 12)[0])


def _mp3(data: bytes) -> Look:
    start = 0
    if data.startswith(b"ID3"):
        # Seven bits of each byte count.
        size = data[6] << 21 | data[7] << 14 | data[8] << 7 | data[9]
        start = 10 + size
    while not _is_mp3_frame(data, start):
        start += 1
        if start + 4 > len(data):
            return Look()
    version, rate = data[start + 1] >> 3 & 3, data[start + 2] >> 2 & 3
    kilobits = _MP3_RATES[version != 3][data[start + 2] >> 4]
    samples_per_s = _MP3_SAMPLES_PER_S[version][rate]
    for name in (b"Xing", b"Info"):
        place = data.find(name, start, start + 64)
        if place > 0 and data[place + 7] & 1:
            frames = struct.unpack_from(">I", data, place + 8)[0]
            return Look(duration=frames * (1152 if version == 3 else 576) / samples_per_s)
    return Look(duration=(len(data) - start) * 8 / (kilobits * 1000))


def _is_mp3_frame(data: bytes, place: int) -> bool:
    if data[place] != 0xFF or data[place + 1] & 0xE6 != 0xE2:
        return False
    version, rate = data[place + 1] >> 3 & 3, data[place + 2]
    return version != 1 and rate >> 4 not in {0, 15} and rate >> 2 & 3 != 3


def _mp4(data: bytes) -> Look:
    width = height = 0
    duration = 0.0
    for name, start, end in _boxes(data, 0, len(data)):
        if name == b"mvhd":
            wide = data[start] == 1
            scale, length = struct.unpack_from(">IQ" if wide else ">II", data, start + (20 if wide else 12))
            duration = length / scale
        elif name == b"tkhd" and not width:
            width, height = (number >> 16 for number in struct.unpack_from(">II", data, end - 8))
    return Look(width=width, height=height, duration=duration)


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Iterate over the boxes of an MP4: their names, and where their content starts and ends."""
    while start + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, start + 8)[0], 16
        stop = end if size == 0 else min(start + size, end)
        if stop < start + head:
            return
        if name in _MP4_FOLDERS:
            yield from _boxes(data, start + head, stop)
        else:
            yield name, start + head, stop
        start = stop


def _webm(data: bytes) -> Look:
    found = {name: data[start:end] for name, start, end in _elements(data, 0, len(data))}
    scale = int.from_bytes(found.get(_WEBM_SCALE, b""), "big") or 1_000_000
    length = found.get(_WEBM_DURATION, b"")
    ticks = struct.unpack(">d" if len(length) == 8 else ">f", length)[0] if length else 0.0
    return Look(
        width=int.from_bytes(found.get(_WEBM_WIDTH, b""), "big"),
        height=int.from_bytes(found.get(_WEBM_HEIGHT, b""), "big"),
        duration=ticks * scale / 1e9,
    )


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Iterate over the elements of a WebM: their names, and where their content starts and ends."""
    while start < end:
        name_size = 9 - data[start].bit_length()
        name = int.from_bytes(data[start : start + name_size], "big")
        start += name_size
        size_size = 9 - data[start].bit_length()
        if name_size > 4 or size_size > 8:
            return
        size = int.from_bytes(data[start : start + size_size], "big") & (1 << 7 * size_size) - 1
        start += size_size
        # All ones stand for a size that was not known yet.
        stop = end if size == (1 << 7 * size_size) - 1 else min(start + size, end)
        if name in _WEBM_FOLDERS:
            yield from _elements(data, start, stop)
        else:
            yield name, start, stop
        start = stop


def _starts(*signs: bytes, at: int = 0) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(signs, at)


def _is_mp3(data: bytes) -> bool:
    return data.startswith(b"ID3") or (len(data) > 4 and _is_mp3_frame(data, 0))


_FORMATS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Look]], ...] = (
    (_starts(b"\x89PNG\r\n\x1a\n"), _png),
    (_starts(b"\xff\xd8"), _jpeg),
    (_starts(b"GIF87a", b"GIF89a"), _gif),
    (_starts(b"BM"), _bmp),
    (_starts(b"WEBPVP8", at=8), _webp),
    (_starts(b"WAVE", at=8), _wav),
    (_starts(b"fLaC"), _flac),
    (_starts(b"OggS"), _ogg),
    (_starts(b"ftyp", at=4), _mp4),
    (_starts(b"\x1a\x45\xdf\xa3"), _webm),
    (_is_mp3, _mp3),
)
