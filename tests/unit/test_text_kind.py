"""The kind for texts: how it is set up, what may be typed, what a task is decided as, and how it looks."""

import random
from array import array

import pytest

from crowd.deciding.policy import StopRule
from crowd.errors import AnswerRefused, Conflict, InvalidInput, ValueRefused
from crowd.ids import QuestionId
from crowd.kinds import HalfMade, kinds_for
from crowd.kinds.fitting import FitInput
from crowd.kinds.kind import WeighedAnswer
from crowd.kinds.question import Question
from crowd.kinds.text import CHECK, MATCH, Text
from crowd.kinds.wordings import MOST_CHARACTERS, Check, Match, Wording, read_text
from handlers.kinds.text import TextFace
from handlers.taps import ResumeTap
from handlers.texts import LOCALES, texts_in

KIND, FACE = Text(), TextFace()
RULE = StopRule(target=0.9, min_answers=2, max_answers=10)


def said(*texts: str) -> list[WeighedAnswer]:
    return [WeighedAnswer(value=text, right=0.0, answered=0.0) for text in texts]


def set_up(check: str, match: str = "exactly the same") -> Wording:
    return KIND.configure(KIND.configure(Wording(), CHECK, check), MATCH, match)


def asked(config: Wording) -> Question:
    return Question(id=QuestionId(1), kind=KIND, text="?", config=config)


