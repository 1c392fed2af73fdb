"""What each button carries: a frozen dataclass for each, packed as `handlers.packing` says."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from crowd.answering.assignments import SkipReason
from crowd.governing.task_reports import ReportReason
from crowd.ids import AnnouncementId, AssignmentId, PendingFileId, ProjectId
from handlers.packing import Small, Step, Tap, Word, prefix_of
from usecases.announcing.paying.stop_paying import PaidStop
from usecases.answering.show_card import Screen
from usecases.conversation.read_help import HelpScreen
from usecases.drafting.understand_file import FileScreen
from usecases.governing.overseeing.oversee import OverseeScreen
from usecases.people.pacing.pace_screens import PaceScreen


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
    """My answer to a question of a task, or a part of it: what `op` and `argument` mean, its kind says.

    With `again` 1, it replaces an answer that I gave before, else 0.
    """

    PREFIX: ClassVar[str] = "a2"
    assignment_id: AssignmentId
    position: Small
    again: Small
    op: Word
    argument: int


@dataclass(frozen=True, slots=True)
class OpenChangeTap(Tap):
    """Show me my last answer's task again."""

    PREFIX: ClassVar[str] = "o1"
    assignment_id: AssignmentId


@dataclass(frozen=True, slots=True)
class TurnTap(Tap):
    """Turn the card to another screen or page."""

    PREFIX: ClassVar[str] = "t1"
    assignment_id: AssignmentId
    screen: Screen
    page: int


@dataclass(frozen=True, slots=True)
class SkipTap(Tap):
    """Skip this question of a task, or the task at its first, for this reason."""

    PREFIX: ClassVar[str] = "s2"
    assignment_id: AssignmentId
    position: Small
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class QuestionTap(Tap):
    """Show me this question of a task that asks several."""

    PREFIX: ClassVar[str] = "q2"
    assignment_id: AssignmentId
    position: Small


@dataclass(frozen=True, slots=True)
class DraftTap(Tap):
    """Answer a step of the dialogue with one of the suggestions."""

    PREFIX: ClassVar[str] = "d1"
    project_id: ProjectId
    step: Step
    choice: Small


@dataclass(frozen=True, slots=True)
class StepTap(Tap):
    """Go to this step of the dialogue again."""

    PREFIX: ClassVar[str] = "e1"
    project_id: ProjectId
    step: Step


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


class ForgetStep(StrEnum):
    """What a button under the question whether to forget somebody does."""

    ASK = "a"
    SURELY = "s"
    KEEP = "k"


@dataclass(frozen=True, slots=True)
class ForgetTap(Tap):
    """Forget me, for the first or the second time, or don't."""

    PREFIX: ClassVar[str] = "Q1"
    step: ForgetStep


@dataclass(frozen=True, slots=True)
class FileTap(Tap):
    """Answer the question about what I sent: 1 for the first of its two answers, 0 for the other."""

    PREFIX: ClassVar[str] = "F1"
    pending_id: PendingFileId
    asks: FileScreen
    first: int


class OverseeAction(StrEnum):
    """What an admin does to somebody's project."""

    HOLD = "h"
    RELEASE = "r"
    END = "e"
    DISMISS = "d"


@dataclass(frozen=True, slots=True)
class OverseeTap(Tap):
    """Show me this page of what only admins see."""

    PREFIX: ClassVar[str] = "O1"
    screen: OverseeScreen
    ref: int
    page: int


@dataclass(frozen=True, slots=True)
class OverseeActTap(Tap):
    """Do this to somebody's project, as an admin."""

    PREFIX: ClassVar[str] = "A1"
    project_id: ProjectId
    action: OverseeAction


@dataclass(frozen=True, slots=True)
class BanTap(Tap):
    """Ban this person, once I have typed the reason."""

    PREFIX: ClassVar[str] = "B1"
    person: int


@dataclass(frozen=True, slots=True)
class DiscardTap(Tap):
    """Let the answers of this banned person no longer count."""

    PREFIX: ClassVar[str] = "D1"
    person: int


@dataclass(frozen=True, slots=True)
class ReportTap(Tap):
    """Report this task to the admins, for this reason."""

    PREFIX: ClassVar[str] = "R1"
    assignment_id: AssignmentId
    reason: ReportReason


@dataclass(frozen=True, slots=True)
class WordsTap(Tap):
    """Let me add a few words to what I reported."""

    PREFIX: ClassVar[str] = "W1"
    report_id: int


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
    TurnTap,
    SkipTap,
    QuestionTap,
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
    OverseeTap,
    OverseeActTap,
    BanTap,
    DiscardTap,
    ReportTap,
    WordsTap,
    ForgetTap,
    NoTap,
    LooksTap,
)

#: The prefixes of the buttons that only cards have.
_ON_CARD = frozenset(
    tap.PREFIX for tap in (AnswerTap, OpenChangeTap, TurnTap, SkipTap, QuestionTap, MoreTimeTap, ReportTap)
)


def is_on_card(data: str | None) -> bool:
    """Return whether the button that carries `data` is one of a card."""
    return prefix_of(data) in _ON_CARD
