"""The text that people agree on: its probability, whole and word by word, online and fitted."""

import math
import random
from collections import Counter

import numpy as np
import pytest

from crowd.aggregation.texts.agreeing import TextAnswer, agree_by_words, agree_whole
from crowd.aggregation.texts.fitting import TextRows, TextsFit, fit_by_words, fit_whole
from crowd.aggregation.texts.text_model import Given, TextModel

MODEL = TextModel()


def given(*texts: str, ability: float | None = None) -> list[TextAnswer]:
    return [TextAnswer(text=text, key=text, ability=ability) for text in texts]


def enumerated(groups: list[list[float]], model: TextModel, n_draws: int) -> list[float]:
    """The same chances by drawing crowds: who is right, and which wrong texts meet, kept where they match."""
    rng = np.random.default_rng(1)
    sizes = [len(group) for group in groups]
    abilities = [ability for group in groups for ability in group]
    wanted = [place for place, size in enumerate(sizes) for _ in range(size)]
    hits: Counter[int | None] = Counter()
    for _ in range(n_draws):
        ease = rng.normal(0.0, model.spread)
        tables: list[int] = []
        said: list[object] = []
        for ability in abilities:
            if rng.random() < 1.0 / (1.0 + math.exp(-ability - ease)):
                said.append("right")
            elif tables and rng.random() < len(tables) / (len(tables) + model.alone):
                tables.append(tables[rng.integers(len(tables))])
                said.append(tables[-1])
            else:
                tables.append(len(tables))
                said.append(tables[-1])
        same = [[one == other for other in said] for one in said]
        if same == [[one == other for other in wanted] for one in wanted]:
            hits[wanted[said.index("right")] if "right" in said else None] += 1
    total = sum(hits.values())
    return [hits[place] / total for place in range(len(sizes))]


@pytest.mark.parametrize("groups", [[[1.0, 0.0], [0.5]], [[0.0], [0.0]], [[1.5, 1.5], [-1.0, -1.0]]])
def test_the_chances_are_those_of_the_crowd_that_the_model_describes(groups: list[list[float]]) -> None:
    model = TextModel(meeting=0.3, spread=0.8)
    assert Given(groups, model).chances() == pytest.approx(enumerated(groups, model, 60_000), abs=0.015)


def test_two_people_who_write_the_same_are_nearly_sure_and_one_is_not() -> None:
    one, two = agree_whole(given("x"), MODEL), agree_whole(given("x", "x"), MODEL)
    assert 0.65 < one.confidence < 0.8
    assert two.confidence > 0.95
    split = agree_whole(given("x", "y"), MODEL, target=0.9, most_more=5)
    assert split.confidence < 0.5
    assert split.agreeing_needed == 1
    assert agree_whole(given("x", "y"), MODEL, target=0.9999, most_more=1).agreeing_needed == math.inf


def test_wrong_texts_that_often_meet_make_agreement_worth_less() -> None:
    seldom = agree_whole(given("x", "x"), TextModel(meeting=0.01))
    often = agree_whole(given("x", "x"), TextModel(meeting=0.42))
    assert often.confidence < seldom.confidence


def test_the_abler_win_and_a_known_text_decides_credits_only() -> None:
    answers = [*given("x", "x", ability=-2.0), *given("y", ability=3.0)]
    move = agree_whole(answers, MODEL)
    assert (move.text, move.given_by) == ("y", 1)
    told = agree_whole(answers, MODEL, known="x")
    assert (told.text, told.credits) == ("y", (1.0, 1.0, 0.0))


def test_of_equally_likely_texts_the_one_nearest_to_the_others_wins() -> None:
    move = agree_whole(given("a red car", "the old red car", "the red car"), MODEL)
    assert move.text == "the red car"


def test_words_are_put_together_from_several_texts() -> None:
    texts = given("The quick brown fox!", "the quick brawn fox", "the quik brown fox", "quick brown fox")
    move = agree_by_words(texts, MODEL)
    assert move.text == "The quick brown fox!", "whoever wrote these words wrote it so"
    assert len(move.words) == 4
    assert move.confidence == pytest.approx(math.prod(move.words), rel=1e-6)
    made = agree_by_words(given("one twa three", "one two tree", "won two three"), MODEL)
    assert (made.text, made.given_by) == ("one two three", 0)
    assert made.words[1] < agree_by_words(given("one two", "one two"), MODEL).words[1]


def test_texts_without_words_and_with_lines_are_taken() -> None:
    assert agree_by_words(given("?!", "?!"), MODEL).text == "?!"
    lines = agree_by_words(given("first line\nsecond", "First line second", "first line\nsecond"), MODEL)
    assert lines.text == "first line\nsecond"


def rows_of(answers: list[tuple[int, int, str]], known: list[str | None] | None = None) -> TextRows:
    answers = sorted(answers, key=lambda one: one[:2])
    n_tasks = answers[-1][0] + 1
    return TextRows(
        task=np.array([task for task, _, _ in answers]),
        person=np.array([person for _, person, _ in answers]),
        texts=[text for _, _, text in answers],
        keys=[text for _, _, text in answers],
        known=known or [None] * n_tasks,
        n_people=max(person for _, person, _ in answers) + 1,
    )


