"""Draws curves of microseconds over stored answers as an SVG with logarithmic axes."""

import math
from collections.abc import Mapping, Sequence

_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 260, 30, 50
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
    'font-family="sans-serif" font-size="13">'
)
_INKS = ("#1f6feb", "#bf3989", "#1a7f37", "#9a6700", "#8250df")


def draw(sizes: Sequence[int], curves: Mapping[str, Sequence[float]]) -> str:
    """Return the picture: one line per curve, labelled at its right end."""
    values = [value for curve in curves.values() for value in curve]
    low, high = 10 ** math.floor(math.log10(min(values))), 10 ** math.ceil(math.log10(max(values)))

    def place(size: float, value: float) -> tuple[float, float]:
        return (
            _LEFT + _share(size, sizes[0], sizes[-1]) * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BOTTOM - _share(value, low, high) * (_HEIGHT - _TOP - _BOTTOM),
        )

    parts = [
        _HEAD,
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        *(
            _grid_row(value, *place(sizes[0], value), place(sizes[-1], value)[0])
            for value in _tens(low, high)
        ),
        *(_text(place(size, low)[0], _HEIGHT - 28, f"{size:,}", "middle") for size in sizes),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 8, "stored answers", "middle"),
        _text(_LEFT, 18, "median microseconds, inside the transaction", "start"),
    ]
    for ink, (name, curve) in zip(_INKS, curves.items(), strict=False):
        points = [place(size, value) for size, value in zip(sizes, curve, strict=True)]
        parts.append(_line(points, ink))
        parts.append(_text(points[-1][0] + 10, points[-1][1] + 4, name, "start", ink))
    return "\n".join([*parts, "</svg>", ""])


def _share(value: float, low: float, high: float) -> float:
    return math.log(value / low) / math.log(high / low) if high > low else 0.5


def _tens(low: float, high: float) -> list[float]:
    return [10.0**power for power in range(round(math.log10(low)), round(math.log10(high)) + 1)]


def _grid_row(value: float, x: float, y: float, end: float) -> str:
    rule = f'<path d="M{x:.1f} {y:.1f}H{end:.1f}" stroke="#d0d7de" fill="none"/>'
    return rule + _text(x - 8, y + 4, f"{value:,.0f}", "end")


def _line(points: Sequence[tuple[float, float]], ink: str) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{ink}"/>' for x, y in points)
    return f'<path d="M{path}" stroke="{ink}" stroke-width="2" fill="none"/>{dots}'


def _text(x: float, y: float, words: str, anchor: str, ink: str = "#57606a") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">{words}</text>'
