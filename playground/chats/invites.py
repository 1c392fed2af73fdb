"""Links into a group: who made them, for how many and how long, and who waits to be let in."""

from dataclasses import dataclass, field

from playground.wire import JsonObject


@dataclass(slots=True, kw_only=True)
class Invite:
    """One link into a group."""

    link: str
    creator_id: int
    name: str = ""
    #: After this nobody comes in by it, in seconds since 1970; 0 for never.
    expires_at: int = 0
    #: How many may come in by it; 0 for any number.
    most: int = 0
    #: Whether people only ask to be let in.
    asks: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    #: How many have come in by it.
    joined: int = 0
    #: Ids of those who have asked and got no answer.
    waiting: list[int] = field(default_factory=list)

    def why_closed(self, now: float) -> str | None:
        """Tell why nobody comes in by it now; None where somebody does."""
        if self.is_revoked:
            return "the link was revoked"
        if self.expires_at and now >= self.expires_at:
            return "the link has expired"
        return "the link was used as often as it may be" if self.most and self.joined >= self.most else None

    def to_json(self, creator: JsonObject) -> JsonObject:
        """Shape it as a ChatInviteLink."""
        fields: JsonObject = {
            "invite_link": self.link,
            "creator": creator,
            "creates_join_request": self.asks,
            "is_primary": self.is_primary,
            "is_revoked": self.is_revoked,
        }
        if self.name:
            fields["name"] = self.name
        if self.expires_at:
            fields["expire_date"] = self.expires_at
        if self.most:
            fields["member_limit"] = self.most
        if self.waiting:
            fields["pending_join_request_count"] = len(self.waiting)
        return fields
