"""Prints what `askmany agreement` measured: each figure with a plain sentence beside it."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.measuring.agreement_figures import Gold, Measured
from cli.tables.gold_notes import gold_notes
from crowd.agreement import Agreement, Statistic
from crowd.agreement.grade import often_confused
from handlers.projects import agreement as words
from handlers.texts import DEFAULT_LOCALE, texts_in

#: Rows of the tables of options, confusions and mistakes: as many as one looks at.
_ROWS = 10
#: Characters of an option's name: free text can be long.
_NAME_WIDTH = 40

_TEXTS = texts_in(DEFAULT_LOCALE)


def print_measured(measured: Measured, console: Console) -> None:
    """Print everything that was measured."""
    found = measured.found
    n_rows = measured.file.n_rows
    head = "1 row" if n_rows == 1 else f"{n_rows:,} rows"
    console.print(f"[bold]{head}[/bold]. {_basis(measured)}", highlight=False)
    for line in words.lines(found, lambda code: _name(measured, code), _TEXTS):
        console.print(f"  {escape(line)}", highlight=False)
    for note in (*measured.file.notes, *gold_notes(measured.file)):
        console.print(f"  {note}", markup=False, highlight=False)
    if not found.n_paired:
        return
    console.print(_figures(found))
    console.print(_options(measured))
    if found.confusions:
        console.print(_confusions(measured))
    if measured.languages:
        console.print(_languages(measured))
    if measured.pairs.pairs:
        console.print(_pairs(measured))
    if measured.gold is not None:
        console.print(_gold(measured.gold, measured))


def _basis(measured: Measured) -> str:
    file = measured.file
    notes = [words.basis_line(measured.found, _TEXTS)]
    if file.n_replaced:
        notes.append(
            f"Answers replaced by a later answer of the same person to the same task: {file.n_replaced}."
        )
    if file.n_not_counted:
        notes.append(f"Answers left out because their column 'counted' says no: {file.n_not_counted}.")
    return " ".join(notes)


def _figures(found: Agreement) -> Table:
    table = _table("How well people agree")
    table.add_column("figure", style="bold")
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("95 % range", justify="right", no_wrap=True)
    table.add_column("in words")
    level = f"Krippendorff's alpha ({found.level.value})"
    raw = found.raw_agreement
    rows: list[tuple[str, Statistic, str]] = [
        (level, found.alpha, words.grade_line(found.alpha, found, _TEXTS)),
        ("Fleiss's kappa", found.fleiss_kappa, words.kappa_line(found, _TEXTS)),
        ("Gwet's AC1", found.gwet_ac1, words.ac1_line(found, _TEXTS)),
        ("raw agreement", raw, words.raw_line(found, _TEXTS)),
        ("vote share", Statistic(value=found.vote_share), words.share_line(found, _TEXTS)),
        ("entropy", Statistic(value=found.entropy), words.entropy_line(_TEXTS)),
    ]
    for name, figure, sentence in rows:
        table.add_row(name, _number(figure.value), _range(figure), escape(sentence))
    return table


def _options(measured: Measured) -> Table:
    options = measured.found.options
    table = _table("Options")
    table.add_column("option", style="bold")
    table.add_column("answers", justify="right")
    table.add_column("repeated", justify="right")
    table.add_column("by chance", justify="right")
    for option in options[:_ROWS]:
        table.add_row(
            escape(_name(measured, option.label)),
            f"{option.n_answers:,}",
            _percent(option.repeated),
            _percent(option.chance),
        )
    table.caption = "Repeated: if one answer chose it, how many of the other answers to that task did too."
    if len(options) > _ROWS:
        table.caption += f" And {len(options) - _ROWS:,} more options: see --json."
    return table


def _confusions(measured: Measured) -> Table:
    often = set(often_confused(measured.found))
    table = _table("Where people disagree")
    table.add_column("options", style="bold")
    table.add_column("of all disagreement", justify="right")
    table.add_column("rate", justify="right")
    table.add_column("by chance", justify="right")
    table.add_column("")
    for pair in measured.found.confusions[:_ROWS]:
        first, second = _name(measured, pair.first), _name(measured, pair.second)
        table.add_row(
            escape(f"{first} / {second}"),
            _percent(pair.share),
            _percent(pair.rate),
            _percent(pair.chance),
            "often confused" if pair in often else "",
        )
    table.caption = "Rate: if one answer chose the second option, how many of the others chose the first."
    return table


def _languages(measured: Measured) -> Table:
    table = _table("By language")
    table.add_column("language", style="bold")
    for name in ("answers", "tasks", "alpha", "95 % range", "raw"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("in words")
    for language, group in measured.languages:
        table.add_row(
            escape(language),
            f"{group.n_answers:,}",
            f"{group.n_paired:,}",
            _number(group.alpha.value),
            _range(group.alpha),
            _percent(group.raw_agreement.value),
            words.grade_line(group.alpha, group, _TEXTS),
        )
    return table


def _pairs(measured: Measured) -> Table:
    people = measured.file.answers.contributors
    page = measured.pairs
    # Short heads leave room for the words.
    table = _table("Pairs of people: tasks in common, share answered alike, Cohen's kappa")
    table.add_column("people", style="bold")
    for name in ("common", "alike", "kappa", "95 % range"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("in words")
    for pair in page.pairs:
        table.add_row(
            escape(f"{people[pair.first]} / {people[pair.second]}"),
            f"{pair.n_common:,}",
            _percent(pair.n_alike / pair.n_common),
            _number(pair.kappa.value),
            # That of large samples: of a few tasks it would be a point.
            _range(pair.kappa) if pair.n_common >= words.FEWEST_IN_COMMON else "",
            words.pair_line(pair, _TEXTS),
        )
    table.caption = (
        f"The {len(page.pairs)} of {page.n_pairs:,} pairs of people with most tasks in common (--pairs N)."
    )
    if page.n_people < measured.found.n_contributors:
        table.caption += f" Among the {page.n_people:,} people with the most answers."
    return table


def _gold(gold: Gold, measured: Measured) -> Table:
    table = _table("Against gold")
    table.add_column("", style="bold")
    table.add_column("", justify="right")
    table.show_header = False
    table.add_row("Tasks with a known label and an answer", f"{gold.n_tasks:,}")
    table.add_row("Single answers that are right", _percent(gold.answers_right))
    table.add_row("Leading options that are right", _percent(gold.leading_right))
    for mistake in gold.mistakes[:_ROWS]:
        true, given = _name(measured, mistake.true), _name(measured, mistake.given)
        table.add_row(escape(f"  {true} mistaken for {given}"), _percent(mistake.share))
    return table


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", caption_justify="left")


def _name(measured: Measured, code: int) -> str:
    name = measured.label(code)
    return name if len(name) <= _NAME_WIDTH else name[: _NAME_WIDTH - 1] + "…"


def _number(value: float | None) -> str:
    # z: no -0.000.
    return "not defined" if value is None else f"{value:z.3f}"


def _range(figure: Statistic) -> str:
    return "" if figure.low is None or figure.high is None else f"{figure.low:z.3f} to {figure.high:z.3f}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"
