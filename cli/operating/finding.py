"""What `askmany doctor` finds: one sentence each, and how bad it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

Figures = dict[str, object]


class Level(IntEnum):
    """How bad it is; OK and NOTE require no action."""

    OK = 0
    NOTE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        check: What was looked at, in one word.
        level: How bad it is.
        sentence: What was found and, if something is wrong, what to do.
        figures: The numbers behind it.
    """

    check: str
    level: Level
    sentence: str
    figures: Figures = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """The finding as `--json` writes it."""
        return {
            "check": self.check,
            "level": self.level.name.casefold(),
            "sentence": self.sentence,
            "figures": self.figures,
        }


def exit_status(findings: Sequence[Finding]) -> int:
    """Return 0 when all is well, 1 with a warning, 2 with an error."""
    worst = max((finding.level for finding in findings), default=Level.OK)
    return max(0, worst - Level.NOTE)
