"""Which questions of a task somebody comes to, by their own answers and what is settled."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.answering.path import before, is_certain, is_ruled_out, longest, next_question, reached
from crowd.ids import QuestionId
from crowd.kinds import kind_named
from crowd.kinds.question import Condition, Op, Question

YES, NO = 0, 1


def question(position: int, *conditions: tuple[int, Op, object], kind: str = "one_of") -> Question:
    found = kind_named(kind)
    text = '{"options": ["a", "b", "c"], "none": "-"}' if kind != "number" else '{"low": 0}'
    return Question(
        id=QuestionId(position + 1),
        kind=found,
        text="?",
        config=found.read_config(text) if kind != "number" else found.read_config("{}"),
        position=position,
        conditions=tuple(Condition(position=place, op=op, value=value) for place, op, value in conditions),
    )


#: 1 only after yes to 0, 2 only after a certain answer to 1, 3 always.
FORM = (question(0), question(1, (0, Op.IS, YES)), question(2, (1, Op.IS_NOT, 2)), question(3))


@pytest.mark.parametrize(
    ("own", "found", "then", "total"),
    [
        ({}, {}, 0, 4),
        ({0: YES}, {}, 1, 4),
        ({0: NO}, {}, 3, 2),
        ({0: None}, {}, 3, 2),  # skipped
        ({0: YES, 1: 0}, {}, 2, 4),
        ({0: YES, 1: 2}, {}, 3, 3),
        ({0: YES, 1: 0, 2: 0, 3: 0}, {}, None, 4),
        ({}, {0: YES}, 1, 3),  # settled before they came: they are asked what follows from that
        ({}, {0: NO}, 3, 1),
        ({}, {0: None}, 3, 1),  # closed without a value
        ({0: YES}, {0: NO, 1: None}, 3, 2),  # their own answer leads to what does not apply any more
        ({0: NO}, {0: YES}, 3, 2),
        ({0: NO}, {0: YES, 1: 0}, 3, 2),  # nor does what others found out about a question that is not theirs
        ({}, {0: NO, 1: None, 2: None, 3: 1}, None, 0),
    ],
)
def test_somebody_comes_to_what_their_answers_lead_to(
    own: dict[int, object], found: dict[int, object], then: int | None, total: int
) -> None:
    assert next_question(FORM, own, found) == then
    assert longest(FORM, own, found) == total


def test_going_back_leads_to_the_answered_question_before() -> None:
    own = {0: NO, 1: 0, 3: 1}
    assert before(FORM, own, {}, position=3) == 0
    assert before(FORM, own, {}, position=0) is None


def test_a_question_is_ruled_out_or_certain_by_what_is_settled() -> None:
    first = FORM[1]
    assert [is_ruled_out(FORM, first, found) for found in ({}, {0: YES}, {0: NO}, {0: None})] == [
        False,
        False,
        True,
        True,
    ]
    assert [is_certain(FORM, first, found) for found in ({}, {0: YES}, {0: NO})] == [False, True, False]
    assert is_certain(FORM, FORM[3], {})


@pytest.mark.parametrize(
    ("kind", "op", "value", "holds", "fails"),
    [
        ("one_of", Op.IS, 1, 1, 0),
        ("one_of", Op.IS_NOT, 1, 0, 1),
        ("one_of", Op.ONE_OF, [0, 2], 2, 1),
        ("many_of", Op.IS, 1, [0, 1], [0, 2]),
        ("many_of", Op.IS_NOT, 1, [0], [1, 2]),
        ("many_of", Op.ONE_OF, [0, 1], [1, 2], [2]),
        ("number", Op.MORE_THAN, 5, 5.5, 5),
        ("number", Op.LESS_THAN, 5, 4, 5),
        ("number", Op.IS, 5, 5.0, 6),
    ],
)
def test_a_condition_looks_at_an_answer(
    kind: str, op: Op, value: object, holds: object, fails: object
) -> None:
    about = question(0, kind=kind)
    condition = Condition(position=0, op=op, value=value)
    assert [condition.holds(given, about) for given in (holds, fails, None)] == [True, False, False]


FORMS = st.lists(
    st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from([Op.IS, Op.IS_NOT]), st.integers(0, 2)), max_size=2
    ),
    min_size=1,
    max_size=6,
).map(
    lambda drawn: tuple(
        replace(
            question(place), conditions=question(0, *[one for one in wanted if one[0] < place]).conditions
        )
        for place, wanted in enumerate(drawn)
    )
)


@given(FORMS, st.lists(st.integers(0, 2), min_size=6, max_size=6), st.sets(st.integers(0, 5)))
def test_a_path_ends_after_at_most_as_many_answers_as_it_said(
    form: tuple[Question, ...], values: list[int], closed: set[int]
) -> None:
    found = {place: values[-place - 1] for place in closed if place < len(form)}
    own: dict[int, object] = {}
    most = longest(form, own, found)
    while (place := next_question(form, own, found)) is not None:
        assert place not in own
        assert place in reached(form, own, found)
        own[place] = values[place]
        assert len(own) <= longest(form, own, found) <= most
        most = longest(form, own, found)
    assert len(own) == most
