"""Free texts: words compared, aligned and put together."""

import math

import pytest

from crowd.aggregation.texts.consensus import summarize_texts
from crowd.aggregation.texts.words import plain_words, split_words, word_error_rate

SAID = [
    ("t", "ada", "The cat sat on the mat."),
    ("t", "ben", "The cat sat on a mat."),
    ("t", "cleo", "the bat sat on the mat"),
    ("t", "dan", "The cat sat the mat."),
    ("t", "eve", "So the cat sat on the mat."),
]


def test_a_text_is_put_together_from_what_most_wrote() -> None:
    task = summarize_texts(SAID).tasks["t"]
    assert task.text == "The cat sat on the mat."
    assert task.medoid == "The cat sat on the mat."
    assert task.words == ("The", "cat", "sat", "on", "the", "mat.")
    assert task.word_confidence[2] > task.word_confidence[1]
    assert 0.5 < task.confidence < 1.0


def test_a_text_that_nobody_wrote_may_be_the_right_one() -> None:
    said = ["one twos three four", "one two threes four", "one two three fours"]
    task = summarize_texts([("t", f"p{n}", text) for n, text in enumerate(said)]).tasks["t"]
    assert task.text == "one two three four"
    assert task.medoid in said


def test_case_and_punctuation_come_back_as_most_wrote_them() -> None:
    said = ["Dr. Who, I presume?", "dr who I presume", "Dr. Who, I presume."]
    assert (
        summarize_texts([("t", f"p{n}", text) for n, text in enumerate(said)])
        .tasks["t"]
        .text.startswith("Dr. Who, I presume")
    )


def test_a_reliable_person_outweighs_two_who_write_anything() -> None:
    rows = []
    for n in range(12):
        true = f"this is sentence number {n} of them all"
        rows += [(f"t{n:02}", who, true) for who in ("ada", "ben", "cleo")]
        rows += [(f"t{n:02}", who, f"{who} wrote {n} other things instead of it") for who in ("dan", "eve")]
    rows += [("u", "ada", "the green door"), ("u", "dan", "a red window"), ("u", "eve", "a blue window")]
    found = summarize_texts(rows)
    assert found.people["ada"].reliability > 0.9 > 0.3 > found.people["dan"].reliability
    assert found.tasks["u"].text == "the green door"


def test_characters_serve_scripts_without_spaces_and_codes() -> None:
    said = ["東京都庁", "東京都町", "東京都庁"]
    assert (
        summarize_texts([("t", f"p{n}", text) for n, text in enumerate(said)], unit="characters")
        .tasks["t"]
        .text
        == "東京都庁"
    )


def test_how_a_letter_is_composed_makes_no_difference() -> None:
    assert plain_words("Cafe\u0301 STRASSE") == plain_words("caf\u00e9 straße")
    found = summarize_texts([("t", "a", "Cafe\u0301"), ("t", "b", "caf\u00e9"), ("t", "c", "caf\u00e9")])
    assert found.tasks["t"].text == "caf\u00e9"


def test_a_forgotten_space_still_parts_two_words() -> None:
    assert split_words("young,she was") == ("young,", "she", "was")
    assert split_words("1,000 e.g. 3.5") == ("1,000", "e.g.", "3.5")


def test_word_error_rate_counts_words_to_change_over_true_words() -> None:
    assert word_error_rate("the cat sat", "The cat sat.") == 0.0
    assert word_error_rate("a cat sat there", "the cat sat") == pytest.approx(2 / 3)
    assert word_error_rate("", "three more words") == 1.0
    with pytest.raises(ValueError, match="no words"):
        word_error_rate("a", "?!")


def test_one_answer_is_taken_as_it_is_and_not_taken_for_sure() -> None:
    task = summarize_texts([("t", "a", "Only one."), ("u", "a", "x y"), ("u", "b", "x z")]).tasks["t"]
    assert task.text == "Only one."
    assert task.confidence < 1.0


def test_answers_that_stand_alone_tell_nothing_of_their_authors() -> None:
    found = summarize_texts([("t", "a", "Only one."), ("u", "b", "x y")])
    assert 0.0 < found.tasks["t"].confidence < 1.0
    triples = [("u", "a", "x y z"), ("u", "b", "x y z"), ("u", "c", "p q r s"), ("u", "d", "x y z")]
    alone = [(f"alone {number}", "c", "some words") for number in range(20)]
    before, after = summarize_texts(triples), summarize_texts([*triples, *alone])
    assert after.people["c"].reliability == pytest.approx(before.people["c"].reliability)
    assert after.tasks["alone 1"].confidence < 1.0


@pytest.mark.parametrize("text", ["", "   ", "...", "?!"])
def test_texts_without_words_give_an_empty_text(text: str) -> None:
    task = summarize_texts([("t", "a", text), ("t", "b", text)]).tasks["t"]
    assert (task.text, task.words, task.confidence) == ("", (), 1.0)


def test_most_people_writing_nothing_gives_nothing() -> None:
    found = summarize_texts([("t", "a", ""), ("t", "b", ""), ("t", "c", "hello")])
    assert found.tasks["t"].text == ""


def test_agreement_is_1_where_all_write_the_same_and_0_by_chance() -> None:
    alike = [(f"t{n}", who, f"text {n} it is") for n in range(6) for who in "abc"]
    assert summarize_texts(alike).agreement == 1.0
    words = ("ash", "oak", "elm", "yew", "fir", "box", "bay", "fig", "gum", "nut")
    mixed = [(f"t{n}", f"p{k}", words[(3 * n + 7 * k * k) % 10]) for n in range(30) for k in range(4)]
    assert abs(summarize_texts(mixed).agreement) < 0.2
    assert math.isnan(summarize_texts([("t", "a", "x")]).agreement)


@pytest.mark.slow
def test_a_thousand_different_answers_to_one_task_are_put_together() -> None:
    true = "all good things come to those who wait"
    rows = [("t", f"p{n}", true.replace(true.split()[n % 8], f"w{n}")) for n in range(1_000)]
    found = summarize_texts(rows)
    assert found.tasks["t"].text == true
    assert found.converged


def test_long_texts_are_put_together() -> None:
    true = [f"word{n}" for n in range(400)]
    rows = [("t", f"p{k}", " ".join(true[:n] + true[n + 1 :])) for k, n in enumerate((3, 200, 377))]
    assert summarize_texts(rows).tasks["t"].text == " ".join(true)


def test_what_is_no_text_is_refused_with_its_place() -> None:
    with pytest.raises(ValueError, match=r"task 't', contributor 'eve': expected a text, not 7"):
        summarize_texts([("t", "eve", 7)])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="unit"):
        summarize_texts([], unit="lines")  # type: ignore[arg-type]


def test_nothing_gives_nothing() -> None:
    assert summarize_texts([]).as_json()["tasks"] == {}
