"""Numbers as people type them: full-width or Arabic digits, grouped thousands, a comma or a point, a percent sign."""

import re
import unicodedata

from crowd.errors import ValueRefused

#: Nobody means a longer number, and a much longer one would become infinite.
MOST_DIGITS = 12

#: Other signs for what ASCII writes as one of these; full-width forms are folded before.
_SIGNS = str.maketrans({"٪": "%", "٫": ".", "٬": ",", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "−": "-"})
#: Thousands in groups of three: 1,000 or 1.000 or 1 000 or 1'000, all with the same sign.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ ,.'’])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"(?:\d+(?:[.,]\d*)?|[.,]\d+)")
_PERCENT = re.compile(r"\s*(?:%|percent|per cent|por ciento)")
#: What people write after a number of answers.
_ANSWERS = re.compile(r"\s*(?:answers?|respuestas?|votes?|people|personas?)\.?")
_WORDS = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten eleven twelve",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "una",
    )
    for number, word in enumerate(words.split(), 1)
}


def plain(text: str) -> str:
    """Return typed text with its digits and signs in ASCII, in lower case and without spaces around it."""
    folded = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return "".join(_ascii_digit(character) for character in folded).strip().lower()


def read_share(text: str) -> float:
    """Read a share: 95 %, 95, 0.95, 0,95 or .95 all mean the same. It may lie outside 0 to 1.

    Raises:
        ValueRefused: It is no number.
    """
    typed = plain(text)
    number = _PERCENT.sub("", typed)
    share = _number(number, text)
    # Rounded: 99.9 / 100 is a little more than 0.999.
    return round(share / 100 if number != typed or share > 1 else share, 9)


def read_count(text: str) -> int:
    """Read a whole number: 3, three, 3 answers, 1000, 1,000 or 1 000.

    Raises:
        ValueRefused: It is no number, not a whole one, or a share such as 95 % where a number of answers is wanted.
    """
    typed = _ANSWERS.sub("", plain(text))
    if typed in _WORDS:
        return _WORDS[typed]
    if _PERCENT.search(typed) or re.fullmatch(r"0?[.,]\d+", typed):
        raise ValueRefused("count-is-share", {"found": text.strip()[:40]})
    if _GROUPED.fullmatch(typed):
        typed = re.sub(r"\D", "", typed)
    number = _number(typed, text)
    if number != int(number):
        raise ValueRefused("not-whole", {"found": text.strip()[:40]})
    return int(number)


def is_count(text: str) -> bool:
    """Tell whether typed text is written as a whole number, if not too long to be one."""
    typed = _ANSWERS.sub("", plain(text))
    return typed in _WORDS or bool(_GROUPED.fullmatch(typed)) or bool(re.fullmatch(r"\d{1,12}", typed))


def _number(typed: str, text: str) -> float:
    # float() alone would take "nan" and "inf", which pass every comparison wrongly.
    if len(typed) > MOST_DIGITS or not _PLAIN.fullmatch(typed):
        raise ValueRefused("not-a-number", {"found": text.strip()[:40]})
    return float(typed.replace(",", "."))


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)
