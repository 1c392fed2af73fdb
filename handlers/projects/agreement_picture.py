"""Draws how well people agree, for a phone: which options occur together, and how united a task's answers are."""

import io
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from crowd.agreement import Agreement, Level
from handlers.cut import cut
from handlers.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: The most options in the picture; if there are more, those with the most answers, and all others together as one.
MOST_SHOWN = 9
#: The most characters of a name beside the matrix: more would leave no room for the matrix on a phone.
_NAME_WIDTH = 14
#: Size in inches at this resolution: 1,080 by 1,500 pixels, which a phone shows without scaling.
_SIZE, _DPI = (7.2, 10.0), 150
#: A background between a chat's light and dark themes: white glares in the dark, and dark is a hole in the light.
_INK, _FAINT, _PAPER = "#1d2733", "#51606f", "#d3dae2"
_BAR, _ALL_AGREE, _LIGHT_INK = "#2f6db3", "#1b7f4d", "#f5f8fb"
#: The shades of the matrix, from no answers to all of them.
_SHADES = ("#e2e8ee", "#7ea6d1", "#1f5592")
_FONT = "DejaVu Sans"
#: The most characters of a project's name above the picture: one line.
_TITLE_WIDTH = 34

#: What a name can do without: emoji and other pictures, and the characters that join and colour them.
_PICTURES = frozenset({"So", "Sk", "Cf", "Mn", "Me", "Zs"})


#: Sentences about the same option, which have another wording for answers that can be near one another.
NEAR = frozenset(
    {
        "agreement-grade-slight",
        "agreement-grade-none",
        "agreement-no-one-option",
        "agreement-no-one-compared",
        "agreement-share",
        "agreement-picture-matrix",
        "agreement-picture-share-axis",
    }
)


def key_for(key: str, found: Agreement) -> str:
    """Return the key of the sentence that fits what answers are: options, or numbers and the like."""
    return f"{key}-near" if key in NEAR and found.level is not Level.NOMINAL else key


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The options of a picture, in the order in which it shows them.

    Attributes:
        codes: Their label codes, without the rest.
        rest: Whether all others follow as one.
        marks: What the picture shows for each: its name, or a letter if the name cannot be drawn or is too similar to
            another.
        letters: The codes of those shown as a letter, which a legend has to explain.
    """

    codes: tuple[int, ...]
    rest: bool
    marks: tuple[str, ...]
    letters: frozenset[int]


def choose_shown(found: Agreement, names: Sequence[str]) -> Shown:
    """Choose the options that a picture shows: those with the most answers, in the question's order.

    Args:
        found: What was measured.
        names: The name of each option.
    """
    most = found.options[:MOST_SHOWN]
    codes = tuple(sorted(option.label for option in most))
    short = [cut(drawn(names[code]), _NAME_WIDTH) for code in codes]
    alike = Counter(name.casefold() for name in short)
    lettered = [not name or alike[name.casefold()] > 1 for name in short]
    # A letter that is also an option's name would be ambiguous.
    free = (letter for letter in ascii_uppercase if letter.casefold() not in alike)
    return Shown(
        codes=codes,
        rest=len(found.options) > len(codes),
        marks=tuple(next(free) if needs else name for name, needs in zip(short, lettered, strict=True)),
        letters=frozenset(code for code, needs in zip(codes, lettered, strict=True) if needs),
    )


def draw_agreement(found: Agreement, shown: Shown, name: str, texts: Texts) -> bytes:
    """Return the picture as a PNG. It takes half a second, so call it in a thread, one at a time.

    Args:
        found: What was measured; at least one task has two answers.
        shown: The options to show.
        name: The project's name.
        texts: The language of its words.
    """
    # Imported late because it takes a second; and not pyplot, which keeps its figures and is not made for threads.
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, dpi=_DPI, facecolor=_PAPER)
    figure.set_layout_engine("constrained", h_pad=0.15, w_pad=0.15)
    if title := cut(drawn(name), _TITLE_WIDTH):
        figure.suptitle(
            title, fontsize=19, fontweight="bold", color=_INK, x=0.02, ha="left", parse_math=False
        )
    # The library's types give one of them where there are two.
    upper, lower = figure.subfigures(2, 1, height_ratios=(1.6, 1))  # type: ignore[misc]
    for part, key in ((upper, "agreement-picture-matrix"), (lower, "agreement-picture-shares")):
        part.set_facecolor(_PAPER)
        part.suptitle(texts(key_for(key, found)), fontsize=16, color=_INK, x=0.02, ha="left")
    marks = [*shown.marks, *([texts("agreement-picture-others")] if shown.rest else [])]
    _draw_matrix(upper.subplots(), beside(found, shown), marks, row_answers(found, shown), texts)
    _draw_shares(lower.subplots(), found, texts)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def beside(found: Agreement, shown: Shown) -> NDArray[np.float64]:
    """Return, for each row's option, the share of the other answers that chose each column; a row without any is 0.

    Rows and columns are the shown options and, if there are more, all others together.
    """
    places = np.searchsorted(found.coincidences.label, shown.codes)
    pairs = found.coincidences.matrix[np.ix_(places, places)]
    if shown.rest:
        # Each row sums to its option's answers, so the rest follows without a matrix of its own.
        answers = {option.label: option.n_answers for option in found.options}
        n = np.array([answers[code] for code in shown.codes], dtype=np.float64)
        to_rest = n - pairs.sum(axis=1)
        n_rest = float(sum(answers.values())) - n.sum()
        pairs = np.block([[pairs, to_rest[:, np.newaxis]], [to_rest, n_rest - to_rest.sum()]])
    totals = pairs.sum(axis=1, keepdims=True)
    return np.clip(pairs / np.where(totals > 0, totals, 1.0), 0.0, 1.0)


def row_answers(found: Agreement, shown: Shown) -> list[int]:
    """Return how many answers each row of the matrix is based on: those of its option, or of all others together."""
    answers = {option.label: option.n_answers for option in found.options}
    rows = [answers.pop(code) for code in shown.codes]
    return [*rows, *([sum(answers.values())] if shown.rest else [])]


def drawn(name: str) -> str:
    """Return a name as a picture shows it: without emoji, or empty if the font lacks any of its letters."""
    name = " ".join(name.split())
    if not can_draw(name):
        known = _characters()
        lost = {character for character in name if ord(character) not in known}
        if any(unicodedata.category(character) not in _PICTURES for character in lost):
            return ""
        name = " ".join("".join(character for character in name if not _is_picture(character)).split())
    return name if can_draw(name) else ""


def can_draw(name: str) -> bool:
    """Return whether the picture's font has every character of a name, and none controls how others are drawn."""
    known = _characters()
    return all(
        ord(character) in known and unicodedata.category(character) not in {"Cc", "Cf"} for character in name
    )


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) in _PICTURES and not character.isspace()


