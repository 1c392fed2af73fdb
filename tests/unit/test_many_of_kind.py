"""The kind for several options: how it is set up, what can be typed, what a set is decided as, and how it looks."""

import random
from array import array

import pytest

from crowd.deciding.policy import StopRule
from crowd.errors import AnswerRefused, InvalidInput, ValueRefused
from crowd.ids import AssignmentId, QuestionId
from crowd.kinds import HalfMade, kinds_for
from crowd.kinds.fitting import FitInput
from crowd.kinds.kind import WeighedAnswer
from crowd.kinds.many_of import BOXES, MOST_BOXES, NONE_NAME, Boxes, ManyOf
from crowd.kinds.question import Question
from handlers.kinds.many_of import ManyOfFace
from handlers.message import Button
from handlers.packing import LARGEST_ID, Small, Word
from handlers.taps import AnswerTap, ResumeTap
from handlers.texts import LOCALES, texts_in

KIND, FACE = ManyOf(), ManyOfFace()
PETS = Boxes(options=("Cat", "Dog", "Fish", "Salt and pepper"), none="None of these")
SURELY = Boxes(options=PETS.options, none="")
RULE = StopRule(target=0.9, min_answers=2, max_answers=12)


def said(*sets: list[int]) -> list[WeighedAnswer]:
    return [WeighedAnswer(value=named, right=0.0, answered=0.0) for named in sets]


def asked(config: Boxes = PETS) -> Question:
    return Question(id=QuestionId(1), kind=KIND, text="?", config=config)


def shown(config: Boxes = PETS, **more: object) -> list[Button]:
    rows = FACE.show(
        asked(config),
        answer=lambda op, argument: AnswerTap(
            AssignmentId(LARGEST_ID), Small(19), Small(1), Word(op), argument
        ),
        turn=lambda _: ResumeTap(),
        here=ResumeTap(),
        texts=texts_in("en"),
        **more,  # type: ignore[arg-type]
    )
    return [one for row in rows for one in row]


def press(buttons: list[Button], text: str, partial: list[int] | None, config: Boxes = PETS) -> object:
    found = next(one for one in buttons if one.text == text)
    tap = AnswerTap.unpack(found.callback_data)
    return FACE.press(asked(config), tap.op, tap.argument, partial)


def test_it_is_set_up_step_by_step_and_stored_as_it_is() -> None:
    config = KIND.configure(Boxes(), BOXES, "Cat, Dog, Fish")
    assert KIND.configure(config, NONE_NAME, "always").none == ""
    config = KIND.configure(config, NONE_NAME, "Nothing")
    assert config == Boxes(options=("Cat", "Dog", "Fish"), none="Nothing")
    assert KIND.read_config(KIND.write_config(config)) == config
    assert KIND.read_config("{}") == Boxes()
    assert KIND.configure(config, BOXES, "nothing, Cat").none == "", "it would be called like an option"


def test_a_known_answer_may_be_called_none_before_that_was_asked() -> None:
    config = KIND.configure(Boxes(), BOXES, "Cat, Dog")
    assert KIND.read_cell("No pet", config) == []
    assert KIND.read_cell("Cat|Bird", config) is None
    assert KIND.suggest(config, NONE_NAME, ["Cat", "No pet"], ["None of these"]) == [
        "No pet",
        "None of these",
    ]
    named = KIND.configure(config, NONE_NAME, "No pet")
    assert [KIND.read_cell(text, named) for text in ("no pet", "[]", "Bird")] == [[], [], None]
    sure = KIND.configure(config, NONE_NAME, "always")
    assert [KIND.read_cell(text, sure) for text in ("no pet", "[]", "Dog")] == [None, None, [1]]


