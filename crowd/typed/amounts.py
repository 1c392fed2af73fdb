"""Amounts as people type them: a number with an optional unit, a range of numbers, or how far off is still right."""

import re
from dataclasses import dataclass

from crowd.errors import ValueRefused
from crowd.typed.numbers import MOST_DIGITS, WORDS, plain

#: More decimals than these are noise of a program, not something that a person meant.
MOST_DECIMALS = 6
#: How much of a text a refusal quotes.
_SHOWN = 40

_DIGITS = r"\d(?:[\d.,'’ ]*\d)?"
_NUMBER = rf"[-+]?(?:{_DIGITS}|[.,]\d+)"
#: Thousands in groups of three: 1,000 or 1.000 or 1 000 or 1'000, all with the same separator.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([ ,.'’])\d{3})(?:\1\d{3})*(?:(?!\1)[.,](\d+))?")
_PLAIN = re.compile(r"\d*(?:[.,](\d+))?|\d+[.,]")

#: What programs write, with nothing to guess: known answers can be a hundred thousand of these.
_SIMPLE = re.compile(r"-?(?:0|[1-9]\d{0,11})(?:\.(?:\d{1,2}|\d{4,6}))?", re.ASCII)

_TO = r"\s*(?:-|–|—|\.\.+|…|~|to|and|until|a|y|hasta)\s*"
_LOW = r"(?:≥|>=|from|at least|min(?:imum)?|desde|de|al menos|mínimo|como mínimo)"
_HIGH = r"(?:≤|<=|up to|at most|max(?:imum)?|hasta|como máximo|máximo)"
_UNIT = r"(?P<unit>\s*[^\d\s.,+-].*)?"
_BOTH = re.compile(
    rf"(?:from |between |de |desde |entre )?(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER}){_UNIT}", re.DOTALL
)
_LEAST = re.compile(
    rf"{_LOW}\s*(?P<low>{_NUMBER}){_UNIT}|"
    rf"(?P<low2>{_NUMBER})\s*(?:\+|(?P<unit2>.*?)\s*(?:or|o) (?:more|más|mas|above|over))",
    re.DOTALL,
)
_MOST = re.compile(
    rf"{_HIGH}\s*(?P<high>{_NUMBER}){_UNIT}|"
    rf"(?P<high2>{_NUMBER})(?P<unit2>.*?)\s*(?:or|o) (?:less|menos|below|under)",
    re.DOTALL,
)
_ANY = frozenset({"any", "any number", "anything", "cualquiera", "cualquier número", "cualquier numero"})
_EXACT = frozenset(
    {
        "exact",
        "exactly",
        "exactly the same",
        "exactly right",
        "none",
        "exacto",
        "exactamente",
        "exactamente igual",
        "ninguna",
    }
)
_NO_UNIT = frozenset({"no unit", "sin unidad"})
_WITHIN = re.compile(r"^(?:±|\+/-|\+-|within|by|a|dentro de|hasta)\s*")
_PERCENT = re.compile(r"\s*(?:%|percent|per cent|por ciento)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as it was written.

    Attributes:
        value: The number.
        decimals: Digits after its decimal sign.
    """

    value: float
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A range of numbers as it was written.

    Attributes:
        low: The lowest; None if it is open.
        high: The highest; None if it is open.
        decimals: Digits after the decimal sign, of the number that has most.
        unit: The unit behind it; empty for none.
    """

    low: float | None
    high: float | None
    decimals: int
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """How far off is still right.

    Attributes:
        amount: The distance, 0 or more, in the unit of the numbers or in percent of the truth.
        is_share: Whether it is in percent.
    """

    amount: float
    is_share: bool


def readings(text: str, *, unit: str = "") -> tuple[Amount, ...]:
    """Return what a text may mean as a number, the likeliest first; nothing if it is none.

    `1,500` may be fifteen hundred or one and a half. The unit may stand before or behind the number. Other words may
    not, as they could change what the number means (12 dozen, 3 kg instead of 3 g).
    """
    if _SIMPLE.fullmatch(text):
        # Not -0.0.
        return (Amount(value=float(text) + 0.0, decimals=len(text.partition(".")[2])),)
    typed = _without_unit(plain(text), unit)
    if typed in WORDS:
        return (Amount(value=float(WORDS[typed]), decimals=0),)
    sign, digits = (-1.0, typed[1:].lstrip()) if typed[:1] == "-" else (1.0, typed.removeprefix("+").lstrip())
    return tuple(Amount(value=sign * found.value, decimals=found.decimals) for found in _unsigned(digits))


def read_amount(text: str) -> Amount:
    """Read a number that a requester typed.

    Raises:
        ValueRefused: It is none.
    """
    found = readings(text)
    if not found:
        raise ValueRefused("not-a-number", {"found": text.strip()[:_SHOWN]})
    return found[0]


def read_span(text: str) -> Span:
    """Read a range: 0 to 100, 0.0-5.0 kg, 0 or more, up to 10, any number, and the same in Spanish.

    Raises:
        ValueRefused: It is none, or its end is not above its beginning.
    """
    typed = plain(text)
    if typed in _ANY:
        return Span(low=None, high=None, decimals=0)
    for pattern in (_BOTH, _LEAST, _MOST):
        found = pattern.fullmatch(typed)
        if found is not None:
            return _span(found.groupdict(), text)
    raise ValueRefused("range-unclear", {"found": text.strip()[:_SHOWN]})


def read_within(text: str, *, unit: str = "") -> Within:
    """Read how far off is still right: exactly, 5, ± 5 kg, within 10 %, and the same in Spanish.

    Raises:
        ValueRefused: It cannot be read as that.
    """
    typed = plain(text)
    if typed in _EXACT:
        return Within(amount=0.0, is_share=False)
    number = _WITHIN.sub("", typed)
    if unit != "%" and _PERCENT.search(number):
        found = readings(_PERCENT.sub("", number))
        is_share = True
    else:
        found, is_share = readings(number, unit=unit), False
    if not found or found[0].value < 0:
        raise ValueRefused("tolerance-unclear", {"found": text.strip()[:_SHOWN]})
    return Within(amount=found[0].value, is_share=is_share)


def writes_no_unit(text: str) -> bool:
    """Tell whether somebody typed that numbers have no unit."""
    return plain(text) in _NO_UNIT


def _span(parts: dict[str, str | None], text: str) -> Span:
    low, high = (parts.get(name) or parts.get(f"{name}2") for name in ("low", "high"))
    ends = {name: read_amount(end) for name, end in (("low", low), ("high", high)) if end}
    if len(ends) == 2 and ends["low"].value >= ends["high"].value:
        raise ValueRefused("range-empty", {"found": text.strip()[:_SHOWN]})
    decimals = max(end.decimals for end in ends.values())
    if decimals > MOST_DECIMALS:
        raise ValueRefused("too-many-decimals", {"most": MOST_DECIMALS})
    unit = (parts.get("unit") or parts.get("unit2") or "").strip()
    # As it was written: kWh, not kwh.
    place = text.casefold().rfind(unit.casefold()) if unit else -1
    return Span(
        low=ends["low"].value if "low" in ends else None,
        high=ends["high"].value if "high" in ends else None,
        decimals=decimals,
        unit=text[place : place + len(unit)] if place >= 0 else unit,
    )


def _without_unit(typed: str, unit: str) -> str:
    name = plain(unit)
    if not name:
        return typed
    if typed.endswith(name):
        return typed.removesuffix(name).rstrip()
    sign = typed[:1] if typed[:1] in {"-", "+"} else ""
    return sign + typed.removeprefix(sign).removeprefix(name).lstrip()


def _unsigned(typed: str) -> list[Amount]:
    """Return the readings of a number without a sign."""
    if not any(character.isdigit() for character in typed):
        return []
    found = []
    grouped = _GROUPED.fullmatch(typed)
    if grouped is not None:
        decimals = grouped[2] or ""
        whole = typed.removesuffix(f".{decimals}").removesuffix(f",{decimals}") if decimals else typed
        found.append((re.sub(r"\D", "", whole), decimals))
    simple = _PLAIN.fullmatch(typed)
    if simple is not None:
        decimals = simple[1] or ""
        whole = typed.rstrip(".,")
        found.append((whole[: len(whole) - len(decimals) - 1] if decimals else whole, decimals))
    return [
        Amount(value=float(f"{whole or 0}.{decimals or 0}"), decimals=len(decimals))
        for whole, decimals in found
        if len(whole) <= MOST_DIGITS and len(decimals) <= MOST_DIGITS
    ]
