"""How a question for a text is set up: what may be typed, and which texts say the same."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from crowd.aggregation.texts.laying import read_words
from crowd.errors import AnswerRefused, ValueRefused
from crowd.typed.addresses import read_email, read_link, read_phone
from crowd.typed.days import read_date
from crowd.typed.names import look_of, tidy_name, visible
from crowd.typed.numbers import WORDS, plain

#: The longest text that is taken; a message of Telegram has 4,096 characters.
MOST_CHARACTERS = 4000
#: More words than this do not fit into that.
_MOST_WORDS = 2000
#: The longest pattern, and how much of a refused text is shown.
_MOST_PATTERN, _SHOWN = 64, 40


class Check(StrEnum):
    """What a text has to be."""

    ANY = "any"
    CHARACTERS = "characters"  #: between two numbers of characters
    WORDS = "words"  #: between two numbers of words
    PATTERN = "pattern"
    CODE = "code"
    EMAIL = "email"
    LINK = "link"
    PHONE = "phone"
    DATE = "date"


class Match(StrEnum):
    """When two texts say the same, beside Unicode's ways to write a letter, and spaces."""

    EXACT = "exact"  #: only then
    CASE = "case"  #: capital letters make no difference
    ENDS = "ends"  #: nor does punctuation at the end
    WORDS = (
        "words"  #: texts are put together word by word; neither case nor any punctuation makes a difference
    )


