"""Points on the globe: great-circle distances, and middles that work across the antimeridian and at the poles."""

import math

import numpy as np

from crowd.answers import FloatArray

#: Mean radius of the earth in metres (IUGG 1980). The earth is not a sphere, so distances are right to half a percent.
EARTH_M = 6_371_008.8


def unit_vectors(points: FloatArray) -> FloatArray:
    """Convert (n, 2) latitudes and longitudes in degrees to unit vectors from the centre of the earth, (n, 3)."""
    lat, lon = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def degrees_of(vector: FloatArray) -> tuple[float, float]:
    """Latitude (-90 to 90) and longitude (-180 to 180) of a vector of any length but 0, (3,)."""
    x, y, z = vector.tolist()
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def distances_m(vectors: FloatArray, centre: FloatArray) -> FloatArray:
    """Great-circle distances in metres, (n,), from unit vectors (n, 3) to one, (3,).

    Uses the chord, which keeps its precision for nearby points and is off by no more than metres at the
    antipodes.
    """
    half_chord = np.sqrt(((vectors - centre) ** 2).sum(axis=1)) / 2.0
    distance: FloatArray = 2.0 * EARTH_M * np.arcsin(np.minimum(half_chord, 1.0))
    return distance


def apart_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in metres between two points in degrees (haversine)."""
    (lat, lon), (to_lat, to_lon) = ((math.radians(degrees) for degrees in point) for point in (one, other))
    up, over = math.sin((to_lat - lat) / 2.0), math.sin((to_lon - lon) / 2.0)
    half_chord = math.sqrt(up**2 + math.cos(lat) * math.cos(to_lat) * over**2)
    return 2.0 * EARTH_M * math.asin(min(half_chord, 1.0))


def middle(vectors: FloatArray, weight: FloatArray) -> FloatArray:
    """The weighted mean direction of unit vectors, (3,); the one with the most weight if they cancel out."""
    total = weight @ vectors
    length = float(np.linalg.norm(total))
    if length < 1e-9 * float(weight.sum()):
        chosen: FloatArray = vectors[int(weight.argmax())]
        return chosen
    direction: FloatArray = total / length
    return direction
