"""The messages about an announcement: pure functions from its state to a Message."""

from collections.abc import Sequence
from html import escape

from crowd.announcing.announcements import MOST_TEXT, AnnouncementState, RecipientState
from crowd.announcing.fares import TENTHS, Fare, FareOffer
from crowd.ids import ProjectId
from crowd.projects.project import Project
from handlers import taps
from handlers.message import Button, Message, button, sentence
from handlers.projects.panels import project_line
from handlers.taps import AnnouncementAction
from handlers.texts import Args, Texts
from usecases.announcing.read_announcement import AnnouncementView, NewsView


def choose(launched: Sequence[Project], texts: Texts, *, everybody: bool) -> Message:
    """Ask whom to write to, with one button per project; an admin may write to everybody."""
    rows = [[button(project_line(project, texts), taps.AnnounceTap(project.id, 1))] for project in launched]
    if everybody:
        rows.append([button(texts("button-announce-everybody"), taps.AnnounceTap(ProjectId(0), 1))])
    return Message(html=texts("announcement-choose"), buttons=rows)


def panel(view: AnnouncementView, texts: Texts) -> Message:
    """Return an announcement as its author sees it: being written, previewed or sent."""
    text = view.announcement.text
    match view.announcement.state:
        case AnnouncementState.DRAFT if text is None:
            return _write(view, texts)
        case AnnouncementState.DRAFT if view.fare is not None and view.announcement.fare is Fare.ASKED:
            return _fare(view, view.fare, texts)
        case AnnouncementState.DRAFT:
            return _look(view, text or "", texts)
        case AnnouncementState.DROPPED:
            return sentence(texts, "announcement-dropped")
        case _:
            return _progress(view, texts)


def news(view: NewsView, texts: Texts) -> Message:
    """Return an announcement as its recipients see it."""
    mute = button(texts("button-mute"), taps.MuteTap(view.announcement_id))
    return Message(html=_news(view.project, view.text, texts), buttons=[[mute]])


def _news(project: str | None, text: str, texts: Texts) -> str:
    head = texts(
        "announcement-head",
        {"project": escape(project or "", quote=False), "everybody": int(project is None)},
    )
    return f"<b>{head}</b>\n\n{text}"


def _write(view: AnnouncementView, texts: Texts) -> Message:
    args: Args = {"people": view.audience, "most": MOST_TEXT, **_whose(view)}
    drop = button(texts("button-announcement-drop"), _tap(view, AnnouncementAction.DROP))
    return sentence(texts, "announcement-write", args, [[drop]])


def _look(view: AnnouncementView, text: str, texts: Texts) -> Message:
    def act(key: str, action: AnnouncementAction) -> Button:
        return button(texts(key, {"people": view.audience}), _tap(view, action))

    head = sentence(texts, "announcement-look", {"people": view.audience, **_whose(view)}).html
    rows = [
        [
            act("button-announcement-rewrite", AnnouncementAction.REWRITE),
            act("button-announcement-drop", AnnouncementAction.DROP),
        ]
    ]
    if view.fare is not None:
        fast = texts("button-announcement-fast", _stars(view.fare))
        rows.insert(0, [button(fast, _tap(view, AnnouncementAction.ASK_FARE))])
        head += f" {texts('announcement-fast', _stars(view.fare))}"
    if view.audience:
        rows.insert(0, [act("button-announcement-send", AnnouncementAction.SEND)])
    return Message(html=f"<i>{head}</i>\n\n{_news(view.project, text, texts)}", buttons=rows)


def _fare(view: AnnouncementView, fare: FareOffer, texts: Texts) -> Message:
    """Ask whether to pay for sending fast, naming the most it can cost."""
    args: Args = {
        **_stars(fare),
        "people": fare.people,
        "reached": fare.most,
        "rest": fare.people - fare.most,
        "free_s": view.free_s,
        "free_min": round(view.free_s / 60),
        "paid_s": view.paid_s,
        "paid_min": round(view.paid_s / 60),
    }
    pay = taps.PayTap(view.announcement.id, fare.most)
    rows = [
        [button(texts("button-fare-pay", _stars(fare)), pay)],
        [
            button(texts("button-fare-free"), _tap(view, AnnouncementAction.SEND)),
            button(texts("button-back"), _tap(view, AnnouncementAction.DECLINE_FARE)),
        ],
    ]
    return sentence(texts, "announcement-fare", args, rows)


def _progress(view: AnnouncementView, texts: Texts) -> Message:
    counts, announcement = view.counts, view.announcement
    is_going = announcement.state is AnnouncementState.SENDING
    is_paid = is_going and announcement.fare is Fare.PAID
    # A stopped announcement does not continue.
    end = "" if announcement.state is AnnouncementState.STOPPED else announcement.fare_end
    args: Args = {
        "state": announcement.state.lower(),
        "people": sum(counts.values()),
        **{state.lower(): counts.get(state, 0) for state in RecipientState},
        "paid": announcement.paid,
        "stars": announcement.paid / TENTHS,
        "fast": int(is_paid),
        "end": (end or "").lower(),
        **_whose(view),
    }
    rows = (
        [[button(texts("button-announcement-stop"), _tap(view, AnnouncementAction.STOP))]] if is_going else []
    )
    if is_paid:
        rows.append([button(texts("button-fare-end"), _tap(view, AnnouncementAction.GO_FREE))])
    return sentence(texts, "announcement-progress", args, rows)


def _tap(view: AnnouncementView, action: AnnouncementAction) -> taps.AnnouncementTap:
    return taps.AnnouncementTap(view.announcement.id, action)


def _stars(fare: FareOffer) -> dict[str, str | int | float]:
    return {"stars": fare.most / TENTHS, "left": fare.left / TENTHS}


def _whose(view: AnnouncementView) -> dict[str, str | int | float]:
    """Return the project's name, empty for everybody: Fluent chooses the words by it."""
    return {"project": view.project or "", "everybody": 1 if view.project is None else 0}
