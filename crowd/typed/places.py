"""Points on the globe as people type them: coordinates in several ways, or a link to a map that has them in it."""

import re
from enum import StrEnum
from urllib.parse import unquote

from crowd.typed.amounts import readings
from crowd.typed.numbers import plain

#: Latitude and longitude in degrees.
Point = tuple[float, float]

#: Decimals of a stored point: a tenth of a metre.
DIGITS = 6
#: Minutes of a degree, and seconds of a minute.
_SIXTY = 60.0

_NUMBER = r"[-+]?\d{1,3}(?:\.\d+)?"
_BETWEEN = r"\s*(?:[,;]|\s)\s*"
_PAIR = re.compile(rf"({_NUMBER})\s*°?{_BETWEEN}({_NUMBER})\s*°?")
#: 52,52; 13,405 as decimal commas have it.
_WITH_COMMAS = re.compile(r"([-+]?\d{1,3},\d+)\s*(?:;|\s)\s*([-+]?\d{1,3},\d+)")
_ANGLE = (
    r"(?P<deg{n}>\d{{1,3}}(?:[.,]\d+)?)\s*°?\s*(?:(?P<min{n}>\d{{1,2}}(?:[.,]\d+)?)\s*')?"
    r"\s*(?:(?P<sec{n}>\d{{1,2}}(?:[.,]\d+)?)\s*(?:''|\"))?"
)
_LETTER = r"(?P<letter{n}>[nsew])"
#: 52°31'N 13°24'E, or N 52°31' E 13°24'.
_NAMED = tuple(
    re.compile(r"\s*[,;]?\s*".join(part.format(n=number) for number in (1, 2)))
    for part in (rf"{_ANGLE}\s*{_LETTER}", rf"{_LETTER}\s*{_ANGLE}")
)
#: What marks minutes and seconds, and what people have on their keyboards instead.
_MARKS = str.maketrans(
    {"′": "'", "’": "'", "‘": "'", "´": "'", "`": "'", "″": '"', "”": '"', "“": '"', "º": "°"}
)
_DIRECTIONS = (
    (re.compile(r"\b(?:lat(?:itude?|itud)?\.?|lon(?:gitude?|gitud)?\.?|lng)\s*[:=]?\s*"), ""),
    (re.compile(r"\b(?:north|norte)\b"), "n"),
    (re.compile(r"\b(?:south|sur)\b"), "s"),
    (re.compile(r"\b(?:east|este)\b"), "e"),
    (re.compile(r"\b(?:west|oeste)\b"), "w"),
)

_LENGTH = r"(?P<amount>[\d.,' ]*\d)\s*(?P<unit>km|kilomet(?:er|re|ro)s?|m|met(?:er|re|ro)s?)?"
_RADIUS = re.compile(rf"(?:±|within|dentro de|a menos de|a)?\s*{_LENGTH}\.?")
_CIRCLE = re.compile(
    rf"(?:only\s+|solo\s+|sólo\s+)?(?:within|dentro de|a menos de|a)?\s*{_LENGTH}\s*"
    r"(?:of|from|around|de|alrededor de|,|;)?\s+(?P<centre>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_ANYWHERE = frozenset(
    {"anywhere", "everywhere", "any", "en cualquier lugar", "cualquier lugar", "-", "–", "—"}
)

_LINK = re.compile(r"(?:https?://|geo:)\S+", re.IGNORECASE)
_COORDINATES = rf"({_NUMBER})(?:,|%2c)\s*\+?({_NUMBER})"
#: Where links have the place that they mark, the surest first: only then the middle of the map.
_IN_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!3d({_NUMBER})!4d({_NUMBER})",
        rf"[?&#]mlat=({_NUMBER})&(?:amp;)?mlon=({_NUMBER})",
        rf"[?&](?:q|query|coordinate|destination|daddr|ll|sll|center)=(?:loc:)?{_COORDINATES}",
        rf"^geo:{_COORDINATES}",
        rf"/(?:place|search|dir)/(?:[^/]*/)?{_COORDINATES}",
        rf"/@{_COORDINATES}",
        rf"#map=\d+(?:\.\d+)?/({_NUMBER})/({_NUMBER})",
    )
)
#: Links that lead to a map only by fetching them.
_SHORT = re.compile(
    r"https?://(?:maps\.app\.goo\.gl|goo\.gl|g\.co|maps\.apple|osm\.org/go|(?:www\.)?openstreetmap\.org/go|"
    r"bit\.ly|t\.co|tinyurl\.com)(?:/|$)",
    re.IGNORECASE,
)


