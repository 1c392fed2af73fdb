"""Topics of a forum."""

from dataclasses import dataclass, field

from playground.wire import JsonObject

#: The colors that a topic's icon may have; Telegram gives the first where none is asked for.
COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
#: The topic that each forum has from the start.
GENERAL = 1


@dataclass(slots=True, kw_only=True)
class Topic:
    """One topic; its id is that of the service message with which it began."""

    id: int
    name: str
    color: int = COLORS[0]
    emoji_id: str = ""
    is_closed: bool = False
    #: Only the general topic can be hidden.
    is_hidden: bool = False

    def to_json(self) -> JsonObject:
        """Return it as a ForumTopic."""
        return {"message_thread_id": self.id, "name": self.name} | self.look_json()

    def look_json(self) -> JsonObject:
        """Return how its icon looks."""
        fields: JsonObject = {"icon_color": self.color}
        return fields | ({"icon_custom_emoji_id": self.emoji_id} if self.emoji_id else {})


@dataclass(slots=True, kw_only=True)
class Topics:
    """The topics of one forum, by id."""

    general: Topic = field(default_factory=lambda: Topic(id=GENERAL, name="General"))
    by_id: dict[int, Topic] = field(default_factory=dict)


def in_topic(thread_id: int) -> JsonObject:
    """Return the fields of a message in a topic; none for the general topic."""
    return {"message_thread_id": thread_id, "is_topic_message": True} if thread_id > GENERAL else {}