@cache
def _characters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(_FONT)).get_charmap())


def _draw_matrix(
    axes: "Axes", table: NDArray[np.float64], marks: Sequence[str], answers: Sequence[int], texts: Texts
) -> None:
    from matplotlib.colors import LinearSegmentedColormap

    size = len(marks)
    shades = LinearSegmentedColormap.from_list("shades", _SHADES)
    axes.imshow(table, cmap=shades, vmin=0, vmax=1, aspect="auto")
    letters = 22 if size <= 4 else 17 if size <= 7 else 14
    for row, column in np.ndindex(size, size):
        share = float(table[row, column])
        axes.text(
            column,
            row,
            _short_percent(share),
            ha="center",
            va="center",
            fontsize=letters,
            color=_LIGHT_INK if share > 0.55 else _INK,
        )
    # "Others", the last one, may reach under its neighbour if that is a single letter.
    wide = max(map(len, marks[:-1]), default=0) > 30 // size
    _set_marks(axes, marks, rotated=wide)
    axes.tick_params(length=0, labelsize=15, colors=_INK)
    for side in axes.spines.values():
        side.set_visible(False)
    _set_answers(axes, answers, texts)


def _set_answers(axes: "Axes", answers: Sequence[int], texts: Texts) -> None:
    """Write beside each row how many answers it is based on: 67 % of three answers means little."""
    beside_rows = axes.secondary_yaxis("right")
    counts = [texts("agreement-picture-answers", {"count": count}) for count in answers]
    beside_rows.set_yticks(range(len(answers)), counts)
    beside_rows.tick_params(length=0, labelsize=12, colors=_FAINT)
    beside_rows.spines["right"].set_visible(False)


def _set_marks(axes: "Axes", marks: Sequence[str], *, rotated: bool) -> None:
    places = range(len(marks))
    # People's texts are not formulas: a dollar sign is a dollar sign.
    axes.set_yticks(places, marks, parse_math=False, fontfamily=_FONT)
    axes.set_xticks(
        places,
        marks,
        parse_math=False,
        fontfamily=_FONT,
        rotation=35 if rotated else 0,
        ha="right" if rotated else "center",
        rotation_mode="anchor" if rotated else "default",
    )


def _draw_shares(axes: "Axes", found: Agreement, texts: Texts) -> None:
    """Draw how many tasks have which share for their leading option; unanimous tasks get a bar of their own."""
    from matplotlib.ticker import MaxNLocator

    def written(count: float, _: float = 0.0) -> str:
        return texts("agreement-picture-count", {"count": round(count)})

    counts, names = share_counts(found)
    bars = axes.bar(range(len(counts)), counts, color=_BAR, width=0.82)
    bars[-1].set_color(_ALL_AGREE)
    axes.bar_label(
        bars, labels=[written(count) if count else "" for count in counts], fontsize=13, color=_INK
    )
    axes.set_xticks(range(len(counts)), names)
    axes.set_xlabel(texts(key_for("agreement-picture-share-axis", found)), fontsize=14, color=_INK)
    axes.set_ylabel(texts("agreement-picture-task-axis"), fontsize=14, color=_INK)
    axes.set_facecolor(_PAPER)
    axes.set_ylim(0, max(*counts, 1) * 1.18)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    axes.yaxis.set_major_formatter(written)
    axes.tick_params(length=0, labelsize=13 if len(counts) < 9 else 11, colors=_INK)
    for name in ("top", "right", "left"):
        axes.spines[name].set_visible(False)


def share_counts(found: Agreement) -> tuple[list[int], list[str]]:
    """Return the number of tasks with two or more answers by their leading option's percentage, and the labels.

    In steps of ten percent, from the first with any tasks (at the latest 50 to 60) upwards; unanimous tasks come last.
    """
    shares = found.tasks.vote_share[found.tasks.n_answers >= 2]
    # A share of exactly .3 is 30 to 40 %, whatever its last bit says.
    tenths = np.floor(shares[shares < 1] * 10 + 1e-9).astype(np.int64)
    lowest = int(tenths.min(initial=5))
    counts = np.bincount(tenths - lowest, minlength=10 - lowest).tolist()
    names = [f"{10 * tenth}–{10 * tenth + 10}" for tenth in range(lowest, 10)]
    return [*counts, int((shares == 1).sum())], [*names, "100"]


def _short_percent(share: float) -> str:
    percent = 100 * share
    if 0 < percent < 1:
        return "<1"
    return f"{min(round(percent), 99) if percent < 100 else 100}"
