"""Buttons: what is packed comes back, fits, and nothing else is ever taken for a button."""

import dataclasses
import typing
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowd.ids import AssignmentId
from handlers.packing import MAX_BYTES, ButtonOutdated, Small, Step, Tap, Word, prefix_of
from handlers.taps import TAPS, AnswerTap, TurnTap
from usecases.answering.show_card import Screen

#: Ids of rows and versions: the largest that both databases store.
LARGEST = 2**63 - 1
numbers = st.integers(0, LARGEST) | st.sampled_from([0, 1, LARGEST])


def _values(hint: object) -> st.SearchStrategy[object]:
    if hint is Small:
        return st.integers(0, 99)
    if hint is Step:
        return st.from_regex(r"[A-Z_]{1,16}", fullmatch=True)
    if hint is Word:
        return st.from_regex(r"[a-z]{1,8}", fullmatch=True)
    kind = typing.cast("type", getattr(hint, "__supertype__", hint))
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return st.from_regex(r"[A-Za-z0-9_+/-]{1,48}", fullmatch=True) if kind is str else numbers


def _taps(kind: type[Tap]) -> st.SearchStrategy[Tap]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return st.builds(kind, **{name: _values(hints[name]) for name in names})


any_tap = st.one_of([_taps(kind) for kind in TAPS])


@given(tap=any_tap)
def test_every_button_comes_back_as_it_was_packed_and_fits_64_bytes(tap: Tap) -> None:
    data = tap.pack()
    assert len(data.encode()) <= MAX_BYTES
    assert type(tap).unpack(data) == tap


@given(tap=any_tap)
def test_exactly_one_kind_of_button_answers_to_what_was_packed(tap: Tap) -> None:
    data = tap.pack()
    assert [kind for kind in TAPS if prefix_of(data) == kind.PREFIX] == [type(tap)]
    for kind in TAPS:
        if kind is not type(tap):
            with pytest.raises(ButtonOutdated):
                kind.unpack(data)


def test_no_two_kinds_of_button_share_a_prefix() -> None:
    prefixes = [kind.PREFIX for kind in TAPS]
    assert len(set(prefixes)) == len(prefixes)
    assert not [a for a in prefixes for b in prefixes if a != b and b.startswith(a)]


def test_every_kind_of_button_is_in_the_list_that_these_tests_walk() -> None:
    # By name: a dataclass with slots is made twice, and both are subclasses.
    assert {kind.__name__ for kind in TAPS} == {kind.__name__ for kind in Tap.__subclasses__()}


almost = any_tap.map(Tap.pack).flatmap(
    lambda data: st.builds(
        lambda place, letter: data[:place] + letter + data[place + 1 :],
        st.integers(0, len(data)),
        st.text(max_size=2),
    )
)


@given(data=st.none() | st.text(max_size=80) | almost, kind=st.sampled_from(TAPS))
def test_other_text_is_outdated_or_the_one_way_to_write_a_button(data: str | None, kind: type[Tap]) -> None:
    try:
        tap = kind.unpack(data)
    except ButtonOutdated:
        return
    assert prefix_of(data) == kind.PREFIX
    # Leading zeros aside there is one text for each button: two would be two keys for one effect.
    assert tap == kind.unpack(tap.pack())


@pytest.mark.parametrize(
    "data",
    [
        None,
        "",
        "a2",
        "a2:",
        "a2:1",
        "a2:1:0:0:o",
        "a2:1:0:0:o:2:3",
        "a1:1:2",
        "c1:1:2",
        "a3:1:0:0:o:2",
        "a2:-1:0:0:o:2",
        "a2:1:0:0:o:-2",
        "a2: 1:0:0:o:2",
        "a2:1_0:0:0:o:2",
        "a2:１２:0:0:o:2",
        "a2:1:0:0:o:2\n",
        "a2:1:0:0:o:",
        "a2:1:100:0:o:2",
        "a2:1:٣:0:o:2",
        "a2:1:0:0::2",
        "a2:1:0:0:O:2",
        "a2:1:0:0:abcdefghi:2",
        "a2:" + "9" * 20 + ":0:0:o:1",
        "A2:1:0:0:o:2",
    ],
)
def test_a_forged_or_old_answer_button_is_outdated(data: str | None) -> None:
    with pytest.raises(ButtonOutdated):
        AnswerTap.unpack(data)


def test_a_screen_that_does_not_exist_is_outdated() -> None:
    with pytest.raises(ButtonOutdated):
        TurnTap.unpack("t1:1:NOWHERE:0")


def test_what_does_not_fit_is_refused_when_it_is_packed() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        TurnTap(AssignmentId(10**60), Screen.TASK, 0).pack()
