"""Names that people write: which are the same, and which only look the same."""

import re
import unicodedata
from functools import lru_cache

#: Invisible characters that change nothing visible: soft hyphen, direction marks, word joiner, byte order mark,
#: zero-width space, fillers. Not included: the joiners U+200C and U+200D, which shape Persian, Indic scripts and emoji,
#: and the tags that turn a black flag into another.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]+"
)
#: Characters that only shape the letter or emoji beside them: names that differ in nothing else look alike.
_SHAPING = re.compile("[\u200c\u200d\ufe00-\ufe0f]+")
#: A joiner between two emoji makes them a different emoji.
_JOINED_EMOJI = re.compile(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_BLACK_FLAG = "\U0001f3f4"
#: A braille pattern without dots, and what is left of an emoji if only its variation selector remains.
_BLANKS = re.compile("[\u2800\u200c\u200d\ufe00-\ufe0f\\s]+")
#: Lowercase letters of other alphabets that look exactly like Latin ones.
_TWINS = str.maketrans("аеорсухіјѕοѵ", "aeopcyxijsov")


def tidy_name(text: str) -> str:
    """Return a name as it is stored: composed (NFC), without invisible characters, with single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _tidied(text)


def visible(text: str) -> str:
    """Return a text composed (NFC) and without invisible characters; spaces are kept."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return seen if _BLACK_FLAG in seen else _TAGS.sub("", seen)


@lru_cache(maxsize=4096)
def _tidied(text: str) -> str:
    seen = " ".join(visible(text).split())
    return seen if _BLANKS.sub("", seen) else ""


@lru_cache(maxsize=4096)
def look_of(text: str) -> str:
    """Return a form that is the same for all names that people could not, or would not, distinguish.

    Two names with the same form differ at most in case, spaces and invisible characters.
    """
    name = tidy_name(text)
    kept = _JOINED_EMOJI.sub("\ue000", name)
    kept = _SHAPING.sub("", kept)
    folded = unicodedata.normalize("NFC", kept.casefold())
    return folded.replace(" ", "").translate(_TWINS)
