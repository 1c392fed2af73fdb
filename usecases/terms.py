"""The terms under which a running bot asks people."""

from dataclasses import dataclass

from crowd.ids import MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Terms under which people are asked, from the settings.

    Attributes:
        lease: Microseconds that an offered task is reserved for somebody.
        consent_version: Version of the consent text that people agree to now.
        open_requesters: Whether everybody may be a requester.
        admin_ids: The admins, who may make others requesters and do everything that a requester may.
        most_tasks: The most tasks in a file.
        most_named: The most people named in a file, counted once for each task.
        most_open_tasks: The most tasks in all of a requester's projects that have not ended; no limit for admins.
        most_drafts: The most projects a requester may have that were never launched; no limit for admins.
        most_files: The most files a requester may have in the queue.
        draft_days: Days after which an untouched draft is deleted; 0 to keep it.
        pushes_a_day: Most pushes to one person on one of their days unless they choose otherwise; None for no limit.
        announcements_a_day: Most announcements of one requester in 24 hours; admins may make any number.
        stars_a_month: Most Stars in a calendar month (UTC) for announcements sent fast; 0 to pay for none.
        pushes_per_s: Free messages a second that nobody waits for.
        paid_per_s: Paid messages a second.
        privacy_contact: Whom to ask about personal data: an e-mail address, a link or an @username; empty if unknown.
        privacy_url: The operator's own privacy policy; empty if there is none.
        retention: Microseconds after which people who left are forgotten; None to keep them.
    """

    lease: int = 30 * MINUTE
    consent_version: int = 1
    open_requesters: bool = False
    admin_ids: frozenset[int] = frozenset()
    most_tasks: int = 200_000
    most_named: int = 1_000_000
    most_open_tasks: int = 1_000_000
    most_drafts: int = 20
    most_files: int = 5
    draft_days: int = 30
    pushes_a_day: int | None = None
    announcements_a_day: int = 3
    stars_a_month: int = 0
    pushes_per_s: int = 25
    paid_per_s: int = 900
    privacy_contact: str = ""
    privacy_url: str = ""
    retention: int | None = None

    @property
    def worth_paying_for(self) -> int:
        """The fewest people worth paying for: fewer are reached within a minute free of charge."""
        return 60 * self.pushes_per_s


#: The terms of a bot with default settings.
DEFAULT_TERMS = Terms()
