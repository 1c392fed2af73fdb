"""What requesters read about agreement: it fits Telegram's limits, says what it should, and never breaks."""

import io
import struct
from dataclasses import replace

import numpy as np
import pytest
from choice import choice
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from test_panels import PROJECT
from text_catalogue import utf16, words_of
from wild_texts import few, lines

from crowd.agreement import Agreement, compare_pairs, measure_agreement
from crowd.answers import code_answers
from crowd.projects.project import MAX_NAME
from crowd.typed.options import MAX_OPTION
from handlers.projects import agreement
from handlers.projects.agreement_picture import (
    MOST_SHOWN,
    beside,
    can_draw,
    choose_shown,
    draw_agreement,
    row_answers,
    share_counts,
)
from handlers.texts import LOCALES, texts_in
from usecases.projects.read_agreement import AgreementView

ENGLISH = texts_in("en")


def divided(n_labels: int, *, n_tasks: int = 60, sureness: float = 0.7) -> Agreement:
    """Five people who are somewhat sure of each task's label."""
    rng = np.random.default_rng(3)
    triples = [
        (task, person, task % n_labels if rng.random() < sureness else int(rng.integers(n_labels)))
        for task in range(n_tasks)
        for person in range(5)
    ]
    codes = code_answers(triples, labels=range(n_labels)).codes
    return measure_agreement(codes, n_resamples=50, rng=rng)


def said(found: Agreement, *options: str, locale: str = "en") -> str:
    """The report of a project with these options, as a person reads it."""
    view = AgreementView(
        project=replace(PROJECT, question=choice(options=options)), found=found, names=options, languages=()
    )
    shown = choose_shown(found, options) if found.n_paired else None
    return words_of(agreement.report(view, shown, texts_in(locale)).html)


@pytest.mark.parametrize("locale", LOCALES)
@few
@given(
    name=lines(MAX_NAME),
    options=st.lists(lines(MAX_OPTION), min_size=12, max_size=12),
    languages=st.integers(0, 3),
)
def test_every_report_is_one_that_telegram_takes(
    locale: str, name: str, options: list[str], languages: int
) -> None:
    found = divided(12)
    project = replace(PROJECT, name=name, question=choice(options=options))
    view = AgreementView(
        project=project, found=found, names=tuple(options), languages=(("en", found),) * languages
    )
    shown = choose_shown(found, options)
    shown = replace(shown, letters=frozenset(shown.codes))
    html = agreement.report(view, shown, texts_in(locale)).html
    assert utf16(words_of(html)) <= agreement.MAX_CAPTION


@pytest.mark.parametrize("locale", LOCALES)
def test_the_longest_report_keeps_what_matters(locale: str) -> None:
    found = divided(3, sureness=0.4)
    options = tuple("😀" * (MAX_OPTION - 1) + letter for letter in "abc")
    project = replace(PROJECT, name="😀" * MAX_NAME, question=choice(options=options))
    view = AgreementView(project=project, found=found, names=options, languages=(("en", found),) * 9)
    words = words_of(agreement.report(view, choose_shown(found, options), texts_in(locale)).html)
    assert utf16(words) <= agreement.MAX_CAPTION
    assert "A = 😀" in words


def test_a_report_says_what_its_figures_are_worth() -> None:
    lines_ = said(divided(3), "Red", "Blue", "Green").splitlines()
    assert lines_[0] == "How well people agree: Colours"
    assert lines_[1].startswith("People agree more than by chance, but you can’t rely on a single answer")
    assert lines_[2].startswith("Krippendorff’s alpha: 0.")
    assert "most likely between 0." in lines_[2]
    assert any(line.startswith("Two people who answer the same task") for line in lines_)
    assert "people: 5" in lines_[-1]


@pytest.mark.parametrize(
    ("sureness", "words"),
    [
        (1.0, "People agree far more than by chance"),
        (0.87, "People agree clearly more than by chance"),
        (0.25, "People agree hardly more than by chance"),
        (0.0, "People agree no more than by chance"),
    ],
)
def test_the_grade_follows_the_figures(sureness: float, words: str) -> None:
    assert words in said(divided(4, n_tasks=600, sureness=sureness), *"abcd")


