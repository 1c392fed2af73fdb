"""Every card fits Telegram's limits and shows people's words as written, in every language."""

from dataclasses import replace
from html import unescape

import pytest
from choice import choice
from hypothesis import given
from hypothesis import strategies as st
from text_catalogue import utf16, words_of
from wild_texts import few, lines, texts

from crowd.ids import AssignmentId, ContributorId
from crowd.projects.project import MAX_NAME, MAX_QUESTION
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS
from handlers.answering import screens as messages
from handlers.kinds.labels import OPTIONS_A_PAGE, OPTIONS_IN_COLUMNS
from handlers.message import MAX_TEXT, Message
from handlers.packing import MAX_BYTES
from handlers.taps import AnswerTap
from handlers.texts import LOCALES, texts_in
from storage.answering.cards import Card
from usecases.answering.show_card import Screen
from usecases.conversation.read_views import CardView, LastAnswer, TaskView

#: Telegram's largest ids, as far as they are promised.
LAST_ID = 2**52 - 1
#: Bot API, InlineKeyboardMarkup: the most buttons under a message, and what a phone still shows side by side.
MOST_BUTTONS = 100
MOST_IN_A_ROW = 8

names = texts(200, 1).filter(str.strip)
contents = st.one_of(
    st.dictionaries(names, texts(300, 1).filter(str.strip), min_size=1, max_size=5),
    st.dictionaries(names, texts(50, 1).filter(str.strip), min_size=25, max_size=50),
    st.builds(lambda unit, name: {name: (unit * 50_000)[:50_000]}, texts(40, 1).filter(str.strip), names),
)
options = st.one_of(
    st.lists(lines(MAX_OPTION), min_size=2, max_size=MAX_OPTIONS, unique=True),
    st.just([f"{number:02}" + "😀" * (MAX_OPTION - 2) for number in range(MAX_OPTIONS)]),
)


@st.composite
def tasks(draw: st.DrawFn) -> TaskView:
    return TaskView(
        assignment_id=AssignmentId(LAST_ID),
        project=draw(lines(MAX_NAME)),
        question=choice(draw(st.one_of(lines(MAX_QUESTION), st.just(""))), draw(options)),
        content=draw(contents),
    )


@st.composite
def cards(draw: st.DrawFn) -> CardView:
    task = draw(tasks())
    label = draw(st.integers(0, len(task.question.options) - 1))
    answered = LastAnswer(
        assignment_id=AssignmentId(LAST_ID),
        value=label,
        answer=task.question.options[label],
        about=draw(st.one_of(lines(200), st.just(""))),
        can_change=draw(st.booleans()),
    )
    screen = draw(st.sampled_from(Screen))
    return CardView(
        card=Card(
            chat_id=ContributorId(1),
            message_id=1,
            screen=screen,
            page=draw(st.integers(0, 200)),
            assignment_id=AssignmentId(LAST_ID),
            previous_assignment_id=AssignmentId(LAST_ID),
            version=1,
            shown_version=0,
        ),
        screen=screen,
        task=task,
        given=draw(st.sampled_from([None, answered])),
    )


def card_of(task: TaskView, screen: Screen = Screen.TASK, page: int = 0) -> CardView:
    card = Card(
        chat_id=ContributorId(1),
        message_id=1,
        screen=screen,
        page=page,
        assignment_id=task.assignment_id,
        previous_assignment_id=None,
        version=1,
        shown_version=0,
    )
    return CardView(card=card, screen=screen, task=task, given=None)


def task(content: dict[str, str], *, options: tuple[str, ...] = ("Yes", "No"), name: str = "Sky") -> TaskView:
    return TaskView(
        assignment_id=AssignmentId(7), project=name, question=choice("Is it?", options), content=content
    )


def assert_telegram_takes_it(message: Message) -> None:
    words = words_of(message.html)
    assert 1 <= utf16(words) <= MAX_TEXT
    assert words.strip()
    words.encode()
    buttons = [button for row in message.buttons for button in row]
    assert len(buttons) <= MOST_BUTTONS
    assert all(1 <= len(row) <= MOST_IN_A_ROW for row in message.buttons)
    for button in buttons:
        assert button.text.strip()
        button.text.encode()
        assert button.callback_data is None or len(str(button.callback_data).encode()) <= MAX_BYTES


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(view=cards())
def test_every_card_is_one_that_telegram_takes(locale: str, view: CardView) -> None:
    assert_telegram_takes_it(messages.card(view, texts_in(locale)))


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(view=tasks(), skip=st.integers(0, 10**6))
def test_every_preview_is_one_that_telegram_takes(locale: str, view: TaskView, skip: int) -> None:
    assert_telegram_takes_it(messages.task_preview(view, skip, skip + 1, texts_in(locale)))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_largest_card_there_can_be_fits(locale: str) -> None:
    emoji = "😀"
    content = {f"{number:02}" + emoji * 198: emoji * 20_000 for number in range(50)}
    wide = tuple(f"{number:02}" + emoji * (MAX_OPTION - 2) for number in range(MAX_OPTIONS))
    largest = TaskView(
        assignment_id=AssignmentId(LAST_ID),
        project=emoji * MAX_NAME,
        question=choice(emoji * MAX_QUESTION, wide),
        content=content,
    )
    answered = LastAnswer(
        assignment_id=AssignmentId(LAST_ID), value=0, answer=wide[0], about=emoji * 200, can_change=True
    )
    for screen in Screen:
        view = replace(
            card_of(largest, screen, page=3), given=answered, ends_in=9999, more_time=True, backs_off=True
        )
        assert_telegram_takes_it(messages.card(view, texts_in(locale)))


