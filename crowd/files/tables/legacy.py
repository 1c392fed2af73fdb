"""Guesses which pre-Unicode encoding some bytes are in, by whether the words make sense."""

import re
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

_LATIN = "[A-Za-zªºÀ-ÖØ-öø-ɏ]+"
_CYRILLIC = "[Ѐ-ӿ]+"
_KANJI = "一-龥々"
#: Codecs with their usual names and what a word looks like. If two make equal sense, the first is used.
_CODECS: dict[str, tuple[str, re.Pattern[str]]] = {
    codec: (name, re.compile(word))
    for codec, name, word in (
        ("cp1252", "Windows-1252", _LATIN),
        # Letters without points, and final forms only at the end; otherwise it is Russian.
        ("cp1255", "Windows-1255", "[אבגדהוזחטיכלמנסעפצקרשת]*[א-ת][״׳]?"),
        ("cp1251", "Windows-1251", _CYRILLIC),
        ("cp1253", "Windows-1253", "[Ͱ-Ͽ]+"),
        ("cp1256", "Windows-1256", "[ء-ۿ]+"),
        ("cp874", "Windows-874", "(?:[เ-ไ]?[กขคฆ-ฮ][ัิ-ฺ็-๎]*[ะาำๅๆฯ]*)+"),
        ("euc_kr", "EUC-KR", "[가-힣]+"),
        ("cp932", "Shift JIS", f"[ぁ-ゖァ-ヺー{_KANJI}]+"),
        ("euc_jp", "EUC-JP", f"[ぁ-ゖァ-ヺー{_KANJI}]+"),
        ("gb18030", "GB 18030", f"[{_KANJI}]+"),
        ("big5hkscs", "Big5", f"[{_KANJI}]+"),
        ("mac_roman", "Mac Roman", _LATIN),
        ("cp850", "DOS code page 850", _LATIN),
        ("cp1254", "Windows-1254", _LATIN),
        ("cp1250", "Windows-1250", _LATIN),
        ("koi8_u", "KOI8", _CYRILLIC),
        ("cp866", "DOS code page 866", _CYRILLIC),
        ("cp1257", "Windows-1257", _LATIN),
    )
}
#: Most non-ASCII words to look at.
_MOST_WORDS = 2_000
#: Bytes that are looked at, and of one line.
_SAMPLE_BYTES, _LINE_BYTES = 128 * 1024, 4 * 1024
_LONGEST_CHARACTER = 4
#: Share of words that must make sense.
_ENOUGH = 0.7
#: How much better a later codec must be.
_BETTER = 0.03
#: From this many non-ASCII bytes on, language statistics are more reliable than the shape of words.
_ENOUGH_FOR_STATISTICS = 40
#: How much a word counts if its letters are right but no language combines them like that.
_DOUBTFUL = 0.3

_BETWEEN = r"\s,;|\"'()\[\]{}<>/\\:!?.=&+*#@%0-9_`~^$\-"
_WORD = re.compile(rf"[^{_BETWEEN}]+")
_BEYOND = re.compile(rb"[\x80-\xff]")
#: Characters that may be before, inside and after a word.
_OPENING = "°±«‹“”„‘’‚–—…•§¿¡\u00a0「（"
_INSIDE = re.compile("[’‘–—…\u00a0、。「」（），：；！？・～]+")
_CLOSING = "»›“”’‘–—…•©®™²³¹†‡\u00a0」）、。，：；！？"
_ALONE = frozenset(_OPENING + _CLOSING + "€£¥¢°©®™±×÷¼½¾‰ªº¬´¨µ")
#: Three non-ASCII letters in a row mean another alphabet; Eastern European languages may have more.
_RUN = {"cp1252": re.compile("[^\x00-\x7f]{3}"), "mac_roman": re.compile("[^\x00-\x7f]{3}")}
_LONG_RUN = re.compile("[^\x00-\x7f]{5}")
#: Windows-1252 letters that no language uses like that: the text is Turkish, Hungarian, Czech or from a Mac.
_ODD_WESTERN = re.compile("[šžŠŽŸƒˆ˜]|œ(?![uitsc])|Œ(?![uUiItTsScC])")
_TURKISH = re.compile("[ðþýÐÞÝ]")
_NOT_ICELANDIC = re.compile("[çüÇÜ]")
_HUNGARIAN = re.compile("õ(?!e)|Õ(?!E)|(?<![aiouAIOU])û(?![rtcm])")
_NOT_ESTONIAN = re.compile("[áóíÁÓÍ]")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_CZECH = re.compile("[øìØÌ]")
_NOT_DANISH = re.compile("[áíýèùÁÍÝÈÙ]")


