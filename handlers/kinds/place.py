"""A place: a location or venue that somebody sends, coordinates that they type, or the link of a map."""

from collections.abc import Callable, Mapping, Sequence

from crowd.aggregation.places.globe import apart_m
from crowd.errors import InvalidInput
from crowd.kinds import Value
from crowd.kinds.place import AREA, RADIUS, Area, write_area, write_length
from crowd.kinds.place import why_not as why_not_here
from crowd.kinds.question import Question
from crowd.people.zones import zone_of_city
from crowd.typed.places import write_point
from handlers.kinds.sent import Sent
from handlers.message import Buttons
from handlers.packing import Tap
from handlers.reply import Reply
from handlers.texts import Args, Texts

#: What the summary shows of places in full.
_DIGITS = 5
#: Usual radii: a doorway, a building, a block of houses, a village.
_RADII = ("20 m", "100 m", "500 m", "2 km")
#: To find the farthest two of this many places takes a moment; of more, only the first are looked at.
_MOST_COMPARED = 500


class PlaceFace:
    """The face. There is nothing to tap: a location is sent with the app's own menu."""

    name = "place"
    takes = frozenset({"location", "venue"})

    def fields(self, question: Question, content: Mapping[str, str], texts: Texts) -> Mapping[str, str]:  # noqa: ARG002 - a task is shown as it is
        """Return the columns."""
        return content

    def show(
        self,
        question: Question,  # noqa: ARG002 - they are all answered alike
        *,
        page: int = 0,  # noqa: ARG002 - it has one
        chosen: list[float] | None = None,  # noqa: ARG002 - there is no button to mark
        partial: Value | None = None,  # noqa: ARG002 - one message makes a whole answer
        answer: Callable[[str, int], Tap],  # noqa: ARG002 - no button answers
        turn: Callable[[int], Tap],  # noqa: ARG002 - there is no other page
        here: Tap,  # noqa: ARG002 - there are no buttons
        texts: Texts,  # noqa: ARG002 - nor words on them
    ) -> Buttons:
        """Return no buttons."""
        return []

    def hint(self, question: Question, partial: Value | None, texts: Texts) -> str:  # noqa: ARG002 - one message makes a whole answer
        """Return how to send a place, and where it may be."""
        return texts("place-hint", _about(question.config))

    def presets(self, step: str, texts: Texts) -> list[str]:
        """Return usual radii, or that places may be anywhere."""
        if step == RADIUS:
            return [*_RADII]
        return [texts("place-anywhere")] if step == AREA else []

    def value(self, question: Question, step: str, texts: Texts) -> str:
        """Return the radius or the area."""
        config: Area = question.config
        if step == RADIUS:
            return write_length(config.radius_m)
        return texts("place-anywhere") if config.centre is None else write_area(config)

    def summary(self, question: Question, texts: Texts) -> str:
        """Return both in a line."""
        config: Area = question.config
        args: Args = {**_about(config), "radius": write_length(config.radius_m)}
        return texts("set-up-place", args)

    def press(self, question: Question, op: str, argument: int, partial: Value | None) -> object:  # noqa: ARG002 - there is none
        """Refuse: there are no buttons."""
        raise InvalidInput

    def spread(
        self, question: Question, values: Sequence[tuple[list[float], int]], texts: Texts
    ) -> list[str]:
        """Return how far apart the places are, or the only one."""
        if not values:
            return []
        points = [(value[0], value[1]) for value, _ in values[:_MOST_COMPARED]]
        if len(points) == 1:
            return [texts("place-spread-one", {"value": question.write(list(points[0]))})]
        farthest = max(apart_m(one, other) for place, one in enumerate(points) for other in points[:place])
        return [texts("place-spread", {"count": len(values), "distance": write_length(farthest)})]

    def refused(self, question: Question, text: str) -> Reply | None:
        """Return why coordinates, the link of a map or the name of a city cannot be an answer."""
        refusal = why_not_here(text, question.config)
        if refusal is not None:
            return Reply(key=f"refused-{refusal.reason}", args=refusal.limits)
        return Reply(key="refused-place-name") if zone_of_city(text) is not None else None

    def expected(self, question: Question) -> Reply:  # noqa: ARG002 - they are all answered alike
        """Return that a place is wanted, and how to send one."""
        return Reply(key="refused-place-expected")

    def read_message(self, question: Question, sent: Sent) -> object:  # noqa: ARG002 - they are all read alike
        """Return where a location or a venue is; of a live location, where it begins."""
        place = sent.fields.get("location") if sent.type == "venue" else sent.fields
        if not place:
            raise InvalidInput
        return [place.get("latitude"), place.get("longitude")]

    def remark(self, question: Question, sent: Sent) -> Reply | None:  # noqa: ARG002 - it is always the same
        """Return that a live location is only read once."""
        return Reply(key="place-live") if sent.fields.get("live_period") else None


def _about(config: Area) -> Args:
    centre = config.centre
    return {
        "has_area": int(centre is not None),
        "within": write_length(config.within_m),
        "centre": "" if centre is None else write_point(centre, _DIGITS),
    }