def test_what_people_wrote_is_never_read_as_markup() -> None:
    wild = "<b>&amp; </i> <script>"
    view = task({wild: wild, "other": wild}, options=(wild, "No"), name=wild)
    view = TaskView(
        assignment_id=AssignmentId(7),
        project=wild,
        question=choice(wild, view.question.options),
        content=view.content,
    )
    answered = LastAnswer(assignment_id=AssignmentId(7), value=0, answer=wild, about=wild, can_change=True)
    card = CardView(card=card_of(view).card, screen=Screen.TASK, task=view, given=answered)
    message = messages.card(card, texts_in("en"))
    assert message.html.count("&lt;b&gt;&amp;amp; &lt;/i&gt; &lt;script&gt;") == 7
    # HTMLParser undoes the escaping once, as Telegram does.
    assert words_of(message.html).count(wild) == 7
    assert message.buttons[0][0].text == wild


def test_a_card_shows_every_field_with_its_name_and_a_single_one_without() -> None:
    two = messages.card(card_of(task({"text": "It rains.", "hypothesis": "It is wet."})), texts_in("en"))
    assert words_of(two.html) == "Sky\nIs it?\n\ntext\nIt rains.\n\nhypothesis\nIt is wet."
    one = messages.card(card_of(task({"text": "It rains."})), texts_in("en"))
    assert words_of(one.html) == "Sky\nIs it?\n\nIt rains."


