"""The card as it looks: pure functions from a view to a message."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

from crowd.answering.assignments import SkipReason
from crowd.governing.task_reports import ReportReason
from crowd.ids import AssignmentId
from crowd.kinds import Value
from handlers import taps
from handlers.cut import Cut, cut, cut_fields, pages_of, width
from handlers.kinds import face_of
from handlers.message import MAX_TEXT, Buttons, Message, button, escaped, page_row, sentence
from handlers.packing import Small, Word
from handlers.texts import Texts
from storage.answering.cards import Card
from usecases.answering.show_card import Screen
from usecases.conversation.read_help import HelpScreen
from usecases.conversation.read_views import CardView, LastAnswer, TaskView

#: Room reserved for sentences around a task's content: its project, question and the last answer.
SENTENCES = 400
#: How much of the last answer to show: that of options is shorter, but an answer may be a part of the task.
MOST_ANSWER = 80
#: How much of the last task to show beside its answer.
MOST_ABOUT = 40


def welcome(texts: Texts, version: int) -> Message:
    """Return the welcome, with the consent text and its button."""
    tap, ask = taps.ConsentTap(version), taps.HelpTap(HelpScreen.ASK, 0)
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
    nothing = taps.LooksTap()
    buttons = face_of(view.question).show(
        view.question,
        answer=lambda _op, _argument: nothing,
        turn=lambda _: nothing,
        here=nothing,
        texts=texts,
    )
    last = [texts("button-skip"), *([texts("button-more")] if shown.is_cut else [])]
    buttons.append([button(text, nothing) for text in last])
    return Message(html=f"<i>{head}</i>\n\n{_task_html(view, shown, texts)}", buttons=buttons)


def _task_card(card_view: CardView, view: TaskView, texts: Texts) -> Message:
    given = card_view.given
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    html = _given_line(given, texts) + _task_html(view, shown, texts) + _hint(view, card_view.card, texts)
    if card_view.ends_in is not None:
        html += f"\n\n<i>{texts('card-ends', {'minutes': card_view.ends_in})}</i>"
    if card_view.backs_off:
        html += f"\n\n<i>{texts('card-backs-off')}</i>"
    assignment_id = _known(view)
    chosen = view.form.chosen if view.form else None
    buttons = _buttons(view, card_view.card, Screen.TASK, texts, chosen=chosen)
    last = [button(texts("button-skip"), taps.TurnTap(assignment_id, Screen.SKIP, 0))]
    if shown.is_cut:
        last.append(button(texts("button-more"), taps.TurnTap(assignment_id, Screen.MORE, 0)))
    if card_view.ends_in is not None and card_view.more_time:
        last.append(button(texts("button-more-time"), taps.MoreTimeTap(assignment_id)))
    return Message(html=html, buttons=[*buttons, last, *_form_row(view, texts), *_change_row(given, texts)])


def _change_card(card_view: CardView, view: TaskView, texts: Texts) -> Message:
    given = card_view.given
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    html = f"<i>{texts('card-change')}</i>\n\n{_task_html(view, shown, texts)}"
    html += _hint(view, card_view.card, texts)
    chosen = view.form.chosen if view.form else given.value if given else None
    buttons = _buttons(view, card_view.card, Screen.CHANGE, texts, chosen=chosen)
    last = [button(texts("button-keep"), taps.TurnTap(_known(view), Screen.TASK, 0))]
    if shown.is_cut:
        last.append(button(texts("button-more"), taps.TurnTap(_known(view), Screen.CHANGE_MORE, 0)))
    return Message(html=html, buttons=[*buttons, last, *_form_row(view, texts)])


def _skip_card(view: TaskView, texts: Texts) -> Message:
    assignment_id, position = _known(view), Small(view.question.position)
    reasons = [
        [
            button(
                texts(f"skip-{reason.lower().replace('_', '-')}"),
                taps.SkipTap(assignment_id, position, reason),
            )
        ]
        for reason in SkipReason
    ]
    back = button(texts("button-back"), taps.TurnTap(assignment_id, Screen.TASK, 0))
    report = button(texts("button-report"), taps.TurnTap(assignment_id, Screen.REPORT, 0))
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    # This screen has no "Read all" button, so it does not mention one.
    html = f"{_task_html(view, replace(shown, is_cut=False), texts)}\n\n<b>{texts('card-skip')}</b>"
    return Message(html=html, buttons=[*reasons, [report], [back]])


def _report_card(view: TaskView, texts: Texts) -> Message:
    assignment_id = _known(view)
    reasons = [
        [button(texts(f"report-{reason.lower()}"), taps.ReportTap(assignment_id, reason))]
        for reason in ReportReason
    ]
    back = button(texts("button-back"), taps.TurnTap(assignment_id, Screen.SKIP, 0))
    shown = _content(view, texts, room=MAX_TEXT - SENTENCES)
    html = f"{_task_html(view, replace(shown, is_cut=False), texts)}\n\n<b>{texts('card-report')}</b>"
    return Message(html=html, buttons=[*reasons, [back]])


def _more_card(
    view: TaskView, page: int, texts: Texts, *, screen: Screen = Screen.MORE, back: Screen = Screen.TASK
) -> Message:
    pages = pages_of(_fields(view, texts), room=MAX_TEXT - SENTENCES)
    page = min(page, len(pages) - 1)
    parts = [f"<b>{escape(name, quote=False)}</b>\n{escape(part, quote=False)}" for name, part in pages[page]]
    assignment_id = _known(view)
    turns = page_row(
        page,
        len(pages),
        turn=lambda page: taps.TurnTap(assignment_id, screen, page),
        here=taps.NoTap(),
    )
    to_answer = button(texts("button-to-answer"), taps.TurnTap(assignment_id, back, 0))
    return Message(html="\n\n".join(parts), buttons=[*turns, [to_answer]])


def _plain_card(view: CardView, texts: Texts) -> Message:
    html = _plain_words(view, texts)
    given = view.given if view.screen not in {Screen.LEFT, Screen.BANNED} else None
    html = _given_line(given, texts) + html
    buttons = _change_row(given, texts)
    if view.screen is Screen.ENOUGH or (view.screen is Screen.IDLE and not view.knows_clock):
        buttons.append([button(texts("button-pace"), taps.OpenPaceTap())])
    if view.screen in {Screen.PAUSED, Screen.EXPIRED} or (view.screen is Screen.SETTLED and not view.waits):
        buttons.append([button(texts("button-resume"), taps.ResumeTap())])
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
    if view.form is not None and view.form.total > 1:
        head += f" · {texts('card-question-of', {'number': view.form.number, 'total': view.form.total})}"
    question = escape(view.question.text or texts("question-to-come"), quote=False)
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
    taken = width(view.project) + width(view.question.text) + width(texts("card-cut"))
    return cut_fields(_fields(view, texts), room=room - taken)


def _fields(view: TaskView, texts: Texts) -> Mapping[str, str]:
    return face_of(view.question).fields(view.question, view.content, texts)


def _buttons(
    view: TaskView, shown: Card, screen: Screen, texts: Texts, *, chosen: Value | None = None
) -> Buttons:
    assignment_id = _known(view)
    position, again = Small(view.question.position), Small(int(screen is Screen.CHANGE))
    return face_of(view.question).show(
        view.question,
        page=shown.page,
        chosen=chosen,
        partial=shown.partial,
        answer=lambda op, argument: taps.AnswerTap(assignment_id, position, again, Word(op), argument),
        turn=lambda page: taps.TurnTap(assignment_id, screen, page),
        here=taps.NoTap(),
        texts=texts,
    )


def _hint(view: TaskView, shown: Card, texts: Texts) -> str:
    """Return the line under the task that says how to answer; none for most kinds of question."""
    hint = face_of(view.question).hint(view.question, shown.partial, texts)
    return f"\n\n<i>{escape(hint, quote=False)}</i>" if hint else ""


def _given_line(given: LastAnswer | None, texts: Texts) -> str:
    """Return the last answer, for the top of the card: below a task, it would read as the answer to that one."""
    if given is None:
        return ""
    answer = cut(" ".join(given.answer.split()), MOST_ANSWER)
    said = escaped({"answer": answer, "about": cut(given.about, MOST_ABOUT)})
    return f"<i>{texts('card-given' if given.about else 'card-given-alone', said)}</i>\n\n"


def _form_row(view: TaskView, texts: Texts) -> Buttons:
    """Return the buttons that lead to other questions of a task that asks several."""
    form = view.form
    places = [("button-question-back", form.back), ("button-keep", form.on)] if form else []
    row = [
        button(texts(key), taps.QuestionTap(_known(view), Small(place)))
        for key, place in places
        if place is not None
    ]
    return [row] if row else []


def _change_row(given: LastAnswer | None, texts: Texts) -> Buttons:
    if given is None or not given.can_change:
        return []
    return [[button(texts("button-change"), taps.OpenChangeTap(given.assignment_id))]]


def _known(view: TaskView) -> AssignmentId:
    """Return the assignment that a card's buttons belong to. A preview has none, and never gets here."""
    return view.assignment_id if view.assignment_id is not None else AssignmentId(0)