@pytest.mark.parametrize(
    ("step", "text", "reason"),
    [
        (BOXES, "Cat", "options-too-few"),
        (BOXES, "\n".join(map(str, range(MOST_BOXES + 1))), "options-too-many"),
        (BOXES, "Cat\ncat", "option-twice"),
        (NONE_NAME, "cat", "option-twice"),
        (NONE_NAME, "n" * 65, "option-too-long"),
        (NONE_NAME, "no|ne", "none-name-unclear"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(step: str, text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        KIND.configure(PETS, step, text)
    assert refused.value.reason == reason
    for locale in LOCALES:
        assert texts_in(locale)(f"refused-{reason}", refused.value.limits)


@pytest.mark.parametrize("locale", LOCALES)
def test_both_suggestions_for_no_option_can_be_chosen(locale: str) -> None:
    chosen = [KIND.configure(SURELY, NONE_NAME, text) for text in FACE.presets(NONE_NAME, texts_in(locale))]
    assert [bool(config.none) for config in chosen] == [True, False]


def test_known_answers_that_name_several_options_make_it_the_likeliest_kind() -> None:
    gold = ("Cat|Dog", "Fish", '["Dog", "Fish"]')
    assert kinds_for(gold)[0].name == "many_of"
    assert kinds_for(("Cat", "Dog"))[0].name == "one_of"
    assert KIND.suggest(Boxes(), BOXES, gold, []) == ["Cat\nDog\nFish"]
    assert KIND.suits(tuple(f"a{n}|b{n}" for n in range(20))) == 0.0


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("/1 3", [0, 2]),
        ("1, 3", [0, 2]),
        ("3 1 3", [0, 2]),
        ("/2", [1]),
        ("dog; CAT", [0, 1]),
        ("cat and fish", [0, 2]),
        ("gato", None),
        ("cat, gato", None),
        ("1 5", None),
        ("13", None),
        ("salt and pepper", [3]),
        ("cat, salt and pepper and dog", None),
        ("none of these", []),
        ("none", []),
        ("/0", []),
        ("", None),
    ],
)
def test_options_are_read_by_their_names_or_numbers(typed: str, codes: list[int] | None) -> None:
    assert KIND.read(typed, PETS) == codes


def test_none_is_no_answer_where_one_always_fits() -> None:
    assert KIND.read("none", SURELY) is None
    with pytest.raises(InvalidInput):
        KIND.check([], SURELY)
    assert KIND.check([], PETS) == []


@pytest.mark.parametrize("raw", [[4], [-1], [True], [0, 0], ["Cat"], 1, "0", None, {0}])
def test_an_impossible_answer_is_refused(raw: object) -> None:
    with pytest.raises(InvalidInput):
        KIND.check(raw, PETS)


def test_a_set_has_one_form_whatever_the_order_of_taps() -> None:
    assert KIND.check((2, 0), PETS) == KIND.check([0, 2], PETS) == [0, 2]


@pytest.mark.parametrize(
    "config",
    [
        PETS,
        Boxes(options=("a|b", "c;d", "[e", "f"), none="-none-"),
    ],
)
def test_a_cell_is_read_as_it_is_written(config: Boxes) -> None:
    for value in ([], [0], [1, 2], [0, 1, 2, 3], [3]):
        assert KIND.read_cell(KIND.write_cell(value, config), config) == value


def test_a_cell_may_also_hold_a_list_or_commas_but_nothing_unknown() -> None:
    read = [
        KIND.read_cell(text, PETS) for text in ('["dog", "Cat"]', "dog, cat", "dog;cat", "[]", "dog|bird")
    ]
    assert read == [[0, 1], [0, 1], [0, 1], [], None]


def test_the_verdict_is_the_set_of_the_options_that_most_name() -> None:
    verdict = KIND.decide(said([0, 1], [0], [0, 1], [0, 1, 2]), PETS, None, rule=RULE)
    assert verdict.value == [0, 1]
    first, second, third, fourth = verdict.numbers["chances"]  # type: ignore[misc]
    assert first > second > 0.5 > third > fourth
    assert verdict.credits[0] == verdict.credits[2] == verdict.confidence > max(verdict.credits[1::2])
    assert KIND.decide(said([], [], [0]), PETS, None, rule=RULE).value == []
    assert KIND.decide(said([1], [2], [0], [0]), SURELY, None, rule=RULE).value == [0], "one always fits"


def test_the_simple_rule_is_a_vote_for_each_option() -> None:
    assert KIND.decide_simply([[0, 1], [0], [1, 2]], PETS) == [0, 1]
    assert KIND.decide_simply([[0], [1], [1], []], PETS) == [], "half of them is not more than half"
    assert KIND.decide_simply([[0], [1], [1], [2]], SURELY) == [1]
    assert KIND.distance([0, 1], [1, 2], PETS) == 2.0


def test_agreeing_answers_make_the_whole_set_surer_and_are_counted_ahead() -> None:
    answers = said([0, 1], [0, 1])
    verdict = KIND.decide(answers, PETS, None, rule=RULE)
    needed = int(verdict.agreeing_needed)
    assert verdict.confidence < RULE.target
    assert needed > 0
    for more, reaches in ((needed - 1, False), (needed, True)):
        found = KIND.decide([*answers, *said(*[[0, 1]] * more)], PETS, None, rule=RULE)
        assert (found.confidence >= RULE.target) is reaches


def test_a_known_answer_decides_the_credits_alone() -> None:
    verdict = KIND.decide(said([0], [0, 1], [1]), PETS, None, rule=RULE, known=[1, 0])
    assert verdict.credits == (0.0, 1.0, 0.0)


def filled(n_tasks: int = 60, *, gold: bool = False) -> FitInput:
    """Answers of ten people, of whom one ticks at random."""
    dice, data = random.Random(5), FitInput(value=[])
    for task in range(n_tasks):
        true = [code for code in range(4) if dice.random() < 0.4]
        for person in dice.sample(range(10), 5):
            wrong = 0.5 if person == 0 else 0.1
            data.task.append(task)
            data.contributor.append(person)
            data.value.append([code for code in range(4) if (code in true) != (dice.random() < wrong)])
        if gold and task < 10:
            data.gold[task] = true
    data.credit.extend(array("d", [float("nan")] * len(data.task)))
    return data


@pytest.mark.parametrize("gold", [False, True])
def test_the_verdict_online_is_that_of_the_fit(gold: bool) -> None:
    data = filled(gold=gold)
    found = KIND.fit(data, PETS)
    learnt = {person: text for page in found.people.of(50) for person, text in page}
    belief = {task: text for page in found.beliefs.of(50) for task, text in page}
    credit = {(one.task_id, one.contributor_id): one.credit for page in found.credits.of(50) for one in page}
    for place, task in enumerate(found.values.task_ids.tolist()):
        rows = [row for row, of in enumerate(data.task) if of == task]
        answers = [
            WeighedAnswer(
                value=data.value[row],
                right=0.0,
                answered=0.0,
                learnt=learnt[data.contributor[row]],
                belief=belief[task],
            )
            for row in rows
        ]
        verdict = KIND.decide(answers, PETS, found.model, rule=RULE, known=data.gold.get(task))
        assert verdict.value == found.values.value[place]
        assert verdict.confidence == pytest.approx(found.values.confidence[place], abs=2e-4)
        assert verdict.credits == pytest.approx(
            [credit[task, data.contributor[row]] for row in rows], abs=2e-4
        )


def test_somebody_who_ticks_at_random_counts_for_little() -> None:
    found = KIND.fit(filled(), PETS)
    learnt = {person: text for page in found.people.of(50) for person, text in page}

    def weighed(person: int) -> float:
        answers = [WeighedAnswer(value=[1], right=0.0, answered=0.0, learnt=learnt[person])]
        verdict = KIND.decide(answers, PETS, found.model, rule=RULE)
        return verdict.numbers["chances"][1]  # type: ignore[index,no-any-return]

    assert weighed(0) < min(map(weighed, range(1, 10)))


def test_boxes_are_ticked_and_unticked_and_done_gives_all_of_them() -> None:
    buttons = shown()
    assert [one.text for one in buttons] == [
        "⬜ Cat",
        "⬜ Dog",
        "⬜ Fish",
        "⬜ Salt and pepper",
        "None of these",
    ]
    assert press(buttons, "None of these", None) == []
    assert press(buttons, "⬜ Fish", None) == HalfMade([2])
    assert press(buttons, "⬜ Cat", [2]) == HalfMade([0, 2]), "the card had not been shown again yet"
    assert press(buttons, "⬜ Fish", [0, 2]) == HalfMade([0, 2]), "twice is harmless"
    ticked = shown(partial=[0, 2])
    assert [one.text for one in ticked][-1] == "Done: 2 ticked"
    assert press(ticked, "✅ Cat", [0, 2]) == HalfMade([2])
    assert press(ticked, "Done: 2 ticked", [0, 2]) == [0, 2]


def test_an_answer_that_is_changed_begins_with_its_own_ticks() -> None:
    buttons = shown(chosen=[1, 3])
    assert [one.text[:1] for one in buttons] == ["⬜", "✅", "⬜", "✅", "D"]
    assert press(buttons, "⬜ Cat", None) == HalfMade([0, 1, 3])
    assert press(buttons, "✅ Dog", None) == HalfMade([3])
    assert press(buttons, "Done: 2 ticked", None) == [1, 3]
    assert shown(chosen=[])[-1].text == "✓ None of these"


def test_nothing_ticked_is_no_answer_where_one_always_fits() -> None:
    assert shown(SURELY)[-1].text == "Nothing ticked yet"
    with pytest.raises(AnswerRefused):
        FACE.press(asked(SURELY), "done", 0, [])
    for op, argument in (("tick", 4), ("once", 0)):
        with pytest.raises(InvalidInput):
            FACE.press(asked(), op, argument, None)


def test_thirty_options_with_all_ticks_fit_their_buttons() -> None:
    config = Boxes(options=tuple(f"Option {number}" for number in range(MOST_BOXES)), none="None")
    pages = [shown(config, page=page, partial=list(range(MOST_BOXES))) for page in range(2)]
    assert sum(one.text.startswith("✅") for page in pages for one in page) == MOST_BOXES
    assert press(pages[1], "✅ Option 29", None, config) == HalfMade(list(range(29)))


@pytest.mark.parametrize(
    ("typed", "config", "key"),
    [
        ("cat, bird", PETS, "refused-box-unknown"),
        ("1 9", PETS, "refused-box-unknown"),
        ("none", SURELY, "refused-box-expected"),
        ("what is this?", PETS, None),
    ],
)
def test_what_is_no_answer_is_explained_if_it_was_meant_as_one(
    typed: str, config: Boxes, key: str | None
) -> None:
    found = FACE.refused(asked(config), typed)
    assert (found.key if found else None) == key
    for locale in LOCALES:
        if found is not None:
            assert texts_in(locale)(found.key, found.args)
        expected = FACE.expected(asked(config))
        assert texts_in(locale)(expected.key, expected.args)


def test_the_spread_counts_each_option_and_none() -> None:
    lines = FACE.spread(asked(), [([0, 1], 6), ([], 3), ([0], 1)], texts_in("en"))
    assert lines == ["Cat: 7 tasks (70 %)", "Dog: 6 tasks (60 %)", "None of these: 3 tasks (30 %)"]