class Unread(StrEnum):
    """Why a text that was meant as a point is none."""

    OFF_GLOBE = "OFF_GLOBE"  #: there is no such latitude or longitude
    SHORT_LINK = "SHORT_LINK"  #: only whoever opens the link sees where it leads
    EMPTY_LINK = "EMPTY_LINK"  #: the link has no coordinates in it


def read_point(text: str) -> Point | Unread | None:
    """Read a point; None if the text was hardly meant as one.

    Degrees north and east are positive. Links are never fetched, so they have to have the coordinates in them.
    """
    link = _LINK.search(text)
    if link is not None:
        return _in_link(unquote(link[0]).rstrip(").,"))
    typed = plain(text).translate(_MARKS)
    for pattern, letter in _DIRECTIONS:
        typed = pattern.sub(letter, typed)
    typed = typed.strip(" ()[]")
    if found := _PAIR.fullmatch(typed):
        return _checked(float(found[1]), float(found[2]))
    if found := _WITH_COMMAS.fullmatch(typed):
        return _checked(*(float(part.replace(",", ".")) for part in found.groups()))
    named = next((found for pattern in _NAMED if (found := pattern.fullmatch(typed))), None)
    return None if named is None else _named(named)


def read_length(text: str) -> float | None:
    """Read a length in metres: 50, 50 m, 0,5 km, within 200 metres; None if it is none."""
    found = _RADIUS.fullmatch(plain(text))
    return None if found is None else _metres(found)


def read_circle(text: str) -> tuple[Point, float] | None:
    """Read what lies within some metres of a point: within 5 km of 52.52, 13.405; None if it is none."""
    # Not in lowercase, which the link of a map may not survive.
    found = _CIRCLE.fullmatch(text.strip())
    if found is None:
        return None
    within_m, centre = _metres(found), read_point(found["centre"])
    return (centre, within_m) if within_m is not None and isinstance(centre, tuple) else None


def writes_anywhere(text: str) -> bool:
    """Tell whether somebody typed that places may be anywhere."""
    return plain(text) in _ANYWHERE


def as_point(latitude: float, longitude: float) -> Point | None:
    """Return a point as it is stored; None if it is not on the globe."""
    found = _checked(latitude, longitude)
    return None if isinstance(found, Unread) else found


def write_point(point: Point, digits: int = DIGITS) -> str:
    """Write a point as people and maps read it."""
    return ", ".join(f"{degrees:.{digits}f}" for degrees in point)


def _metres(found: re.Match[str]) -> float | None:
    amounts = readings(found["amount"])
    if not amounts:
        return None
    # Of 0,5 km and 1,500 m, the likeliest reading each.
    is_km = (found["unit"] or "m").casefold().startswith("k")
    return amounts[0].value * (1000.0 if is_km else 1.0)


def _in_link(link: str) -> Point | Unread:
    for pattern in _IN_LINKS:
        found = pattern.search(link)
        # `geo:0,0?q=...` says that the place is in what follows.
        if found and (float(found[1]), float(found[2])) != (0.0, 0.0):
            return _checked(float(found[1]), float(found[2]))
    return Unread.SHORT_LINK if _SHORT.match(link) else Unread.EMPTY_LINK


def _checked(latitude: float, longitude: float) -> Point | Unread:
    if not (-90.0 <= latitude <= 90.0 and -180.0 <= longitude <= 180.0):
        return Unread.OFF_GLOBE
    # Not -0.0, which would be stored unlike 0.
    return round(latitude, DIGITS) + 0.0, round(longitude, DIGITS) + 0.0


def _named(found: re.Match[str]) -> Point | Unread | None:
    """Read degrees, minutes and seconds with the letters of their directions, in either order."""
    degrees: dict[bool, float] = {}
    for number in ("1", "2"):
        letter = found[f"letter{number}"]
        parts = [float((found[f"{part}{number}"] or "0").replace(",", ".")) for part in ("deg", "min", "sec")]
        if parts[1] >= _SIXTY or parts[2] >= _SIXTY:
            return Unread.OFF_GLOBE
        sign = -1.0 if letter in {"s", "w"} else 1.0
        degrees[letter in {"n", "s"}] = sign * (parts[0] + parts[1] / _SIXTY + parts[2] / _SIXTY**2)
    return _checked(degrees[True], degrees[False]) if set(degrees) == {True, False} else None