@pytest.mark.parametrize(
    ("typed", "config"),
    [
        ("Any text", Wording()),
        ("1 to 3 words", Wording(check=Check.WORDS, least=1, most=3)),
        ("one word", Wording(check=Check.WORDS, least=1, most=1)),
        ("hasta 20 palabras", Wording(check=Check.WORDS, least=1, most=20)),
        ("up to 200 characters", Wording(check=Check.CHARACTERS, least=1, most=200)),
        ("de 5 a 9 caracteres", Wording(check=Check.CHARACTERS, least=5, most=9)),
        ("at least 10 letters", Wording(check=Check.CHARACTERS, least=10, most=MOST_CHARACTERS)),
        ("patrón AA-9999", Wording(check=Check.PATTERN, pattern="AA-9999")),
        ("url", Wording(check=Check.LINK)),
    ],
)
def test_what_may_be_typed_is_read_and_stored_as_it_is(typed: str, config: Wording) -> None:
    read = KIND.configure(Wording(), CHECK, typed)
    assert read == config
    assert KIND.read_config(KIND.write_config(read)) == config
    assert KIND.read_config("{}") == Wording()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_suggestion_can_be_chosen(locale: str) -> None:
    texts = texts_in(locale)
    checks = [KIND.configure(Wording(), CHECK, text).check for text in FACE.presets(CHECK, texts)]
    matches = [KIND.configure(Wording(), MATCH, text).match for text in FACE.presets(MATCH, texts)]
    assert set(checks) == set(Check) - {Check.CHARACTERS, Check.PATTERN}
    assert matches == [Match.CASE, Match.ENDS, Match.EXACT, Match.WORDS]


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        (CHECK, "poems", "text-check-unclear"),
        (CHECK, "5 to 3 words", "text-limits-odd"),
        (CHECK, "up to 9999 characters", "text-limits-odd"),
        (CHECK, "pattern hello", "text-pattern-unclear"),
        (CHECK, "pattern *A*", "text-pattern-unclear"),
        (MATCH, "sometimes", "text-match-unclear"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(step: str, text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        KIND.configure(Wording(), step, text)
    assert refused.value.reason == reason
    for locale in LOCALES:
        assert texts_in(locale)(f"refused-{reason}", refused.value.limits)


@pytest.mark.parametrize(
    ("check", "typed", "stored"),
    [
        ("any text", "  Hello   there \n\n\n\n you ", "Hello there\n\nyou"),
        ("any text", "Cafe\u0301", "Café"),
        ("any text", "//etc/passwd", "/etc/passwd"),
        ("code", "ab 12-c\n", "AB12-C"),
        ("pattern AA-9999", "xy-2024", "xy-2024"),
        ("pattern *.99", "No. 5.42", "No. 5.42"),
        ("e-mail", "Ann <ann@Example.ORG>", "ann@example.org"),
        ("e-mail", "mailto:a.b+c@d-e.co.uk", "a.b+c@d-e.co.uk"),
        ("link", "EXAMPLE.org/Path?q=1", "https://example.org/Path?q=1"),
        ("link", "https://bücher.example/", "https://bücher.example"),
        ("link", "(http://example.org:8080)", "http://example.org:8080"),
        ("phone", "+34 912 34 56 78", "+34912345678"),
        ("phone", "0034912345678", "+34912345678"),
        ("date", "24.12.2026", "2026-12-24"),
        ("date", "Thu, 24 Dec 2026", "2026-12-24"),
        ("date", "24 de diciembre de 1950", "1950-12-24"),
        ("2 words", "New York", "New York"),
    ],
)
def test_a_typed_text_is_brought_into_one_form(check: str, typed: str, stored: str) -> None:
    config = set_up(check)
    assert KIND.read(typed, config) == stored
    assert KIND.check(stored, config) == stored, "what is stored stays as it is"


@pytest.mark.parametrize(
    ("check", "typed", "reason"),
    [
        ("any text", "\u200b \n", "text-unseen"),
        ("any text", "x" * (MOST_CHARACTERS + 1), "answer-too-long"),
        ("2 to 3 words", "one", "text-too-few-words"),
        ("1 word", "one two", "text-too-many-words"),
        ("5 to 9 characters", "four", "text-too-few-characters"),
        ("1 to 3 characters", "four", "text-too-many-characters"),
        ("pattern AA-9999", "A1-9999", "text-no-pattern"),
        ("code", "what?", "text-no-code"),
        ("code", "---", "text-no-code"),
        ("e-mail", "ann@home", "text-no-email"),
        ("e-mail", "a..b@example.org", "text-no-email"),
        ("link", "see below", "text-no-link"),
        ("link", "javascript:alert(1)", "text-no-link"),
        ("link", "https://user:secret@example.org", "text-no-link"),
        ("link", "3.14", "text-no-link"),
        ("phone", "912 345 678", "text-no-phone"),
        ("phone", "+34 123", "text-no-phone"),
        ("date", "24.12.26", "text-no-date"),
        ("date", "31.2.2026", "text-no-date"),
        ("date", "3/4/2026", "text-date-ambiguous"),
    ],
)
def test_each_wrong_text_is_refused_with_a_sentence_of_its_own(check: str, typed: str, reason: str) -> None:
    config = set_up(check)
    assert KIND.read(typed, config) is None
    with pytest.raises(AnswerRefused) as refused:
        read_text(typed, config)
    assert refused.value.reason == reason
    reply = FACE.refused(asked(config), typed)
    assert reply is not None
    for locale in LOCALES:
        said = texts_in(locale)(reply.key, reply.args)
        assert said
        assert "{" not in said


def test_only_a_text_is_a_possible_answer() -> None:
    for raw in (1, None, ["text"], True):
        with pytest.raises(InvalidInput):
            KIND.check(raw, Wording())


@pytest.mark.parametrize(
    ("match", "same", "different"),
    [
        ("exactly the same", [("New  York", "New York"), ("Cafe\u0301", "Café")], [("new york", "New York")]),
        (
            "capital letters don't count",
            [("new york", "New York"), ("STRASSE", "straße")],
            [("York", "York.")],
        ),
        ("capitals and final punctuation don't count", [("york", "York.?!"), ("a", "A…")], [("a.b", "ab")]),
        ("word by word", [("Hello, world!", "hello world"), ("don't", "dont")], [("hello", "hello world")]),
    ],
)
def test_texts_say_the_same_as_was_agreed(
    match: str, same: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    config = set_up("any text", match)
    for one, other in same:
        assert KIND.is_alike(KIND.check(one, config), KIND.check(other, config), config)
    for one, other in different:
        assert not KIND.is_alike(one, other, config)


def test_the_result_is_the_text_as_most_people_wrote_it() -> None:
    config = set_up("any text", "capital letters don't count")
    verdict = KIND.decide(said("new york", "New York", "New York", "York"), config, None, rule=RULE)
    assert verdict.value == "New York"
    assert verdict.confidence > 0.9
    assert verdict.vote_share == 0.75
    assert KIND.cells(verdict.value, verdict.numbers, config) == ("New York", "3", "")
    assert KIND.decide_simply(["york", "New York", "new york"], config) == "New York"
    assert KIND.decide([], config, None, rule=RULE).agreeing_needed == 2


def test_word_by_word_the_results_hold_the_probability_of_each_word() -> None:
    config = set_up("any text", "word by word")
    verdict = KIND.decide(said("a red car", "a red cat", "the red car"), config, None, rule=RULE)
    text, given_by, words = KIND.cells(verdict.value, verdict.numbers, config)
    assert (text, given_by) == ("a red car", "1")
    first, second, third = map(float, words.split())
    assert second > first
    assert second > third
    assert KIND.distance("a red car", "red cat", config) == 2.0
    assert KIND.distance("a", "b", set_up("any text")) is None


@pytest.mark.parametrize("match", ["exactly the same", "word by word"])
def test_a_fit_learns_whom_to_believe(match: str) -> None:
    config, rng = set_up("any text", match), random.Random(1)
    rows = [
        (task, who, "green house" if rng.random() < (0.95 if who < 3 else 0.1) else f"x{task} y{who}")
        for task in range(60)
        for who in range(6)
    ]
    fit = KIND.fit(
        FitInput(
            task=array("q", [row[0] for row in rows]),
            contributor=array("q", [row[1] for row in rows]),
            value=[row[2] for row in rows],
            credit=array("d", [float("nan")] * len(rows)),
            gold={0: "Green house" if match == "word by word" else "green house"},
        ),
        config,
    )
    people = dict(fit.people.make(slice(None)))
    good, bad = people[0], people[5]  # type: ignore[index]
    assert float(good) > float(bad) + 1.0
    assert list(fit.values.value).count("green house") >= 57
    ranked = KIND.decide(
        [
            WeighedAnswer(value="green house", right=0.0, answered=0.0, learnt=good),
            WeighedAnswer(value="blue house", right=0.0, answered=0.0, learnt=bad),
        ],
        config,
        fit.model,
        rule=RULE,
    )
    assert ranked.value == "green house"


def test_known_answers_choose_the_kind_and_what_may_be_typed() -> None:
    many = tuple(f"Title {number} of a book" for number in range(60))
    assert kinds_for(many)[0].name == "text"
    assert kinds_for(("ann@example.org", "ben@example.org"))[0].name == "text"
    assert kinds_for(("Yes", "No"))[0].name == "one_of"
    assert kinds_for(tuple(map(str, range(60))))[0].name == "number"
    assert kinds_for(())[-1].suits(()) == 0.0
    texts = texts_in("en")
    emails = KIND.suggest(Wording(), CHECK, ["ann@example.org"], FACE.presets(CHECK, texts))
    assert emails[0] == "An e-mail address"
    assert "A date" not in emails
    assert KIND.suggest(Wording(), CHECK, [], FACE.presets(CHECK, texts))[0] == "Any text"
    codes = set_up("code")
    assert KIND.suggest(codes, MATCH, [], FACE.presets(MATCH, texts)) == ["Every character counts"]
    own = KIND.suggest(set_up("2 to 9 words"), CHECK, [], FACE.presets(CHECK, texts))
    assert own[0] == "2 to 9 words"


def test_a_word_that_asks_for_something_else_is_asked_about_once() -> None:
    assert KIND.doubt("Skip", Wording(), None) == {"sure": "Skip"}
    assert KIND.doubt("ayuda", Wording(), None) is not None
    assert KIND.doubt("skip the second line", Wording(), None) is None
    question = asked(Wording())
    assert FACE.press(question, "yes", 0, {"sure": "Skip"}) == "Skip"
    assert FACE.press(question, "no", 0, {"sure": "Skip"}) == HalfMade(None)
    with pytest.raises(Conflict):
        FACE.press(question, "yes", 0, None)
    with pytest.raises(InvalidInput):
        FACE.press(question, "number", 0, None)
    assert "Skip" in FACE.hint(question, {"sure": "Skip"}, texts_in("en"))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_spread_tells_common_texts_and_how_long_they_are(locale: str) -> None:
    values = [("blue", 3), ("a long\nred text", 1), ("x", 1)]
    lines = FACE.spread(asked(Wording()), values, texts_in(locale))
    assert "blue" in lines[0]
    assert len(lines) == 2
    assert "3" in lines[1]
    assert FACE.spread(asked(Wording()), [], texts_in(locale)) == []


def test_a_changed_answer_is_shown_short_on_a_button() -> None:
    rows = FACE.show(
        asked(Wording()),
        chosen="word " * 500,
        answer=lambda _op, _argument: ResumeTap(),
        turn=lambda _: ResumeTap(),
        here=ResumeTap(),
        texts=texts_in("en"),
    )
    ((shown,),) = rows
    assert shown.text.startswith("Now: word word")
    assert len(shown.text) < 50