def test_few_tasks_are_no_ground_for_praise() -> None:
    words = said(divided(2, n_tasks=4, sureness=1.0), "Yes", "No")
    assert "It’s too early to say" in words
    assert "most likely between" not in words


def test_of_two_options_it_is_said_that_people_are_divided() -> None:
    words = said(divided(2), "Yes", "No")
    assert "People are divided between Yes and No." in words or "between No and Yes." in words


def test_the_options_that_are_confused_are_named() -> None:
    """Red and ochre are taken for each other throughout, blue for ochre once."""
    triples = [(task, 1, task % 2) for task in range(40)] + [(task, 2, 1 - task % 2) for task in range(40)]
    triples += [(task, person, 2) for task in range(40, 60) for person in (1, 2)]
    triples += [(60, 1, 2), (60, 2, 1)]
    words = said(measure_agreement(code_answers(triples, labels=range(3)).codes), "Red", "Ochre", "Blue")
    assert "Two options are often confused: Ochre and Red (98 % of all disagreement)." in words


def test_without_pairs_nothing_is_claimed() -> None:
    found = measure_agreement(code_answers([(1, 1, 0)], labels=range(2)).codes)
    assert said(found, "Yes", "No").splitlines() == [
        "How well people agree: Colours",
        "No task has answers from two people yet, so I can’t say how well people agree.",
    ]


@pytest.mark.parametrize(
    ("n_tasks", "alike", "words"),
    [
        (9, 1.0, "They share too few tasks to say."),
        (400, 1.0, "They agree far more than by chance."),
        (400, 0.5, "They agree no more than by chance."),
        (400, 0.2, "They agree less than by chance."),
    ],
)
def test_two_people_are_spoken_of_by_the_range_of_their_kappa(n_tasks: int, alike: float, words: str) -> None:
    triples = [(task, 1, task % 2) for task in range(n_tasks)]
    triples += [(task, 2, task % 2 ^ (task // 2 % 10 >= 10 * alike)) for task in range(n_tasks)]
    (pair,) = compare_pairs(code_answers(triples).codes).pairs
    assert agreement.pair_line(pair, ENGLISH) == words


def test_names_of_people_are_shown_to_the_letter() -> None:
    options = ("<b>bold</b>", "a & b")
    assert "<b>bold</b>" in said(divided(2), *options)
    assert "a & b" in said(divided(2), *options)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Yes", True),
        ("Sí, ¡claro!", True),
        ("Да", True),
        ("$x_1$", True),
        ("晴れ", False),
        ("نعم", True),
        ("לא", True),
        ("\u202eon", False),
        ("हाँ", False),
        ("ok 🌧", False),
    ],
)
def test_a_name_that_the_font_lacks_or_would_misspell_is_not_drawn(name: str, *, drawn: bool) -> None:
    assert can_draw(name) is drawn


@pytest.mark.parametrize(
    ("options", "marks"),
    [
        (("Yes", "No"), ("Yes", "No")),
        (("はい", "No"), ("A", "No")),
        (("はい", "A"), ("B", "A")),
        (("نعم", "لا"), ("نعم", "لا")),
        (("👍 Good", "👎🏽 Bad"), ("Good", "Bad")),
        (("👍 ok", "👎 ok"), ("A", "B")),
        (("👍", "No"), ("A", "No")),
        (("A very long name, the first", "A very long name, the second"), ("A", "B")),
    ],
)
def test_a_letter_stands_only_for_a_name_that_cannot_be_drawn_or_told_from_others(
    options: tuple[str, ...], marks: tuple[str, ...]
) -> None:
    found = divided(2)
    assert choose_shown(found, options).marks == marks
    legend = [line for line in said(found, *options).splitlines() if line.startswith("In the picture: ")]
    own = [
        f"{mark} = {agreement.cut(name, 24)}"
        for mark, name in zip(marks, options, strict=True)
        if len(mark) == 1 < len(name) or mark not in name
    ]
    assert legend == ([f"In the picture: {'; '.join(own)}"] if own else [])


def test_each_row_of_the_picture_tells_how_many_answers_it_rests_on() -> None:
    found = divided(30, n_tasks=300)
    shown = choose_shown(found, [f"option {number}" for number in range(30)])
    rows = row_answers(found, shown)
    n_answers = {option.label: option.n_answers for option in found.options}
    assert rows[:-1] == [n_answers[code] for code in shown.codes]
    assert sum(rows) == found.n_answers


def test_of_many_options_the_rest_stands_together_and_no_answer_is_lost() -> None:
    found = divided(30, n_tasks=300)
    shown = choose_shown(found, [f"option {number}" for number in range(30)])
    assert len(shown.codes) == MOST_SHOWN
    assert shown.rest
    table = beside(found, shown)
    assert table.shape == (MOST_SHOWN + 1, MOST_SHOWN + 1)
    np.testing.assert_allclose(table.sum(axis=1), 1)
    whole = beside(found, replace(shown, codes=tuple(range(30)), rest=False))
    np.testing.assert_allclose(table[:-1, :-1], whole[np.ix_(shown.codes, shown.codes)])
    np.testing.assert_allclose(
        table[:-1, -1], 1 - whole[np.ix_(shown.codes, shown.codes)].sum(axis=1), atol=1e-12
    )


def test_shares_are_counted_in_tens_with_the_unanimous_apart() -> None:
    triples = [(task, person, 0) for task in range(4) for person in range(10)]
    triples += [(9, person, int(person < 3)) for person in range(10)]
    triples += [(8, person, person) for person in range(10)]
    counts, names = share_counts(measure_agreement(code_answers(triples).codes))
    assert dict(zip(names, counts, strict=True)) == {
        "10–20": 1, "20–30": 0, "30–40": 0, "40–50": 0, "50–60": 0, "60–70": 0, "70–80": 1, "80–90": 0,
        "90–100": 0, "100": 4,
    }  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "options",
    [
        ("Yes", "No"),
        tuple(f"a rather long option {number}" for number in range(50)),
        ("晴れ", "نعم", "$\\frac{1}{", "<b>&amp;", "🌧" * 30),
    ],
    ids=["few", "many", "wild"],
)
def test_the_picture_is_one_for_a_phone_whatever_options_are_called(
    locale: str, options: tuple[str, ...]
) -> None:
    found = divided(len(options), n_tasks=200)
    name = f"Reviews {options[-1]}"
    picture = io.BytesIO(draw_agreement(found, choose_shown(found, options), name, texts_in(locale)))
    header = picture.read(24)
    assert header.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", header[16:])
    assert (width, height) == (1080, 1500)
    # Telegram takes photos of up to 10 MB.
    assert 10_000 < len(picture.getvalue()) < 1_000_000