def guess_legacy(data: bytes) -> tuple[str, str] | None:
    """Return the text and the usual name of its encoding; None if the bytes make sense in none."""
    sample, is_cut = _sample(data)
    found: list[str] = []
    best = 0.0
    for codec in _CODECS:
        try:
            sense = _sense(_decoded(sample, codec, is_cut=is_cut), codec)
        except UnicodeDecodeError:
            continue
        if sense >= _ENOUGH and sense > best + _BETTER * bool(found):
            found.append(codec)
            best = sense
    # The best comes last; one that fits the sample may not fit all of it.
    for codec in reversed(found):
        told = _by_statistics(sample, codec) if codec == found[-1] else codec
        for fitting in dict.fromkeys((told, codec)):
            try:
                return data.decode(fitting), _CODECS[fitting][0]
            except UnicodeDecodeError:
                continue
    return None


def _sample(data: bytes) -> tuple[bytes, bool]:
    """Lines with something beyond ASCII, which alone tell encodings apart; and whether the last is cut."""
    lines: list[bytes] = []
    size = end = 0
    while size < _SAMPLE_BYTES and (found := _BEYOND.search(data, end)) is not None:
        start = max(data.rfind(b"\n", 0, found.start()) + 1, found.start() - _LINE_BYTES)
        end = data.find(b"\n", found.start(), found.start() + _LINE_BYTES)
        if end < 0:
            # A long line may be cut inside a character, so it is the last.
            lines.append(data[start : found.start() + _LINE_BYTES])
            return b"\n".join(lines), found.start() + _LINE_BYTES < len(data)
        lines.append(data[start:end])
        size += end - start
    return b"\n".join(lines), False


def _decoded(sample: bytes, codec: str, *, is_cut: bool) -> str:
    """The text of a sample, which may end inside a character."""
    try:
        return sample.decode(codec)
    except UnicodeDecodeError as error:
        if not is_cut or error.start < len(sample) - _LONGEST_CHARACTER:
            raise
        return sample[: error.start].decode(codec)


def _sense(text: str, codec: str) -> float:
    """How much of the non-ASCII text looks like words of a language, 0 to 1."""
    words = list(_words(text))
    together = "".join(words)
    if codec == "euc_jp" and not _KANA.search(together):
        return 0.0  # Chinese.
    odd = [_ODD_WESTERN] if codec == "cp1252" else []
    if codec in {"cp1252", "cp1254"}:
        pairs = ((_TURKISH, _NOT_ICELANDIC), (_HUNGARIAN, _NOT_ESTONIAN), (_CZECH, _NOT_DANISH))
        odd += [sign for sign, only_with in pairs if only_with.search(together)]
    total = 0.0
    for word in words:
        if _is_word(word, codec):
            total += _DOUBTFUL if any(sign.search(word) for sign in odd) else 1.0
    return total / len(words) if words else 0.0


def _words(text: str) -> Iterator[str]:
    words = (found[0] for found in _WORD.finditer(text))
    yield from islice((word for word in words if not word.isascii()), _MOST_WORDS)


def _is_word(word: str, codec: str) -> bool:
    bare = word.lstrip(_OPENING).rstrip(_CLOSING)
    if _ALONE.issuperset(word):
        # A character on its own: a dash, degrees, a price.
        return codec not in {"mac_roman", "cp850"} or len(word) == 1
    shape = _CODECS[codec][1]
    run = _RUN.get(codec, _LONG_RUN) if shape.pattern == _LATIN else None
    return all(
        (shape.fullmatch(part) or part.isascii()) and _has_case(part) and not (run and run.search(part))
        for part in _INSIDE.sub(" ", bare).split()
    )


def _has_case(word: str) -> bool:
    """Whether it is lowercase, UPPERCASE or Capitalized."""
    return word == word.lower() or word == word.upper() or word[1:] == word[1:].lower()


def _by_statistics(data: bytes, codec: str) -> str:
    """The codec that letter frequencies suggest, when words alone cannot distinguish it from others."""
    if len(data) - len(data.translate(None, bytes(range(128, 256)))) < _ENOUGH_FOR_STATISTICS:
        return codec
    found = from_bytes(data, cp_isolation=list(_CODECS), preemptive_behaviour=False).best()
    if found is None or found.encoding not in _CODECS or found.coherence < 0.3:
        return codec
    try:
        text = data.decode(found.encoding)
    except UnicodeDecodeError:
        return codec
    if text == data.decode(codec):
        return codec
    return found.encoding if _sense(text, found.encoding) >= _ENOUGH else codec
