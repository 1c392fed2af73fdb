"""Time zones by city: the list from the time zone database, and the zone nearest to a place."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_PLACE = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A time zone with its principal city.

    Attributes:
        name: IANA name, such as `Europe/Madrid`.
        latitude: Latitude of the city in degrees.
        longitude: Longitude of the city in degrees.
    """

    name: str
    latitude: float
    longitude: float

    @property
    def area(self) -> str:
        """The first part of the name: a continent or an ocean."""
        return self.name.partition("/")[0]

    @property
    def city(self) -> str:
        """The name of the city as people write it."""
        return self.name.rpartition("/")[2].replace("_", " ")


@cache
def zones() -> tuple[Zone, ...]:
    """Every zone that has differed from the others since 1970 (tz database, zone1970.tab, public domain), by name."""
    table = resources.files("tzdata").joinpath("zoneinfo/zone1970.tab").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    found = [
        Zone(name=row[2], latitude=place[0], longitude=place[1]) for row in rows if (place := _place(row[1]))
    ]
    return tuple(sorted(found, key=lambda zone: (zone.area, zone.city)))


def areas() -> list[str]:
    """The areas of all zones."""
    return sorted({zone.area for zone in zones()})


def zones_in(area: str) -> list[Zone]:
    """The zones in an area, by city."""
    return [zone for zone in zones() if zone.area == area]


def find_zone(name: str) -> Zone | None:
    """The zone with that IANA name; None if the list does not have it."""
    return next((zone for zone in zones() if zone.name == name), None)


def zone_of_city(text: str) -> Zone | None:
    """The zone whose principal city somebody typed, in any case, with or without accents; else None.

    A country may follow, as in "Madrid, Spain"; the name of the zone itself works too.
    """
    city = _plain(text.partition(",")[0])
    return _cities().get(city) or next((zone for zone in zones() if _plain(zone.name) == city), None)


@cache
def _cities() -> dict[str, Zone]:
    return {_plain(zone.city): zone for zone in zones()}


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("_", " ").replace("-", " "))
    return " ".join(
        "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().split()
    )


def nearest_zone(latitude: float, longitude: float) -> Zone:
    """The zone whose principal city is nearest: a guess that may be wrong near a border.

    Args:
        latitude: Degrees, -90 to 90.
        longitude: Degrees, -180 to 180.
    """
    return min(zones(), key=lambda zone: _angle(latitude, longitude, zone.latitude, zone.longitude))


def _angle(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The angle between two places seen from the centre of the earth (haversine formula), in radians."""
    a, b = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2.0 * math.asin(math.sqrt(min(half, 1.0)))


def _place(text: str) -> tuple[float, float] | None:
    """Read latitude and longitude in degrees from ISO 6709, such as `+4024-00341`."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    parts = found.groups(default="0")
    return _degrees(*parts[:4]), _degrees(*parts[4:])


def _degrees(sign: str, degrees: str, minutes: str, seconds: str) -> float:
    value = int(degrees) + int(minutes) / 60 + int(seconds) / 3600
    return -value if sign == "-" else value