def pixels(picture: bytes) -> NDArray[np.float64]:
    from matplotlib.image import imread

    return np.asarray(imread(io.BytesIO(picture)), dtype=np.float64)[..., :3]


def test_the_name_of_the_project_stands_over_the_picture() -> None:
    found = divided(2)
    shown = choose_shown(found, ("Yes", "No"))
    one, other = (pixels(draw_agreement(found, shown, name, ENGLISH)) for name in ("Reviews", "Colours"))
    differs = np.flatnonzero((one != other).any(axis=(1, 2)))
    assert differs.size
    assert differs.max() < 80
    # A name that cannot be drawn leaves no boxes in its place.
    draw_agreement(found, shown, "हाँ 晴れ", ENGLISH)


def test_the_paper_of_the_picture_does_not_glare_in_a_dark_chat() -> None:
    found = divided(2)
    picture = pixels(draw_agreement(found, choose_shown(found, ("Yes", "No")), "Reviews", ENGLISH))
    assert (picture.mean(axis=2) > 0.95).mean() < 0.01
    assert 0.6 < np.median(picture) < 0.88


def test_one_option_alone_can_be_drawn() -> None:
    found = measure_agreement(code_answers([(1, 1, 0), (1, 2, 0)], labels=range(2)).codes)
    assert draw_agreement(found, choose_shown(found, ("Yes", "No")), "Reviews", ENGLISH)
    assert "Everybody chose the same option every time" in said(found, "Yes", "No")
