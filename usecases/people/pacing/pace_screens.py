"""The screens of the message about somebody's pace, and what can be chosen there."""

from enum import StrEnum

#: The choices; None is no limit.
TASKS_A_DAY: tuple[int | None, ...] = (5, 10, 20, 50, 100, None)
PUSHES_A_DAY: tuple[int | None, ...] = (0, 1, 2, 3, 6, 12)
#: Whether they want announcements.
ANNOUNCEMENTS: tuple[bool, ...] = (True, False)
#: The choices for a digest, in minutes after midnight; None is no digest.
DIGEST_HOURS: tuple[int | None, ...] = (
    *(hour * 60 for hour in (7, 8, 9, 10, 12, 14, 16, 17, 18, 19, 20, 21)),
    None,
)
#: The choices for quiet hours, in minutes after midnight; None is none.
QUIET_HOURS: tuple[tuple[int, int] | None, ...] = (
    (20 * 60, 8 * 60),
    (21 * 60, 7 * 60),
    (22 * 60, 8 * 60),
    (23 * 60, 7 * 60),
    (23 * 60, 9 * 60),
    (0, 8 * 60),
    None,
)


class PaceScreen(StrEnum):
    """The screens of the message about somebody's pace."""

    MAIN = "m"
    TASKS = "t"
    PUSHES = "p"
    QUIET = "q"
    AREAS = "a"
    ZONES = "z"
    ANNOUNCEMENTS = "n"
    LANGUAGES = "l"
    TOPICS = "c"
    DIGEST = "d"
    PAUSED = "u"
