"""Reports of tasks by contributors: their reasons and limits, and when they pause a project by themselves."""

from enum import StrEnum


class ReportReason(StrEnum):
    """Why a contributor reports a task to the admins."""

    HARMFUL = "HARMFUL"  #: illegal or harmful
    PERSONAL = "PERSONAL"  #: asks for personal data
    SPAM = "SPAM"  #: spam, or a scam
    BROKEN = "BROKEN"  #: makes no sense


class ReportState(StrEnum):
    """What became of a report."""

    OPEN = "OPEN"  #: no admin has looked at it
    ACTED = "ACTED"  #: an admin paused or cancelled the project, or banned its requester
    DISMISSED = "DISMISSED"  #: an admin found nothing wrong


#: Nobody meets more bad tasks than this a day; whoever reports more is playing with the button.
MOST_REPORTS_A_DAY = 10
#: The longest reason of an admin, and the most words that go with a report: they stand in a message with others.
MOST_REASON = 300
#: A project pauses by itself once so many people have reported it: fewer could be one person with two friends.
REPORTERS_TO_PAUSE = 3
#: And once they are at least one in so many of the people who answered in it: among thousands, three find anything bad.
ANSWERERS_A_REPORTER = 20


def pauses(*, reporters: int, answerers: int) -> bool:
    """Return whether a project is paused until an admin has looked at it.

    Args:
        reporters: How many people have reported it, for another reason than that it is broken.
        answerers: How many people have answered in it.
    """
    return reporters >= REPORTERS_TO_PAUSE and reporters * ANSWERERS_A_REPORTER >= answerers
