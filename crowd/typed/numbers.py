"""Numbers as people type them: full-width or Arabic digits, grouped thousands, a comma or a point, a percent sign."""

import re
import unicodedata

from crowd.errors import ValueRefused

#: Nobody means a longer number, and a much longer one would overflow.
MOST_DIGITS = 12

#: Other characters for these ASCII signs; full-width forms are folded first.
_SIGNS = str.maketrans({"٪": "%", "٫": ".", "٬": ",", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-"})
#: Thousands in groups of three: 1,000 or 1.000 or 1 000 or 1'000, all with the same separator.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ ,.'’])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_PERCENT = re.compile(r"\s*(?:%|percent|per cent|por ciento)")
#: What people write after a number of answers.
_ANSWERS = re.compile(r"\s*(?:answers?|respuestas?|votes?|people|personas?)\.?")
#: Small numbers as words.
WORDS = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "una",
    )
    for number, word in enumerate(words.split(), 1)
}


def plain(text: str) -> str:
    """Return typed text with ASCII digits and signs, in lowercase and without surrounding spaces."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return "".join(_ascii_digit(character) for character in folded).strip().lower()


def read_share(text: str) -> float:
    """Read a share: 95 %, 95, 0.95, 0,95 and .95 all mean the same. The result may be outside 0 to 1.

    Raises:
        ValueRefused: It is not a number.
    """
    typed = plain(text)
    number = _PERCENT.sub("", typed)
    share = _number(number, text)
    # Rounded because 99.9 / 100 is slightly more than 0.999.
    return round(share / 100 if number != typed or share > 1 else share, 9)


def read_count(text: str) -> int:
    """Read a whole number: 3, three, 3 answers, 1000, 1,000 or 1 000.

    Raises:
        ValueRefused: It is not a number, not a whole number, or a share such as 95 % instead of a number of answers.
    """
    typed = _ANSWERS.sub("", plain(text))
    if typed in WORDS:
        return WORDS[typed]
    if _PERCENT.search(typed) or re.fullmatch(r"0?[.,]\d+", typed):
        raise ValueRefused("count-is-share", {"found": text.strip()[:40]})
    if _GROUPED.fullmatch(typed):
        typed = re.sub(r"\D", "", typed)
    number = _number(typed, text)
    if number != int(number):
        raise ValueRefused("not-whole", {"found": text.strip()[:40]})
    return int(number)


def is_count(text: str) -> bool:
    """Tell whether typed text is a whole number that is not too long."""
    typed = _ANSWERS.sub("", plain(text))
    return typed in WORDS or bool(_GROUPED.fullmatch(typed)) or bool(re.fullmatch(r"\d{1,12}", typed))


def _number(typed: str, text: str) -> float:
    # float() alone would accept "nan" and "inf", which break every comparison.
    if len(typed) > MOST_DIGITS or not _PLAIN.fullmatch(typed):
        raise ValueRefused("not-a-number", {"found": text.strip()[:40]})
    return float(typed.replace(",", "."))


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
