"""Prints what was found of numbers, sets, texts, comparisons and places, for people to read."""

import math
from collections.abc import Iterable, Sequence
from itertools import islice

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crowd.aggregation.numbers.results import NumbersResult
from crowd.aggregation.orders.consensus import PairsResult
from crowd.aggregation.places.consensus import PlacesResult
from crowd.aggregation.sets.consensus import ChoicesResult
from crowd.aggregation.texts.consensus import TextsResult
from crowd.aggregation.value_types import ValuesResult
from crowd.agreement import Statistic
from crowd.agreement.grade import grade
from handlers.projects.agreement import FEWEST_IN_COMMON
from handlers.texts import DEFAULT_LOCALE, texts_in

#: What each agreement is, by the name that results give it.
_AGREEMENTS = {
    "interval_alpha": "Krippendorff's alpha, interval",
    "masi_alpha": "Krippendorff's alpha by MASI distance of sets",
    "word_alpha": "Krippendorff's alpha by word distance",
    "preference_alpha": "Krippendorff's alpha of preferences",
    "place_alpha": "Krippendorff's alpha of places within reach",
}


def print_result(result: ValuesResult, console: Console, *, show: int) -> None:
    """Print agreement, and as many of the tasks, items and people as asked for."""
    match result:
        case NumbersResult():
            _print_numbers(result, console, show)
        case ChoicesResult():
            rows = [
                (name, " | ".join(task.chosen) or "none", _share(task.confidence), task.answers)
                for name, task in islice(result.tasks.items(), show)
            ]
            _print(console, ("task", "options", "confidence", "answers"), rows, len(result.tasks))
        case TextsResult():
            rows = [
                (name, task.text, _share(task.confidence), task.answers)
                for name, task in islice(result.tasks.items(), show)
            ]
            _print(console, ("task", "text", "agreed on", "answers"), rows, len(result.tasks))
        case PairsResult():
            _print_pairs(result, console, show)
        case PlacesResult():
            _print_places(result, console, show)
        case _:
            raise TypeError(f"no way to print a {type(result).__name__}")
    console.print(f"Agreement ({_named(result)}): {_figure(result.agreement)}", highlight=False)
    console.print(_in_words(result), highlight=False)


def _in_words(result: ValuesResult) -> str:
    """What the figure is worth, for those who are no statisticians."""
    if math.isnan(result.agreement):
        return "No two people answered the same task, or all answers are alike: agreement cannot be told from chance."
    # There are no ranges; of a handful of tasks there is no certainty either.
    worth = grade(Statistic(value=result.agreement), has_ranges=_count_shared(result) < FEWEST_IN_COMMON)
    return texts_in(DEFAULT_LOCALE)(f"agreement-grade-{worth}")


def _count_shared(result: ValuesResult) -> int:
    """How many things several people were asked: each two items of a ranking are one, and each task of another kind."""
    if isinstance(result, PairsResult):
        return sum(math.comb(len(task.order), 2) for task in result.tasks.values() if task.answers >= 2)
    return sum(task.answers >= 2 for task in result.tasks.values())


def _named(result: ValuesResult) -> str:
    """What the agreement is, in words."""
    agreement = result.as_json()["agreement"]
    return _AGREEMENTS[str(agreement["name"])] if isinstance(agreement, dict) else ""


def _print_numbers(result: NumbersResult, console: Console, show: int) -> None:
    unit = f" ({result.unit})" if result.unit else ""
    rows = [
        (
            name,
            _figure(task.value),
            _range(task.low, task.high),
            _share(task.confidence),
            task.answers,
            ", ".join(
                f"{one.contributor}: {_figure(one.value)} ({one.reason.replace('_', ' ')})"
                for one in task.outliers
            ),
        )
        for name, task in islice(result.tasks.items(), show)
    ]
    heads = ("task", f"{result.method}{unit}", "95 % range", "confidence", "answers", "stands out")
    _print(console, heads, rows, len(result.tasks))
    console.print(
        f"Confidence: how probable it is that the number is right within {_figure(result.tolerance)}{unit}. Share of "
        f"the differences that comes from tasks and not from people (intraclass correlation): {_figure(result.icc)} "
        f"for single answers, {_figure(result.icc_of_mean)} for a task's mean.",
        highlight=False,
    )


def _print_pairs(result: PairsResult, console: Console, show: int) -> None:
    rows = [
        (
            item.rank,
            name,
            _figure(item.score),
            _range(item.low, item.high),
            _share(item.above_next),
            item.comparisons,
        )
        for name, item in islice(result.items.items(), show)
    ]
    heads = ("rank", "item", "score", "95 % range", "above the next", "comparisons")
    _print(console, heads, rows, len(result.items))
    if not result.connected:
        console.print("Some items were never compared with the others, not even indirectly.")


def _print_places(result: PlacesResult, console: Console, show: int) -> None:
    rows = [
        (
            name,
            f"{task.place.latitude:.6f}, {task.place.longitude:.6f}",
            f"{task.place.radius_m:.0f}",
            _share(task.place.share),
            _share(task.confidence),
            task.answers,
            ", ".join(f"{one.contributor}: {one.distance_m:.0f} m" for one in task.outliers),
        )
        for name, task in islice(result.tasks.items(), show)
    ]
    heads = ("task", "place", "radius (m)", "inside", "confidence", "answers", "outside")
    _print(console, heads, rows, len(result.tasks))
    console.print(f"A place reaches {result.reach_m:.0f} m from its middle.", highlight=False)


def _print(console: Console, heads: Sequence[str], rows: Iterable[tuple[object, ...]], total: int) -> None:
    table = Table()
    for head in heads:
        table.add_column(escape(head))
    shown = 0
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
        shown += 1
    if shown:
        console.print(table)
    if shown < total:
        console.print(f"{total - shown} more. --show N shows more of them, --json FILE writes all.")


def _figure(number: float) -> str:
    return "undefined" if math.isnan(number) else f"{number:.4g}"


def _range(low: float, high: float) -> str:
    return "undefined" if math.isnan(low) and math.isnan(high) else f"{_figure(low)} to {_figure(high)}"


def _share(share: float) -> str:
    return "undefined" if math.isnan(share) else f"{100 * share:.1f} %"
