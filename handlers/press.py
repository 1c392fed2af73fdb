"""A press of a button, made of no more of its update than some handler reads.

Nearly every update is one. The library's own objects of it (the query, its sender, the message, its chat) took as long
to make as all that is done with them here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from crowd.ids import ContributorId


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A press of a button.

    Attributes:
        update_id: The update that told of it.
        query_id: By what it is acknowledged.
        by: Who pressed.
        language: What their app speaks, if it says so.
        data: What the button carries.
        message_id: The message that it stands under; 0 for one that is not the bot's.
    """

    update_id: int
    query_id: str
    by: ContributorId
    language: str | None
    data: str | None
    message_id: int

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self | None:
        """Return the press that an update tells of; None when it tells of something else."""
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