def test_what_does_not_fit_is_one_tap_away_and_all_there() -> None:
    text = " ".join(str(number) for number in range(9000))
    view = task({"text": text, "hypothesis": "<short>"})
    first = messages.card(card_of(view), texts_in("en"))
    assert "Read all" in {button.text for row in first.buttons for button in row}
    read: list[str] = []
    page, pages = 0, 1
    while page < pages:
        message = messages.card(card_of(view, Screen.MORE, page), texts_in("en"))
        assert_telegram_takes_it(message)
        pages = int(message.buttons[0][1].text.split(" / ")[1])
        read += words_of(message.html).split()
        page += 1
    assert [word for word in read if word.isdecimal()] == text.split()
    assert read[-2:] == ["hypothesis", "<short>"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("screen", Screen)
def test_a_card_that_speaks_of_read_all_has_a_button_for_it(locale: str, screen: Screen) -> None:
    say = texts_in(locale)
    message = messages.card(card_of(task({"text": "word " * 2000}), screen), say)
    has_button = say("button-more") in {button.text for row in message.buttons for button in row}
    assert (say("card-cut") in words_of(message.html)) == has_button
    assert has_button == (screen in {Screen.TASK, Screen.CHANGE})


def test_a_preview_has_the_buttons_that_contributors_will_see() -> None:
    view = task({"text": "word " * 2000}, options=tuple(f"option {number}" for number in range(50)))
    shown = messages.task_preview(view, 0, 1, texts_in("en"))
    real = messages.card(card_of(view), texts_in("en"))
    assert [[button.text for button in row] for row in shown.buttons] == [
        [button.text for button in row] for row in real.buttons
    ]


@pytest.mark.parametrize(
    ("name", "most", "pages"), [("option", OPTIONS_IN_COLUMNS, 4), ("a longer option", OPTIONS_A_PAGE, 7)]
)
def test_fifty_options_are_on_pages_and_each_is_there_once(name: str, most: int, pages: int) -> None:
    names = tuple(f"{name} {number}" for number in range(50))
    view = task({"text": "x"}, options=names)
    found: list[tuple[str, int]] = []
    for page in range(pages):
        message = messages.card(card_of(view, page=page), texts_in("en"))
        shown = [
            (button.text, AnswerTap.unpack(str(button.callback_data)).argument)
            for row in message.buttons
            for button in row
            if str(button.callback_data).startswith("a2:")
        ]
        assert len(shown) <= most
        found += shown
    assert found == [(name, label) for label, name in enumerate(names)]


def test_three_short_options_are_equally_wide() -> None:
    three = ("positive", "neutral", "negative")
    for options, rows in (
        (three, [3]),
        (("Food", "Transport", "Weather"), [3]),
        (("x" * 10, "y", "z" * 20), [2, 1]),
    ):
        shown = messages.card(card_of(task({"text": "x"}, options=options)), texts_in("en")).buttons
        assert [len(row) for row in shown][: len(rows)] == rows


def test_more_than_eight_short_options_stand_in_two_columns_on_one_page() -> None:
    for count in (9, 12, 16):
        view = card_of(task({"text": "x"}, options=tuple(f"Very negative{n}"[-14:] for n in range(count))))
        rows = [[button.text for button in row] for row in messages.card(view, texts_in("en")).buttons]
        assert [len(row) for row in rows[:-1]] == [2] * (count // 2) + [1] * (count % 2)
        assert rows[-1] == ["Skip"]
        assert [text for row in rows[:-1] for text in row] == list(
            view.task.question.options if view.task else ()
        )


@pytest.mark.parametrize("long", ["Neither of them", "非常に否定的な意見"])
def test_one_option_that_is_too_wide_for_a_column_on_a_phone_keeps_all_on_pages_of_eight(long: str) -> None:
    view = card_of(task({"text": "x"}, options=(long, *(f"option {number}" for number in range(9)))))
    buttons = messages.card(view, texts_in("en")).buttons
    assert ["‹", "1 / 2", "›"] in [[button.text for button in row] for row in buttons]
    assert [button.text for button in buttons[0]] == [long]


def test_the_last_answer_stands_above_the_task_with_what_it_was_about() -> None:
    given = LastAnswer(
        assignment_id=AssignmentId(3), value=1, answer="No", about="It broke after two days", can_change=True
    )
    view = replace(card_of(task({"text": "It rains."})), given=given)
    words = words_of(messages.card(view, texts_in("en")).html)
    assert words == "Your last answer: No (to “It broke after two days”)\n\nSky\nIs it?\n\nIt rains."
    idle = replace(view, screen=Screen.IDLE, task=None)
    assert words_of(messages.card(idle, texts_in("en")).html).startswith("Your last answer: No (to “It broke")


def test_a_long_task_is_named_by_its_beginning_and_one_without_words_not_at_all() -> None:
    given = LastAnswer(
        assignment_id=AssignmentId(3), value=1, answer="No", about="word " * 40, can_change=True
    )
    view = replace(card_of(task({"text": "x"})), given=given)
    first = words_of(messages.card(view, texts_in("en")).html).partition("\n")[0]
    assert first == "Your last answer: No (to “word word word word word word word word…”)"
    blank = replace(view, given=replace(given, about=""))
    assert words_of(messages.card(blank, texts_in("en")).html).partition("\n")[0] == "Your last answer: No"


def test_who_changes_an_answer_sees_which_one_it_was() -> None:
    given = LastAnswer(assignment_id=AssignmentId(3), value=1, answer="No", about="x", can_change=True)
    view = replace(card_of(task({"text": "x"}), Screen.CHANGE), given=given)
    message = messages.card(view, texts_in("en"))
    assert [button.text for button in message.buttons[0]] == ["Yes", "✓ No"]
    plain = messages.card(replace(view, screen=Screen.TASK), texts_in("en"))
    assert [button.text for button in plain.buttons[0]] == ["Yes", "No"]


def test_a_page_past_the_last_shows_the_last() -> None:
    view = task({"text": "x"}, options=tuple(f"option {number}" for number in range(50)))
    last = messages.card(card_of(view, page=3), texts_in("en"))
    assert messages.card(card_of(view, page=99), texts_in("en")) == last


def test_long_options_stand_one_a_row() -> None:
    wide, short = ("a" * 30, "b" * 30), ("Yes", "No")
    view = messages.card(card_of(task({"text": "x"}, options=wide)), texts_in("en"))
    assert [len(row) for row in view.buttons[:2]] == [1, 1]
    view = messages.card(card_of(task({"text": "x"}, options=short)), texts_in("en"))
    assert [button.text for button in view.buttons[0]] == ["Yes", "No"]


def test_a_preview_has_no_button_that_answers() -> None:
    message = messages.task_preview(task({"text": "x"}), 0, 1, texts_in("en"))
    assert {str(button.callback_data) for row in message.buttons for button in row} == {"V1"}


@pytest.mark.parametrize("screen", [Screen.TASK, Screen.MORE, Screen.SKIP, Screen.CHANGE, Screen.CHANGE_MORE])
def test_a_screen_without_its_task_says_that_nothing_is_left(screen: Screen) -> None:
    view = card_of(task({"text": "x"}), screen)
    empty = CardView(card=view.card, screen=screen, task=None, given=None)
    assert messages.card(empty, texts_in("en")).html == texts_in("en")("card-idle")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_welcome_carries_the_consent_text_word_for_word(locale: str) -> None:
    words = texts_in(locale)
    message = messages.welcome(words, 3)
    assert unescape(message.html).endswith(messages.consent_text(words))
    assert message.buttons[0][0].callback_data == "y1:3"
    assert_telegram_takes_it(message)
