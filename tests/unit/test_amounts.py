"""Numbers, ranges and tolerances as people type them."""

import pytest

from crowd.errors import ValueRefused
from crowd.typed.amounts import Span, Within, read_span, read_within, readings


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("12", "", 12),
        ("twelve", "", 12),
        ("doce", "", 12),
        ("+5", "", 5),
        ("-5", "", -5),
        ("−5", "", -5),
        ("1,5", "", 1.5),
        ("1.5", "", 1.5),
        (".5", "", 0.5),
        ("5.", "", 5),
        ("1 500", "", 1500),
        ("1.234.567,89", "", 1234567.89),
        ("1,234,567.89", "", 1234567.89),
        ("１２", "", 12),
        ("١٢٫٥", "", 12.5),
        ("12 kg", "kg", 12),
        ("12KG", "kg", 12),
        ("$12", "$", 12),
        ("-$12", "$", -12),
        ("12 %", "%", 12),
        ("12 m2", "m2", 12),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, unit: str, number: float) -> None:
    assert [found.value for found in readings(text, unit=unit)] == [number]


@pytest.mark.parametrize("text", ["1,500", "1.500"])
def test_three_digits_behind_a_sign_may_be_thousands_or_decimals(text: str) -> None:
    assert [(found.value, found.decimals) for found in readings(text)] == [(1500, 0), (1.5, 3)]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        *(
            (text, "")
            for text in ("", "heavy", "12 dozen", "1 or 2", "1.2.3", "nan", "1e5", "1234567890123", "--5")
        ),
        ("12 kg", "g"),
        ("kg", "kg"),
    ],
)
def test_what_could_mean_something_else_is_no_number(text: str, unit: str) -> None:
    assert readings(text, unit=unit) == ()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        *(
            (text, Span(low=0, high=100, decimals=0))
            for text in (
                "0 to 100",
                "0-100",
                "0 – 100",
                "0..100",
                "from 0 to 100",
                "between 0 and 100",
                "0 a 100",
                "de 0 a 100",
                "entre 0 y 100",
            )
        ),
        *(
            (text, Span(low=0, high=None, decimals=0))
            for text in ("0 or more", "0+", "≥ 0", "at least 0", "from 0", "desde 0", "0 o más")
        ),
        *(
            (text, Span(low=None, high=50, decimals=0))
            for text in ("up to 50", "≤ 50", "50 or less", "hasta 50", "como máximo 50")
        ),
        *((text, Span(low=None, high=None, decimals=0)) for text in ("Any number", "cualquier número")),
        ("-5 to 5", Span(low=-5, high=5, decimals=0)),
        ("-10 – -5", Span(low=-10, high=-5, decimals=0)),
        ("0,0 a 1,5", Span(low=0, high=1.5, decimals=1)),
        ("0.00 to 5 kWh", Span(low=0, high=5, decimals=2, unit="kWh")),
        ("1,000 to 20,000 km/h", Span(low=1000, high=20000, decimals=0, unit="km/h")),
        ("0 kg or more", Span(low=0, high=None, decimals=0, unit="kg")),
    ],
)
def test_a_range_is_read_however_it_is_written(text: str, span: Span) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("heavy", "range-unclear"),
        ("5 to", "range-unclear"),
        ("5 to 5", "range-empty"),
        ("10 to 5", "range-empty"),
        ("0.0000001 to 1", "too-many-decimals"),
    ],
)
def test_what_is_no_range_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_span(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "unit", "within"),
    [
        ("Exactly the same", "", Within(amount=0, is_share=False)),
        ("exactamente igual", "", Within(amount=0, is_share=False)),
        ("5", "", Within(amount=5, is_share=False)),
        ("± 0.5 kg", "kg", Within(amount=0.5, is_share=False)),
        ("within 10 %", "kg", Within(amount=10, is_share=True)),
        ("10 por ciento", "", Within(amount=10, is_share=True)),
        # Of percentages, five percent are five of them.
        ("5 %", "%", Within(amount=5, is_share=False)),
    ],
)
def test_a_tolerance_is_read_however_it_is_written(text: str, unit: str, within: Within) -> None:
    assert read_within(text, unit=unit) == within


@pytest.mark.parametrize("text", ["lots", "-5", "± ", "5 lb"])
def test_what_is_no_tolerance_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        read_within(text, unit="kg")
    assert refused.value.reason == "tolerance-unclear"
