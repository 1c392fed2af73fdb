"""What holds for every use case of a running bot."""

from dataclasses import dataclass

from crowd.ids import MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Terms under which people are asked, from the settings.

    Attributes:
        lease: Microseconds that an offered task is kept for somebody.
        consent_version: Version of the consent text that people agree to now.
        open_requesters: Whether everybody may be a requester.
        admin_ids: Who may name requesters, and do all that a requester may.
        most_tasks: Tasks that a file may hold.
        pushes_a_day: Most pushes to one person on one of their days unless they say otherwise; None for no limit.
        announcements_a_day: Most announcements of one requester in 24 hours; admins may make any number.
        stars_a_month: Most Stars in a calendar month (UTC) for announcements that go fast; 0 to pay for none.
        pushes_per_s: Messages a second that nobody waits for, free of charge.
        paid_per_s: Messages a second that are paid for.
    """

    lease: int = 30 * MINUTE
    consent_version: int = 1
    open_requesters: bool = False
    admin_ids: frozenset[int] = frozenset()
    most_tasks: int = 200_000
    pushes_a_day: int | None = None
    announcements_a_day: int = 3
    stars_a_month: int = 0
    pushes_per_s: int = 25
    paid_per_s: int = 900

    @property
    def worth_paying_for(self) -> int:
        """The fewest people for whom to pay: fewer have it within a minute free of charge."""
        return 60 * self.pushes_per_s


#: Terms of a bot that sets nothing.
DEFAULT_TERMS = Terms()
