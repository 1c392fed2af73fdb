"""How many answers a requester wants for each task: a choice of three efforts, or exact numbers on one line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from crowd.deciding.policy import StopRule
from crowd.errors import ValueRefused
from crowd.typed.numbers import plain


class Effort(StrEnum):
    """How many answers to ask for."""

    QUICK = "quick"
    BALANCED = "balanced"
    CAREFUL = "careful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A target, with the fewest and the most answers per task."""

    target: float
    fewest: int
    most: int


#: For thirty tasks with three options: about 85, 140 and 230 answers. None of them lets one person decide a task alone.
EFFORTS: Mapping[Effort, Overlap] = {
    Effort.QUICK: Overlap(target=0.85, fewest=2, most=4),
    Effort.BALANCED: Overlap(target=0.95, fewest=3, most=7),
    Effort.CAREFUL: Overlap(target=0.99, fewest=4, most=12),
}
#: The default for a new project.
FIRST_EFFORT = EFFORTS[Effort.BALANCED]

_RANGE = re.compile(
    r"(?:from |between |de |entre )?(?P<fewest>\d[\d.,']*)\s*(?:[-–—~〜…]|\.\.+|to|and|a|y)\s*(?P<most>\d[\d.,']*)"
    r"\s*(?:answers|respuestas)?"
)
#: A share without a percent sign is only read before a range: 95 3-7.
_SHARE = re.compile(r"(?:\d+(?:[.,]\d+)?|[.,]\d+)\s*%|0?[.,]\d+|\d+(?:[.,]\d+)?(?=[\s,;:]+\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedOverlap:
    """The parts of what somebody typed on one line, as written; None for any they left out."""

    target: str | None
    fewest: str | None
    most: str | None


def overlap_of(effort: Effort, *, most_sure: float) -> Overlap:
    """Return the numbers of an effort, with a target that can be reached.

    Args:
        effort: The effort.
        most_sure: The highest confidence that answers to the question can give.
    """
    overlap = EFFORTS[effort]
    return replace(overlap, target=min(overlap.target, most_sure))


def effort_of(rule: StopRule, *, most_sure: float) -> Effort | None:
    """Return the effort that matches a rule; None if its numbers match none."""
    asked = Overlap(target=rule.target, fewest=rule.min_answers, most=rule.max_answers)
    return next((effort for effort in Effort if overlap_of(effort, most_sure=most_sure) == asked), None)


def with_effort(rule: StopRule, effort: Effort, *, most_sure: float) -> StopRule:
    """Return the rule with the numbers of an effort."""
    overlap = overlap_of(effort, most_sure=most_sure)
    return replace(rule, target=overlap.target, min_answers=overlap.fewest, max_answers=overlap.most)


def is_overlap(text: str) -> bool:
    """Tell whether text reads as exact numbers, valid or not."""
    try:
        read_overlap(text)
    except ValueRefused:
        return False
    return True


def read_overlap(text: str) -> TypedOverlap:
    """Read exact numbers on one line: `95 %`, `3-7` or both, as in `95 %, 3 to 7`.

    Raises:
        ValueRefused: The text is none of these.
    """
    typed = plain(text)
    share = _SHARE.match(typed)
    rest = (typed[share.end() :] if share else typed).strip(" ,;:")
    count = _RANGE.fullmatch(rest)
    if (share is None and count is None) or (rest and count is None):
        raise ValueRefused("draft-ready")
    return TypedOverlap(
        target=share[0] if share else None,
        fewest=count["fewest"] if count else None,
        most=count["most"] if count else None,
    )
