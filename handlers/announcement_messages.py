"""What is seen of an announcement: pure functions from how it stands to a Message."""

from collections.abc import Sequence
from html import escape

from crowd.announcements import MOST_TEXT, AnnouncementState, RecipientState
from crowd.ids import ProjectId
from crowd.projects import Project
from handlers import callbacks
from handlers.callbacks import AnnouncementAction
from handlers.messages import Button, Message, button, sentence
from handlers.panels import project_line
from handlers.texts import Args, Texts
from usecases.read_announcement import AnnouncementView, NewsView


def choose(launched: Sequence[Project], texts: Texts, *, everybody: bool) -> Message:
    """Return the question whom to tell something, a button a project; an admin may tell everybody."""
    rows = [
        [button(project_line(project, texts), callbacks.AnnounceTap(project.id, 1))] for project in launched
    ]
    if everybody:
        rows.append([button(texts("button-announce-everybody"), callbacks.AnnounceTap(ProjectId(0), 1))])
    return Message(html=texts("announcement-choose"), buttons=rows)


def panel(view: AnnouncementView, texts: Texts) -> Message:
    """Return an announcement as its author sees it: to be written, to be looked at, or on its way."""
    text = view.announcement.text
    match view.announcement.state:
        case AnnouncementState.DRAFT if text is None:
            return _write(view, texts)
        case AnnouncementState.DRAFT:
            return _look(view, text or "", texts)
        case AnnouncementState.DROPPED:
            return sentence(texts, "announcement-dropped")
        case _:
            return _progress(view, texts)


def news(view: NewsView, texts: Texts) -> Message:
    """Return an announcement as those see it who get it."""
    mute = button(texts("button-mute"), callbacks.MuteTap(view.announcement_id))
    return Message(html=_news(view.project, view.text, texts), buttons=[[mute]])


def _news(project: str | None, text: str, texts: Texts) -> str:
    head = texts(
        "announcement-head",
        {"project": escape(project or "", quote=False), "everybody": int(project is None)},
    )
    return f"<b>{head}</b>\n\n{text}"


def _write(view: AnnouncementView, texts: Texts) -> Message:
    args: Args = {"people": view.audience, "most": MOST_TEXT, **_whose(view)}
    drop = callbacks.AnnouncementTap(view.announcement.id, AnnouncementAction.DROP)
    return sentence(texts, "announcement-write", args, [[button(texts("button-announcement-drop"), drop)]])


def _look(view: AnnouncementView, text: str, texts: Texts) -> Message:
    def act(key: str, action: AnnouncementAction) -> Button:
        words = texts(key, {"people": view.audience})
        return button(words, callbacks.AnnouncementTap(view.announcement.id, action))

    head = sentence(texts, "announcement-look", {"people": view.audience, **_whose(view)}).html
    rows = [
        [
            act("button-announcement-rewrite", AnnouncementAction.REWRITE),
            act("button-announcement-drop", AnnouncementAction.DROP),
        ]
    ]
    if view.audience:
        rows.insert(0, [act("button-announcement-send", AnnouncementAction.SEND)])
    return Message(html=f"<i>{head}</i>\n\n{_news(view.project, text, texts)}", buttons=rows)


def _progress(view: AnnouncementView, texts: Texts) -> Message:
    counts = view.counts
    args: Args = {
        "state": view.announcement.state.lower(),
        "people": sum(counts.values()),
        **{state.lower(): counts.get(state, 0) for state in RecipientState},
        **_whose(view),
    }
    stop = callbacks.AnnouncementTap(view.announcement.id, AnnouncementAction.STOP)
    is_going = view.announcement.state is AnnouncementState.SENDING
    rows = [[button(texts("button-announcement-stop"), stop)]] if is_going else []
    return sentence(texts, "announcement-progress", args, rows)


def _whose(view: AnnouncementView) -> dict[str, str | int | float]:
    """The project's name, empty for everybody: Fluent chooses the words by it."""
    return {"project": view.project or "", "everybody": 1 if view.project is None else 0}
