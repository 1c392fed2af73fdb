"""The data that buttons carry: one frozen dataclass per kind of button, packed into at most 64 bytes.

The bytes are never trusted, because the person who taps may have forged them. They only name a row, and the use case
checks whose it is and in which state.
"""

import dataclasses
import re
import typing
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self

from crowd.assignments import SkipReason
from crowd.ids import AnnouncementId, AssignmentId, PendingFileId, ProjectId
from crowd.projects import DraftStep
from usecases.pay_for_speed import PaidStop
from usecases.read_help import HelpScreen
from usecases.set_pace import PaceScreen
from usecases.show_card import Screen
from usecases.understand_file import FileScreen

#: Telegram's limit, which python-telegram-bot does not check.
MAX_BYTES = 64
#: The largest id that a row of the database can have.
LARGEST_ID = 2**63 - 1
#: The names that a button may carry: those of time zones.
_NAME = re.compile(r"[A-Za-z0-9_+/-]{1,48}")


class ButtonOutdated(ValueError):
    """The data does not belong to any button, or no longer does."""


class Tap:
    """A button's data. The first character names the kind, the second the version of its shape."""

    PREFIX: ClassVar[str]

    def pack(self) -> str:
        """Return the data for the button.

        Raises:
            ValueError: It would not fit.
        """
        values = [str(getattr(self, name)) for name in _fields(type(self))]
        data = ":".join([self.PREFIX, *values])
        if len(data.encode()) > MAX_BYTES:
            raise ValueError(f"{data!r} does not fit a button")
        return data

    @classmethod
    def unpack(cls, data: str | None) -> Self:
        """Return the button that carried `data`.

        Raises:
            ButtonOutdated: The data is of another kind or version, or was never made by the bot.
        """
        prefix, *parts = (data or "").split(":")
        fields = _fields(cls)
        if prefix != cls.PREFIX or len(parts) != len(fields):
            raise ButtonOutdated(data)
        try:
            values = {
                name: _read(kind, part) for (name, kind), part in zip(fields.items(), parts, strict=True)
            }
        except ValueError as error:
            raise ButtonOutdated(data) from error
        return cls(**values)


def prefix_of(data: str | None) -> str:
    """Return the prefix that identifies a button's handler; there may be none with it."""
    return (data or "").partition(":")[0]


class ProjectAction(StrEnum):
    """What a button of a panel does."""

    OPEN = "o"
    MAIN = "m"
    LAUNCH = "l"
    PAUSE = "p"
    RESUME = "r"
    RESULTS = "f"
    AGREEMENT = "g"
    RULES = "s"
    INVITE = "i"
    CANCEL = "c"
    CANCEL_SURELY = "x"
    DELETE = "d"
    SKIPPED = "b"
    DELETE_SURELY = "k"


@dataclass(frozen=True, slots=True)
class ConsentTap(Tap):
    """I agree to this version of the text."""

    PREFIX: ClassVar[str] = "y1"
    version: int


@dataclass(frozen=True, slots=True)
class ResumeTap(Tap):
    """Continue with tasks after a pause."""

    PREFIX: ClassVar[str] = "r1"


@dataclass(frozen=True, slots=True)
class AnswerTap(Tap):
    """This option is my answer."""

    PREFIX: ClassVar[str] = "a1"
    assignment_id: AssignmentId
    label: int


@dataclass(frozen=True, slots=True)
class OpenChangeTap(Tap):
    """Show me my last answer's task again."""

    PREFIX: ClassVar[str] = "o1"
    assignment_id: AssignmentId


@dataclass(frozen=True, slots=True)
class ChangeTap(Tap):
    """This option is my answer instead."""

    PREFIX: ClassVar[str] = "c1"
    assignment_id: AssignmentId
    label: int


@dataclass(frozen=True, slots=True)
class TurnTap(Tap):
    """Turn the card to another screen or page."""

    PREFIX: ClassVar[str] = "t1"
    assignment_id: AssignmentId
    screen: Screen
    page: int


@dataclass(frozen=True, slots=True)
class SkipTap(Tap):
    """Skip this task, for this reason."""

    PREFIX: ClassVar[str] = "s1"
    assignment_id: AssignmentId
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class DraftTap(Tap):
    """Answer a step of the dialogue with one of the suggestions."""

    PREFIX: ClassVar[str] = "d1"
    project_id: ProjectId
    step: DraftStep
    choice: int


@dataclass(frozen=True, slots=True)
class StepTap(Tap):
    """Go to this step of the dialogue again."""

    PREFIX: ClassVar[str] = "e1"
    project_id: ProjectId
    step: DraftStep


@dataclass(frozen=True, slots=True)
class ProjectTap(Tap):
    """Do this with a project."""

    PREFIX: ClassVar[str] = "p1"
    project_id: ProjectId
    action: ProjectAction


@dataclass(frozen=True, slots=True)
class PreviewTap(Tap):
    """Show a task of a project as contributors will see it."""

    PREFIX: ClassVar[str] = "v1"
    project_id: ProjectId
    skip: int


@dataclass(frozen=True, slots=True)
class TurnPreviewTap(Tap):
    """Show this task of a project in the preview under which the button is."""

    PREFIX: ClassVar[str] = "T1"
    project_id: ProjectId
    skip: int


@dataclass(frozen=True, slots=True)
class ProjectsTap(Tap):
    """Show a page of my projects."""

    PREFIX: ClassVar[str] = "l1"
    page: int