def planted(
    seed: int, *, n_tasks: int = 150, meeting: float = 0.15, spam: float = 0.0
) -> list[tuple[int, int, str]]:
    """Texts of a made-up crowd; the right one is always `right`."""
    rng = random.Random(seed)
    abilities = [-3.0 if rng.random() < spam else rng.gauss(1.0, 1.0) for _ in range(30)]
    answers = []
    for task in range(n_tasks):
        ease, wrong = rng.gauss(0.0, 1.0), []
        for person in rng.sample(range(30), 5):
            if rng.random() < 1.0 / (1.0 + math.exp(-abilities[person] - ease)):
                answers.append((task, person, "right"))
                continue
            meets = wrong and rng.random() < len(wrong) / (len(wrong) + 1.0 / meeting - 1.0)
            wrong.append(rng.choice(wrong) if meets else f"wrong {person}")
            answers.append((task, person, wrong[-1]))
    return answers


def by_vote(answers: list[tuple[int, int, str]]) -> float:
    """The share of tasks that the most frequent text gets right; a tie counts in part."""
    shares = []
    for task in {task for task, _, _ in answers}:
        votes = Counter(text for of, _, text in answers if of == task)
        best = [text for text, count in votes.items() if count == max(votes.values())]
        shares.append(("right" in best) / len(best))
    return sum(shares) / len(shares)


@pytest.mark.parametrize("spam", [0.0, 0.4])
def test_stated_confidence_holds_and_beats_the_most_frequent_text(spam: float) -> None:
    right, stated, vote, sure = [], [], [], []
    for seed in range(6):
        answers = planted(seed, spam=spam)
        found = fit_whole(rows_of(answers), [None] * 150)
        hits = [text == "right" for text in found.text]
        right += hits
        stated += found.confidence.tolist()
        sure += [hit for hit, chance in zip(hits, found.confidence, strict=True) if chance >= 0.95]
        vote.append(by_vote(answers))
    assert np.mean(right) > np.mean(vote) + 0.01
    assert np.mean(stated) == pytest.approx(np.mean(right), abs=0.04)
    assert np.mean(sure) > 0.95


def test_right_after_a_fit_a_task_is_decided_as_the_fit_did() -> None:
    answers = planted(3)
    found = fit_whole(rows_of(answers), [None] * 150)
    ability = found.found.ability
    for task in range(10):
        of = [
            TextAnswer(text=text, key=text, ability=float(ability[who]))
            for t, who, text in sorted(answers)
            if t == task
        ]
        move = agree_whole(of, found.found.model)
        assert move.confidence == pytest.approx(found.confidence[task], abs=1e-6)


def test_known_texts_teach_whom_to_believe() -> None:
    # Three of five people copy one wrong text; only known tasks show it.
    answers = [
        (task, person, "right" if person < 2 else "wrong") for task in range(40) for person in range(5)
    ]
    blind = fit_whole(rows_of(answers), [None] * 40)
    assert blind.text[39] == "wrong"
    known: list[str | None] = ["right"] * 20 + [None] * 20
    told = fit_whole(rows_of(answers, known), known)
    assert told.text[39] == "right"
    assert told.credit[:5].tolist() == [1.0, 1.0, 0.0, 0.0, 0.0]


def transcripts(seed: int) -> tuple[list[tuple[int, int, str]], list[str]]:
    """Sentences that made-up people copy with slips in words."""
    rng = random.Random(seed)
    words = [f"{a}{b}" for a in "bdfglmnprst" for b in ("ate", "ine", "ook", "ush")]
    truths = [" ".join(rng.choices(words, k=rng.randint(3, 10))) for _ in range(60)]
    answers = []
    for task, truth in enumerate(truths):
        for person in rng.sample(range(20), 5):
            said = []
            for word in truth.split():
                slip = rng.random()
                if slip > 0.06 + 0.01 * person:
                    said.append(word)
                elif slip > 0.03:
                    said.append(rng.choice(words))
            answers.append((task, person, " ".join(said) or "..."))
    return answers, truths


def test_word_by_word_many_more_transcripts_are_right_and_as_often_as_stated() -> None:
    right, stated, whole_right = [], [], []
    for seed in range(3):
        answers, truths = transcripts(seed)
        found: TextsFit = fit_by_words(rows_of(answers))
        whole = fit_whole(rows_of(answers), [None] * 60)
        right += [text == truth for text, truth in zip(found.text, truths, strict=True)]
        whole_right += [text == truth for text, truth in zip(whole.text, truths, strict=True)]
        stated += found.confidence.tolist()
    assert np.mean(right) > np.mean(whole_right) + 0.1
    assert np.mean(stated) == pytest.approx(np.mean(right), abs=0.04)


def test_a_known_transcript_gives_the_share_of_words_as_credit() -> None:
    answers = [(0, 0, "one two three four"), (0, 1, "one too three four"), (0, 2, "one two three")]
    known: list[str | None] = ["one two three four"]
    found = fit_by_words(rows_of(answers, known))
    assert found.credit.tolist() == [1.0, 0.75, 0.75]
