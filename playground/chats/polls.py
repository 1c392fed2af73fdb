"""Polls: their options, who voted how, and where they are shown."""

from dataclasses import dataclass, field

from playground.wire import JsonObject


@dataclass(slots=True, kw_only=True)
class Poll:
    """A poll, wherever it was forwarded; all its messages show the same votes."""

    id: str
    question: str
    options: list[str]
    anonymous: bool = True
    quiz: bool = False
    multiple: bool = False
    revoting: bool = True
    #: Positions of a quiz's right options.
    correct: list[int] = field(default_factory=list)
    #: Other fields, in Telegram's form: explanation, open_period, ...
    other: JsonObject = field(default_factory=dict)
    #: Seconds since 1970 after which nobody can vote.
    close_at: float | None = None
    closed: bool = False
    #: Chosen positions by voter id.
    votes: dict[int, list[int]] = field(default_factory=dict)
    #: The messages that show it: pairs of a chat id and a message id.
    places: list[tuple[int, int]] = field(default_factory=list)

    def is_open(self, now: float) -> bool:
        """Whether people can vote at `now`, in seconds since 1970."""
        return not self.closed and (self.close_at is None or now < self.close_at)

    def option_id(self, position: int) -> str:
        """Return an id for an option that stays the same when options are added."""
        return f"{self.id}-{position}"

    def to_json(self) -> JsonObject:
        """Return it as a Poll."""
        fields: JsonObject = {
            "id": self.id,
            "question": self.question,
            "options": [self._option_json(position) for position in range(len(self.options))],
            "total_voter_count": len(self.votes),
            "is_closed": self.closed,
            "is_anonymous": self.anonymous,
            "type": "quiz" if self.quiz else "regular",
            "allows_multiple_answers": self.multiple,
            "allows_revoting": self.revoting,
            "members_only": False,
        }
        if self.correct:
            fields["correct_option_ids"] = self.correct
        if len(self.correct) == 1:
            # The old name, which Telegram still sends.
            fields["correct_option_id"] = self.correct[0]
        return fields | self.other

    def _option_json(self, position: int) -> JsonObject:
        count = sum(position in chosen for chosen in self.votes.values())
        return {
            "persistent_id": self.option_id(position),
            "text": self.options[position],
            "voter_count": count,
        }

    def answer_json(self, user: JsonObject, chosen: list[int]) -> JsonObject:
        """Return somebody's vote as a PollAnswer; an empty one retracts a vote."""
        return {
            "poll_id": self.id,
            "user": user,
            "option_ids": chosen,
            "option_persistent_ids": [self.option_id(position) for position in chosen],
        }
