"""Types of identifiers, so that a type checker catches mix-ups."""

from typing import NewType

ContributorId = NewType("ContributorId", int)
"""A person's Telegram id. Requesters are people too, so their ids have the same type."""

ProjectId = NewType("ProjectId", int)
QuestionId = NewType("QuestionId", int)
TaskId = NewType("TaskId", int)
AssignmentId = NewType("AssignmentId", int)
AnnouncementId = NewType("AnnouncementId", int)
PendingFileId = NewType("PendingFileId", int)

Micros = NewType("Micros", int)
"""A point in time: microseconds since 1970-01-01 UTC."""

SECOND: int = 1_000_000
MINUTE: int = 60 * SECOND
HOUR: int = 60 * MINUTE
DAY: int = 24 * HOUR