#: Checks that bring a text into one form, so that only one way to write it is left.
ONE_FORM = frozenset({Check.CODE, Check.EMAIL, Check.LINK, Check.PHONE, Check.DATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How a question for a text is set up.

    Attributes:
        check: What a text has to be.
        least: The fewest characters or words, if these are counted.
        most: The most of them.
        pattern: The pattern, if there is one: A stands for a letter, 9 for a digit, X for either, * for anything.
        match: When two texts say the same.
    """

    check: Check = Check.ANY
    least: int = 1
    most: int = MOST_CHARACTERS
    pattern: str = ""
    match: Match = Match.CASE


def read_text(text: str, config: Wording) -> str:
    """Bring a text into the form in which it is stored.

    Raises:
        AnswerRefused: It is no possible answer.
    """
    tidied = tidy_text(text)
    if not tidy_name(text):
        raise AnswerRefused("text-unseen")
    if len(tidied) > MOST_CHARACTERS:
        raise AnswerRefused("answer-too-long", {"most": MOST_CHARACTERS, "found": len(tidied)})
    return _CHECKS[config.check](tidied, config)


def tidy_text(text: str) -> str:
    """Return a text composed (NFC), without invisible characters, without spaces at the ends of its lines.

    Line breaks stay, but no more than one empty line in a row.
    """
    lines = [" ".join(line.split()) for line in visible(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def key_of(text: str, config: Wording) -> str:
    """Return the form of a text that is the same for all that say the same."""
    return _key_of(text, config.match if config.check not in ONE_FORM else Match.EXACT)


@lru_cache(maxsize=8192)
def _key_of(text: str, match: Match) -> str:
    if match is Match.WORDS:
        return " ".join(read_words(text).plain)
    key = " ".join(text.split())
    if match is Match.EXACT:
        return key
    key = unicodedata.normalize("NFC", key.casefold())
    if match is Match.ENDS:
        end = len(key)
        while end and unicodedata.category(key[end - 1])[0] in "PZ":
            end -= 1
        key = key[:end] or key
    return key


def check_text_check(text: str, config: Wording) -> Wording:
    """Take what a requester typed about what people may type.

    Raises:
        ValueRefused: It is unclear.
    """
    named = _NAMED.get(look_of(text).rstrip("."))
    if named is not None:
        return _with(config, named)
    if found := _PATTERN.fullmatch(text.strip()):
        return _with(config, Check.PATTERN, pattern=_checked_pattern(found[1].strip()))
    counted = _LENGTH.fullmatch(plain(text))
    if counted is None:
        raise ValueRefused("text-check-unclear", {"found": text.strip()[:_SHOWN]})
    check = Check.WORDS if counted["unit"].startswith(("w", "p")) else Check.CHARACTERS
    least, most = _limits(counted, check, text)
    return _with(config, check, least=least, most=most)


def write_check(config: Wording) -> str:
    """Write what people may type, as `check_text_check` reads it."""
    match config.check:
        case Check.PATTERN:
            return f"pattern {config.pattern}"
        case Check.CHARACTERS | Check.WORDS:
            return f"{config.least} to {config.most} {config.check}"
        case _:
            return _WRITTEN[config.check]


def check_match(text: str) -> Match:
    """Take what a requester typed about when two texts say the same.

    Raises:
        ValueRefused: It is unclear.
    """
    found = _MATCHES.get(look_of(text).rstrip("."))
    if found is None:
        raise ValueRefused("text-match-unclear", {"found": text.strip()[:_SHOWN]})
    return found


def _with(
    config: Wording, check: Check, *, least: int = 1, most: int = MOST_CHARACTERS, pattern: str = ""
) -> Wording:
    return Wording(check=check, least=least, most=most, pattern=pattern, match=config.match)


def _limits(counted: re.Match[str], check: Check, text: str) -> tuple[int, int]:
    highest = _MOST_WORDS if check is Check.WORDS else MOST_CHARACTERS
    first = _number(counted["first"])
    if counted["second"]:
        least, most = first, _number(counted["second"])
    elif counted["upto"]:
        least, most = 1, first
    elif counted["atleast"] or counted["more"]:
        least, most = first, highest
    else:
        least, most = first, first
    if not 1 <= least <= most <= highest:
        raise ValueRefused("text-limits-odd", {"found": text.strip()[:_SHOWN], "most": highest})
    return least, most


def _number(word: str) -> int:
    return WORDS[word] if word in WORDS else int(word)


def _checked_pattern(pattern: str) -> str:
    shaped = tidy_name(pattern).strip('“”"«»')
    # With two stars, it would take long to find out that a long text does not fit.
    if not 1 <= len(shaped) <= _MOST_PATTERN or shaped.count("*") > 1 or not set(shaped) & set("AX9*"):
        raise ValueRefused("text-pattern-unclear", {"found": shaped[:_SHOWN], "most": _MOST_PATTERN})
    return shaped


@lru_cache(maxsize=1024)
def _shape(pattern: str) -> re.Pattern[str]:
    parts = {"A": r"[^\W\d_]", "9": r"\d", "X": r"[^\W_]", "*": r".*"}
    return re.compile("".join(parts.get(sign) or re.escape(sign) for sign in pattern))


def _read_any(text: str, config: Wording) -> str:  # noqa: ARG001 - other checks look at it
    return text


def _read_characters(text: str, config: Wording) -> str:
    found = len(text)
    if found < config.least:
        raise AnswerRefused("text-too-few-characters", {"least": config.least, "found": found})
    if found > config.most:
        raise AnswerRefused("text-too-many-characters", {"most": config.most, "found": found})
    return text


def _read_words(text: str, config: Wording) -> str:
    found = len(text.split())
    if found < config.least:
        raise AnswerRefused("text-too-few-words", {"least": config.least, "found": found})
    if found > config.most:
        raise AnswerRefused("text-too-many-words", {"most": config.most, "found": found})
    return text


def _read_pattern(text: str, config: Wording) -> str:
    if _shape(config.pattern).fullmatch(text) is None:
        raise AnswerRefused("text-no-pattern", {"found": text[:_SHOWN], "pattern": config.pattern})
    return text


def _read_code(text: str, config: Wording) -> str:  # noqa: ARG001 - other checks look at it
    code = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if _CODE.fullmatch(code) is None or not any(sign.isalnum() for sign in code):
        raise AnswerRefused("text-no-code", {"found": text[:_SHOWN]})
    return code


def _read_email(text: str, config: Wording) -> str:  # noqa: ARG001 - other checks look at it
    found = read_email(text)
    if found is None:
        raise AnswerRefused("text-no-email", {"found": text[:_SHOWN]})
    return found


def _read_link(text: str, config: Wording) -> str:  # noqa: ARG001 - other checks look at it
    found = read_link(text)
    if found is None:
        raise AnswerRefused("text-no-link", {"found": text[:_SHOWN]})
    return found


def _read_phone(text: str, config: Wording) -> str:  # noqa: ARG001 - other checks look at it
    found = read_phone(text)
    if found is None:
        raise AnswerRefused("text-no-phone", {"found": text[:_SHOWN]})
    return found


def _read_day(text: str, config: Wording) -> str:  # noqa: ARG001 - other checks look at it
    try:
        found = read_date(text)
    except ValueRefused as refused:
        raise AnswerRefused("text-date-ambiguous", refused.limits) from None
    if found is None:
        raise AnswerRefused("text-no-date", {"found": text[:_SHOWN]})
    return found.isoformat()


_CHECKS: dict[Check, Callable[[str, Wording], str]] = {
    Check.ANY: _read_any,
    Check.CHARACTERS: _read_characters,
    Check.WORDS: _read_words,
    Check.PATTERN: _read_pattern,
    Check.CODE: _read_code,
    Check.EMAIL: _read_email,
    Check.LINK: _read_link,
    Check.PHONE: _read_phone,
    Check.DATE: _read_day,
}

#: Letters, digits and what stands between them in codes.
_CODE = re.compile(r"[^\W_](?:[\w./#+:-]*[\w])?")
_PATTERN = re.compile(r"(?:pattern|patr[oó]n|like|como)\s*:?\s*(.+)", re.IGNORECASE)
_COUNT = rf"\d{{1,4}}|{'|'.join(WORDS)}"
_LENGTH = re.compile(
    r"(?:(?P<upto>up to|at most|max\.?|hasta|como maximo|máximo|como máximo) |"
    r"(?P<atleast>at least|min\.?|al menos|mínimo|como mínimo) |(?:from|between|de|entre) )?"
    rf"(?P<first>{_COUNT})(?:\s*(?:-|–|\.\.+|…|to|and|a|y)\s*(?P<second>{_COUNT}))?"
    r"(?P<more> or more| o más)?\s*(?P<unit>words?|palabras?|characters?|chars?|letters?|caracteres|carácter|letras?)"
)
#: How each check is written.
_WRITTEN = {
    Check.ANY: "any text",
    Check.CODE: "code",
    Check.EMAIL: "e-mail",
    Check.LINK: "link",
    Check.PHONE: "phone",
    Check.DATE: "date",
}
_NAMED = {
    look_of(name): check
    for check, names in {
        Check.ANY: "any text|any|anything|text|cualquier texto|cualquiera|texto",
        Check.CODE: "a code|code|un código|código",
        Check.EMAIL: "an e-mail address|an email address|e-mail address|e-mail|email|"
        "un correo electrónico|correo electrónico|un correo|correo",
        Check.LINK: "a link|link|url|un enlace|enlace",
        Check.PHONE: "a phone number|phone number|phone|un número de teléfono|número de teléfono|un teléfono|teléfono",
        Check.DATE: "a date|date|una fecha|fecha",
    }.items()
    for name in names.split("|")
}
_MATCHES = {
    look_of(name): match
    for match, names in {
        Match.EXACT: "every character counts|exactly the same|cada carácter cuenta|exactamente igual",
        Match.CASE: "capital letters don’t count|capital letters don't count|no cuentan las mayúsculas",
        Match.ENDS: "capitals and final punctuation don’t count|capitals and final punctuation don't count|"
        "no cuentan mayúsculas ni puntuación final",
        Match.WORDS: "word by word|palabra por palabra",
    }.items()
    for name in names.split("|")
}
