"""Builds messages, with text and buttons: pure functions from a view to a Message.

This is the only place where text from people becomes HTML.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape, unescape
from typing import NamedTuple

from crowd.answering.assignments import SkipReason
from crowd.governing.task_reports import ReportReason
from crowd.ids import AssignmentId
from handlers import callbacks
from handlers.cut import Cut, breadth, cut, cut_fields, pages_of, width
from handlers.tap import Tap
from handlers.texts import Args, Texts
from usecases.answering.show_card import Screen
from usecases.conversation.read_help import HelpScreen
from usecases.conversation.read_views import CardView, Given, TaskView

#: Telegram's limit for a message's text, in UTF-16 units after markup is parsed.
MAX_TEXT = 4096
#: Room reserved for sentences around a task's content: its project, question and the last answer.
SENTENCES = 400
#: The most option buttons on one page of a card: in one column, and in two if none is wider than a column.
OPTIONS_A_PAGE = 8
OPTIONS_IN_COLUMNS = 16
COLUMN_WIDTH = 14
#: The longest option, in letters, of which three are placed side by side.
THIRD_WIDTH = 9
#: Buttons are placed side by side if their texts together are no wider than this on a phone.
ROW_WIDTH = 28
#: How much of the last task to show beside its answer.
MOST_ABOUT = 40

#: Telegram shows a button in one line; a longer text is cut off on every screen.
BUTTON_WIDTH = 60

_TAG = re.compile("<[^>]*>")


class Button(NamedTuple):
    """A button under a message: it sends data to the bot, copies a text, or opens a link.

    It is not the library's own class: a card has up to a dozen, and handling those took as long as sending the card.
    """

    text: str
    callback_data: str | None = None
    copies: str | None = None
    url: str | None = None

    def to_json(self) -> dict[str, object]:
        """Return the button as the Bot API expects it."""
        if self.copies is not None:
            return {"text": self.text, "copy_text": {"text": self.copies}}
        if self.url is not None:
            return {"text": self.text, "url": self.url}
        return {"text": self.text, "callback_data": self.callback_data}


Buttons = list[list[Button]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A text in Telegram's HTML and the buttons under it."""

    html: str
    buttons: Buttons

    @property
    def plain(self) -> str:
        """The text without markup, in case Telegram refuses the markup."""
        return unescape(_TAG.sub("", self.html))


def button(text: str, tap: Tap) -> Button:
    """Return a button that carries `tap`."""
    return Button(text, callback_data=tap.pack())


def sentence(texts: Texts, key: str, args: Args | None = None, buttons: Buttons | None = None) -> Message:
    """Return a sentence as a message, with people's texts escaped."""
    return Message(html=texts(key, escaped(args or {})), buttons=buttons or [])


def escaped(args: Args) -> dict[str, str | int | float]:
    """Return a sentence's arguments, escaped so that none is read as markup."""
    return {
        name: escape(value, quote=False) if isinstance(value, str) else value for name, value in args.items()
    }


def welcome(texts: Texts, version: int) -> Message:
    """Return the welcome, with the consent text and its button."""
    tap, ask = callbacks.ConsentTap(version), callbacks.HelpTap(HelpScreen.ASK, 0)
    return Message(
        html=f"{texts('welcome')}\n\n{consent_text(texts)}",
        buttons=[[button(texts("button-consent"), tap)], [button(texts("button-ask"), ask)]],
    )


def clock_time(minute: int) -> str:
    """Return a time of the day, given in minutes after midnight, as a clock shows it."""
    return f"{minute // 60}:{minute % 60:02d}"


def consent_text(texts: Texts) -> str:
    """Return what somebody agrees to, word for word; its hash is stored with the consent."""
    return texts("consent-text")


def card(view: CardView, texts: Texts) -> Message:
    """Return a contributor's card as it looks now."""
    match view.screen:
        case (
            Screen.IDLE
            | Screen.ENOUGH
            | Screen.PAUSED
            | Screen.LEFT
            | Screen.HELD
            | Screen.BANNED
            | Screen.EXPIRED
            | Screen.SETTLED
            | Screen.ENDED
        ):
            return _plain_card(view, texts)
        case Screen.SKIP if view.task:
            return _skip_card(view.task, texts)
        case Screen.REPORT if view.task:
            return _report_card(view.task, texts)
        case Screen.MORE if view.task:
            return _more_card(view.task, view.card.page, texts)
        case Screen.CHANGE_MORE if view.task:
            return _more_card(view.task, view.card.page, texts, screen=Screen.CHANGE_MORE, back=Screen.CHANGE)
        case Screen.CHANGE if view.task:
            return _change_card(view, view.task, texts)
        case _ if view.task:
            return _task_card(view, view.task, texts)
        case _:
            return sentence(texts, "card-idle")