@dataclass(frozen=True, slots=True)
class MoreTimeTap(Tap):
    """Give me more time for this task."""

    PREFIX: ClassVar[str] = "m1"
    assignment_id: AssignmentId


@dataclass(frozen=True, slots=True)
class OpenPaceTap(Tap):
    """Show how much, how often and when I am asked, in a new message."""

    PREFIX: ClassVar[str] = "w1"


@dataclass(frozen=True, slots=True)
class TurnPaceTap(Tap):
    """Turn the message about my pace to another screen or page."""

    PREFIX: ClassVar[str] = "x1"
    screen: PaceScreen
    area: int
    page: int


@dataclass(frozen=True, slots=True)
class PaceTap(Tap):
    """Set my pace to this choice."""

    PREFIX: ClassVar[str] = "k1"
    screen: PaceScreen
    choice: int


@dataclass(frozen=True, slots=True)
class ZoneTap(Tap):
    """Set my time zone to this one."""

    PREFIX: ClassVar[str] = "z1"
    name: str


@dataclass(frozen=True, slots=True)
class PauseTap(Tap):
    """Pause for this many days; 0 for until I resume."""

    PREFIX: ClassVar[str] = "b1"
    days: int


class AnnouncementAction(StrEnum):
    """What a button of an announcement's panel does."""

    SEND = "s"
    REWRITE = "r"
    DROP = "d"
    STOP = "x"
    ASK_FARE = "p"
    DECLINE_FARE = "n"
    GO_FREE = "u"


@dataclass(frozen=True, slots=True)
class AnnounceTap(Tap):
    """Write to the people of this project, 0 for everybody; 1 to continue in the same message, else 0."""

    PREFIX: ClassVar[str] = "f1"
    project_id: ProjectId
    in_place: int


@dataclass(frozen=True, slots=True)
class AnnouncementTap(Tap):
    """Do this with one of my announcements."""

    PREFIX: ClassVar[str] = "h1"
    announcement_id: AnnouncementId
    action: AnnouncementAction


@dataclass(frozen=True, slots=True)
class PayTap(Tap):
    """Send one of my announcements fast, for at most this many tenths of a Star."""

    PREFIX: ClassVar[str] = "j1"
    announcement_id: AnnouncementId
    tenths: int


@dataclass(frozen=True, slots=True)
class StopPayingTap(Tap):
    """Stop paying for announcements, whoever made them."""

    PREFIX: ClassVar[str] = "q1"
    stop: PaidStop


@dataclass(frozen=True, slots=True)
class MuteTap(Tap):
    """Stop sending me announcements."""

    PREFIX: ClassVar[str] = "u1"
    announcement_id: AnnouncementId


@dataclass(frozen=True, slots=True)
class BeginTap(Tap):
    """Show me the next task, after a digest."""

    PREFIX: ClassVar[str] = "g1"


@dataclass(frozen=True, slots=True)
class HelpTap(Tap):
    """Show this screen of the help; 1 in the same message, 0 in a new one."""

    PREFIX: ClassVar[str] = "i1"
    screen: HelpScreen
    in_place: int


@dataclass(frozen=True, slots=True)
class FileTap(Tap):
    """Answer the question about what I sent: 1 for the first of its two answers, 0 for the other."""

    PREFIX: ClassVar[str] = "F1"
    pending_id: PendingFileId
    asks: FileScreen
    first: int


@dataclass(frozen=True, slots=True)
class NoTap(Tap):
    """A button that only shows something, such as a page number."""

    PREFIX: ClassVar[str] = "n1"


@dataclass(frozen=True, slots=True)
class LooksTap(Tap):
    """A button in a preview, which only looks like a contributor's."""

    PREFIX: ClassVar[str] = "V1"


TAPS: tuple[type[Tap], ...] = (
    ConsentTap,
    ResumeTap,
    AnswerTap,
    OpenChangeTap,
    ChangeTap,
    TurnTap,
    SkipTap,
    DraftTap,
    StepTap,
    ProjectTap,
    PreviewTap,
    TurnPreviewTap,
    ProjectsTap,
    MoreTimeTap,
    OpenPaceTap,
    TurnPaceTap,
    PaceTap,
    ZoneTap,
    PauseTap,
    BeginTap,
    AnnounceTap,
    AnnouncementTap,
    PayTap,
    StopPayingTap,
    MuteTap,
    HelpTap,
    FileTap,
    NoTap,
    LooksTap,
)

_SHAPES: dict[type[Tap], dict[str, type]] = {}


def _fields(kind: type[Tap]) -> dict[str, type]:
    """Return the names of a button's values, each with how to read it."""
    if kind not in _SHAPES:
        hints = typing.get_type_hints(kind)
        names = [field.name for field in dataclasses.fields(typing.cast("type[typing.Any]", kind))]
        _SHAPES[kind] = {name: getattr(hints[name], "__supertype__", hints[name]) for name in names}
    return _SHAPES[kind]


def _read(kind: type, part: str) -> object:
    if issubclass(kind, StrEnum):
        return kind(part)
    if kind is str:
        if not _NAME.fullmatch(part):
            raise ValueError(part)
        return part
    # int() alone would take "１２", " 12" and "1_2", which pack differently: two forms of one button.
    if not part.isascii() or not part.isdecimal() or len(part) > 19 or int(part) > LARGEST_ID:
        raise ValueError(part)
    return int(part)
