"""A press of a button, with only those parts of its update that a handler reads.

Nearly every update is one. Making the library's own objects (the query, its sender, the message, its chat) took as long
as everything that is done with them here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from crowd.ids import ContributorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press of a button.

    Attributes:
        update_id: The update that reported it.
        query_id: The id with which to acknowledge it.
        by: Who pressed.
        language: Their app's language, if it reports one.
        data: The button's data.
        message_id: The message that the button is under; 0 if it is not the bot's.
    """

    update_id: int
    query_id: str
    by: ContributorId
    language: str | None
    data: str | None
    message_id: int

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self | None:
        """Return the press that an update reports, or None if it reports something else."""
        query = raw.get("callback_query")
        if not query:
            return None
        sender, message = query["from"], query.get("message")
        return cls(
            update_id=raw["update_id"],
            query_id=str(query["id"]),
            by=ContributorId(sender["id"]),
            language=sender.get("language_code"),
            data=query.get("data"),
            message_id=message["message_id"] if message else 0,
        )
