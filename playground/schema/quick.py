"""Quick checks of whether a value fits the schema, which nearly every value does.

Each type becomes a function that only returns yes or no. After a no, the slower `Shapes.check` finds out what is
wrong and where. The two must agree, and a test makes sure that they do.
"""

from collections.abc import Callable
from typing import TypeAlias

from playground.schema.shapes import Shapes, check_limit
from playground.schema.table import Field, Limit
from playground.serving.old_fields import OLD_FIELDS

Fits: TypeAlias = Callable[[object], bool]


class QuickShapes:
    """Builds and caches the functions that return yes or no."""

    def __init__(self, shapes: Shapes) -> None:
        """Take the thorough checker to use after a no."""
        self._shapes = shapes
        self._table = shapes.table
        self._objects: dict[str, Fits] = {}

    def of(self, field: Field) -> Fits:
        """Make the function for the values of a field."""
        kinds = [self._of_type(name, field.limit) for name in field.types]
        if len(kinds) == 1:
            return kinds[0]
        return lambda value: any(fits(value) for fits in kinds)

    def of_result(self, types: tuple[str, ...]) -> Fits:
        """Make the function for the results of a method."""
        return self.of(Field(name="result", types=types, required=True, limit=None))

    def _of_type(self, name: str, limit: Limit | None) -> Fits:
        if name.startswith("["):
            return self._of_list(name[1:-1], limit)
        objects = self._table.objects_of(name)
        if len(objects) == 1:
            return self._of_object(objects[0])
        if objects:
            kinds = [self._of_object(one) for one in objects]
            return lambda value: any(fits(value) for fits in kinds)
        return self._of_scalar(name, limit)

    def _of_list(self, inner: str, limit: Limit | None) -> Fits:
        fits = self._of_type(inner, None)
        low, high = (limit.low, limit.high) if limit is not None else (0, None)

        def fits_list(value: object) -> bool:
            if value.__class__ is not list or not isinstance(value, list):
                return False
            if len(value) < low or (high is not None and len(value) > high):
                return False
            return all(map(fits, value))

        return fits_list

    def _of_object(self, name: str) -> Fits:
        made = self._objects.get(name)
        if made is not None:
            return made
        fields = self._table.objects[name]
        required = frozenset(field.name for field in fields.values() if self._shapes.requires(name, field))
        known: dict[str, Fits] = {}

        def fits_object(value: object) -> bool:
            if not isinstance(value, dict):
                return False
            for key, one in value.items():
                fits = known.get(key)
                if fits is None or not fits(one):
                    return False
            return required <= value.keys()

        # Cached before its fields are built, because a message may contain a message.
        self._objects[name] = fits_object
        if not self._shapes.is_hidden(name):
            for field in fields.values():
                if not self._shapes.is_hidden(f"{name}.{field.name}"):
                    known[field.name] = self.of(field)
            if self._shapes.is_strict:
                known |= {
                    old.partition(".")[2]: lambda _: True for old in OLD_FIELDS if old.startswith(f"{name}.")
                }
        return fits_object

    def _of_scalar(self, name: str, limit: Limit | None) -> Fits:
        fits = self._shapes.fits
        if self._shapes.is_strict and limit is None:
            kind = {"String": str, "Integer": int, "Boolean": bool}.get(name)
            if kind is not None:
                return lambda value: value.__class__ is kind

        def fits_scalar(value: object) -> bool:
            if not fits(name, value):
                return False
            return limit is None or not _is_beyond(limit, value)

        return fits_scalar


def _is_beyond(limit: Limit, value: object) -> bool:
    return check_limit(limit, value, "") is not None
