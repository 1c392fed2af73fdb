"""What a message holds that is no text, as far as an answer may be made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: What a place has instead of where it is, if the bot made it the nearest city before anybody could look.
REDUCED = "reduced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a message holds.

    Attributes:
        type: Which field of the message it is in: `location`, `venue`, `photo`, `voice` and so on.
        fields: It, as the Bot API writes it; of the sizes of a photo, the largest.
    """

    type: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_reduced(self) -> bool:
        """Whether where a place is was not kept, because nobody had asked for a place when it came."""
        inner = self.fields.get("location")
        return REDUCED in self.fields or (isinstance(inner, Mapping) and REDUCED in inner)