def task_preview(view: TaskView, number: int, total: int, texts: Texts) -> Message:
    """Return a task as contributors will see it, with buttons that only look like theirs."""
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    head = texts("preview-head", {"number": number + 1, "total": total})
    nothing = callbacks.LooksTap()
    size, columns = _layout(view.options)
    buttons = _rows([(option, nothing) for option in view.options[:size]], columns=columns)
    if len(view.options) > size:
        pages = -(-len(view.options) // size)
        buttons.append([button(text, nothing) for text in ("‹", f"1 / {pages}", "›")])
    last = [texts("button-skip"), *([texts("button-more")] if shown.is_cut else [])]
    buttons.append([button(text, nothing) for text in last])
    return Message(html=f"<i>{head}</i>\n\n{_task_html(view, shown, texts)}", buttons=buttons)


def _task_card(card_view: CardView, view: TaskView, texts: Texts) -> Message:
    page, given = card_view.card.page, card_view.given
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    html = _given_line(given, texts) + _task_html(view, shown, texts)
    if card_view.ends_in is not None:
        html += f"\n\n<i>{texts('card-ends', {'minutes': card_view.ends_in})}</i>"
    if card_view.backs_off:
        html += f"\n\n<i>{texts('card-backs-off')}</i>"
    assignment_id = _known(view)
    buttons = _options(view, page, callbacks.AnswerTap, Screen.TASK)
    last = [button(texts("button-skip"), callbacks.TurnTap(assignment_id, Screen.SKIP, 0))]
    if shown.is_cut:
        last.append(button(texts("button-more"), callbacks.TurnTap(assignment_id, Screen.MORE, 0)))
    if card_view.ends_in is not None and card_view.more_time:
        last.append(button(texts("button-more-time"), callbacks.MoreTimeTap(assignment_id)))
    return Message(html=html, buttons=[*buttons, last, *_change_row(given, texts)])


def _change_card(card_view: CardView, view: TaskView, texts: Texts) -> Message:
    page, given = card_view.card.page, card_view.given
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    html = f"<i>{texts('card-change')}</i>\n\n{_task_html(view, shown, texts)}"
    chosen = given.label if given else None
    buttons = _options(view, page, callbacks.ChangeTap, Screen.CHANGE, chosen=chosen)
    last = [button(texts("button-keep"), callbacks.TurnTap(_known(view), Screen.TASK, 0))]
    if shown.is_cut:
        last.append(button(texts("button-more"), callbacks.TurnTap(_known(view), Screen.CHANGE_MORE, 0)))
    return Message(html=html, buttons=[*buttons, last])


def _skip_card(view: TaskView, texts: Texts) -> Message:
    assignment_id = _known(view)
    reasons = [
        [button(texts(f"skip-{reason.lower().replace('_', '-')}"), callbacks.SkipTap(assignment_id, reason))]
        for reason in SkipReason
    ]
    back = button(texts("button-back"), callbacks.TurnTap(assignment_id, Screen.TASK, 0))
    report = button(texts("button-report"), callbacks.TurnTap(assignment_id, Screen.REPORT, 0))
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    # This screen has no "Read all" button, so it does not mention one.
    html = f"{_task_html(view, replace(shown, is_cut=False), texts)}\n\n<b>{texts('card-skip')}</b>"
    return Message(html=html, buttons=[*reasons, [report], [back]])


def _report_card(view: TaskView, texts: Texts) -> Message:
    assignment_id = _known(view)
    reasons = [
        [button(texts(f"report-{reason.lower()}"), callbacks.ReportTap(assignment_id, reason))]
        for reason in ReportReason
    ]
    back = button(texts("button-back"), callbacks.TurnTap(assignment_id, Screen.SKIP, 0))
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    html = f"{_task_html(view, replace(shown, is_cut=False), texts)}\n\n<b>{texts('card-report')}</b>"
    return Message(html=html, buttons=[*reasons, [back]])


def _more_card(
    view: TaskView, page: int, texts: Texts, *, screen: Screen = Screen.MORE, back: Screen = Screen.TASK
) -> Message:
    pages = pages_of(view.content, room=MAX_TEXT - SENTENCES)
    page = min(page, len(pages) - 1)
    parts = [f"<b>{escape(name, quote=False)}</b>\n{escape(part, quote=False)}" for name, part in pages[page]]
    assignment_id = _known(view)
    turns = _turn_row(assignment_id, screen, page, len(pages))
    to_answer = button(texts("button-to-answer"), callbacks.TurnTap(assignment_id, back, 0))
    return Message(html="\n\n".join(parts), buttons=[*turns, [to_answer]])


def _plain_card(view: CardView, texts: Texts) -> Message:
    html = _plain_words(view, texts)
    given = view.given if view.screen not in {Screen.LEFT, Screen.BANNED} else None
    html = _given_line(given, texts) + html
    buttons = _change_row(given, texts)
    if view.screen is Screen.ENOUGH or (view.screen is Screen.IDLE and not view.knows_clock):
        buttons.append([button(texts("button-pace"), callbacks.OpenPaceTap())])
    if view.screen in {Screen.PAUSED, Screen.EXPIRED} or (view.screen is Screen.SETTLED and not view.waits):
        buttons.append([button(texts("button-resume"), callbacks.ResumeTap())])
    return Message(html=html, buttons=buttons)


def _plain_words(view: CardView, texts: Texts) -> str:
    idle = texts("card-idle")
    if view.digest_at is not None:
        idle = texts("card-idle-digest", {"time": clock_time(view.digest_at)})
    match view.screen:
        case Screen.ENOUGH:
            return texts("card-enough")
        case Screen.PAUSED:
            return texts("card-paused")
        case Screen.LEFT:
            return texts("card-left")
        case Screen.EXPIRED:
            return texts("card-expired")
        case Screen.SETTLED:
            return f"{texts('card-settled')}\n\n{idle if view.waits else texts('card-settled-next')}"
        case Screen.ENDED:
            return f"{texts('card-ended')}\n\n{idle}"
        case Screen.HELD:
            return f"{texts('card-held')}\n\n{idle}"
        case Screen.BANNED:
            return texts("card-banned")
        case _:
            return idle


def _task_html(view: TaskView, shown: Cut, texts: Texts) -> str:
    head = f"<b>{escape(view.project, quote=False)}</b>"
    question = escape(view.question or texts("question-to-come"), quote=False)
    fields = shown.fields
    if len(fields) == 1:
        body = escape(fields[0][1], quote=False)
    else:
        body = "\n\n".join(
            f"<b>{escape(name, quote=False)}</b>\n{escape(text, quote=False)}" for name, text in fields
        )
    rest = f"\n\n<i>{texts('card-cut')}</i>" if shown.is_cut else ""
    return f"{head}\n{question}\n\n{body}{rest}"


def _content(view: TaskView, texts: Texts, *, room: int) -> Cut:
    taken = width(view.project) + width(view.question) + width(texts("card-cut"))
    return cut_fields(view.content, room=room - taken)


def _options(
    view: TaskView,
    page: int,
    kind: type[callbacks.AnswerTap] | type[callbacks.ChangeTap],
    screen: Screen,
    *,
    chosen: int | None = None,
) -> Buttons:
    assignment_id = _known(view)
    size, columns = _layout(view.options)
    pages = max(1, -(-len(view.options) // size))
    page = min(page, pages - 1)
    labels = range(page * size, min((page + 1) * size, len(view.options)))
    marked = {chosen: "✓ "}
    taps = [(marked.get(label, "") + view.options[label], kind(assignment_id, label)) for label in labels]
    return _rows(taps, columns=columns) + _turn_row(assignment_id, screen, page, pages)


def _layout(options: Sequence[str]) -> tuple[int, int | None]:
    """Return how many options fit a page, and in how many columns; None if that depends on their widths."""
    if len(options) > OPTIONS_A_PAGE and all(breadth(option) <= COLUMN_WIDTH for option in options):
        return OPTIONS_IN_COLUMNS, 2
    if len(options) == 3 and all(breadth(option) <= THIRD_WIDTH for option in options):
        # Two side by side and a wider third would not be equally easy to tap.
        return OPTIONS_A_PAGE, 3
    return OPTIONS_A_PAGE, None


def _turn_row(assignment_id: AssignmentId, screen: Screen, page: int, pages: int) -> Buttons:
    if pages == 1:
        return []
    before, after = (page - 1) % pages, (page + 1) % pages
    return [
        [
            button("‹", callbacks.TurnTap(assignment_id, screen, before)),
            button(f"{page + 1} / {pages}", callbacks.NoTap()),
            button("›", callbacks.TurnTap(assignment_id, screen, after)),
        ]
    ]


def _rows(taps: Sequence[tuple[str, Tap]], *, columns: int | None) -> Buttons:
    """Arrange buttons in columns, side by side if their texts are short, or one per row: none is cut on a phone."""
    if columns:
        return [
            [button(text, tap) for text, tap in taps[first : first + columns]]
            for first in range(0, len(taps), columns)
        ]
    rows: Buttons = []
    room = 0
    for text, tap in taps:
        needs = breadth(text) + 4
        if not rows or needs > room:
            rows.append([])
            room = ROW_WIDTH
        rows[-1].append(button(text, tap))
        room -= needs
    return rows


def _given_line(given: Given | None, texts: Texts) -> str:
    """Return the last answer, for the top of the card: below a task, it would read as the answer to that one."""
    if given is None:
        return ""
    said = escaped({"option": given.option, "about": cut(given.about, MOST_ABOUT)})
    return f"<i>{texts('card-given' if given.about else 'card-given-alone', said)}</i>\n\n"


def _change_row(given: Given | None, texts: Texts) -> Buttons:
    if given is None or not given.can_change:
        return []
    return [[button(texts("button-change"), callbacks.OpenChangeTap(given.assignment_id))]]


def _known(view: TaskView) -> AssignmentId:
    """Return the assignment that a card's buttons belong to. A preview has none, and never gets here."""
    return view.assignment_id if view.assignment_id is not None else AssignmentId(0)
