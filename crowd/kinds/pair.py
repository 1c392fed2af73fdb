"""Which of two items is better: each task has two, in two columns, and an answer names the better one, or neither."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from crowd.aggregation.consensus import METHOD, VERSION
from crowd.aggregation.orders.davidson import FIRST, SECOND, TIE
from crowd.aggregation.orders.standings import Compared, rank_items
from crowd.agreement import NamedAgreement, measure_agreement
from crowd.answers import code_answers
from crowd.deciding.policy import StopRule, tally_votes
from crowd.errors import InvalidInput, ValueRefused
from crowd.kinds.fitting import Fit, FitInput
from crowd.kinds.items import Seen, items_in, read_columns, see
from crowd.kinds.kind import Imagined, Sheet, Verdict, WeighedAnswer
from crowd.kinds.labels import choose_leading, fit_labels, move_labels
from crowd.typed.names import look_of, tidy_name
from crowd.typed.nothing import writes_none
from crowd.typed.options import MAX_OPTION, MAX_OPTIONS, split_options

#: Under which the dialogue asks for the two columns, and for what people say if neither item is better.
COLUMNS, TIES = "PAIR_COLUMNS", "PAIR_TIES"

#: The codes of answers: the item of the first column is better, or that of the second. A tie and "both are bad" follow,
#: as far as people may say so.
ONE, OTHER = 0, 1
#: How likely known answers that name one of two items are about pairs, and how likely any others are.
_LIKELY, _UNLIKELY = 0.8, 0.05
#: The most pairs of columns that are suggested.
_SUGGESTED = 6
#: How much of a refused text is shown.
_SHOWN = 40
#: What people type, by its look: without spaces, in small letters.
_LEFT = re.compile("(?:the)?left(?:one|side)?|(?:a?laizquierda|izquierda)")
_RIGHT = re.compile("(?:the)?right(?:one|side)?|(?:a?laderecha|derecha)")
_TIE = re.compile("(?:a)?tie|draw|(?:the)?same|equal|empate|igual(?:es)?")
_BAD = re.compile(
    "(?:both)?(?:are)?bad|neither|ambos(?:son)?mal(?:os)?|(?:lasdos|losdos)?(?:son)?mal[ao]s|ningun[ao]"
)
_NO = re.compile("no(?:,.*)?")
#: What stands in a file for the item of the first or of the second column. A file has no sides: left is the first.
_ONE = re.compile(f"{_LEFT.pattern}|first|1|primer[ao]")
_OTHER = re.compile(f"{_RIGHT.pattern}|second|2|segund[ao]")
#: What means anything without knowing the items.
_PLAIN = (_ONE, _OTHER, _TIE, _BAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """How a question is set up.

    Attributes:
        columns: The two columns of the file that hold the items; none before they were asked.
        tie: What people say if both are as good; empty if they may not, None before that was asked.
        bad: What they say if both are bad; empty if they may not.
        seen: The task, where the question is asked of one; it is not stored.
    """

    columns: tuple[str, ...] = ()
    tie: str | None = None
    bad: str = ""
    seen: Seen | None = None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What answers are called, by their codes."""
        return (*(self.columns or ("1", "2")), *filter(None, (self.tie, self.bad)))

    @property
    def tie_code(self) -> int | None:
        """The code of a tie; None if people may not say so."""
        return 2 if self.tie else None

    @property
    def bad_code(self) -> int | None:
        """The code of "both are bad"; None if people may not say so."""
        return 2 + bool(self.tie) if self.bad else None

    @property
    def sides(self) -> tuple[int, int]:
        """The codes of the items that stand left and right."""
        return (self.seen.order[0], self.seen.order[1]) if self.seen and self.seen.order else (ONE, OTHER)


@lru_cache(maxsize=1024)
def _read_config(text: str) -> Sides:
    stored = json.loads(text)
    return Sides(columns=tuple(stored.get("columns", ())), tie=stored.get("tie"), bad=stored.get("bad", ""))


class Pair:
    """The kind. An answer is the code of what it says, wherever the items stood. The default model judges it."""

    name = "pair"
    has_codes = True
    labels_are_options = False
    simple_rule = "most_frequent"
    method = (METHOD, VERSION)
    steps = (COLUMNS, TIES)
    columns = ("better", "item", "tie_share", "bad_share")

    def of_task(self, config: Sides, content: Mapping[str, str], *, task: int, person: int) -> Sides:
        """Return the same with the two items of a task, and on which side each stands."""
        return replace(config, seen=see(config.columns, content, task=task, person=person))

    def read_config(self, text: str) -> Sides:
        """Read how a question is set up."""
        return _read_config(text)

    def write_config(self, config: Sides) -> str:
        """Write how a question is set up."""
        stored = {"columns": list(config.columns), "tie": config.tie, "bad": config.bad}
        return json.dumps(stored, ensure_ascii=False)

    def configure(self, config: Sides, step: str, text: str) -> Sides:
        """Take the two columns, or the words for neither, as they were typed."""
        if step == COLUMNS:
            columns = read_columns(text, config.seen, fewest=2, most=2)
            return Sides(columns=columns, tie=config.tie, bad=config.bad)
        tie, bad = _read_ties(text, config)
        return Sides(columns=config.columns, tie=tie, bad=bad)

    def suggest(self, config: Sides, step: str, gold: Sequence[str], presets: Sequence[str]) -> list[str]:  # noqa: ARG002 - known answers say nothing about either
        """Suggest what is set already, pairs of columns, those side by side first, and usual words."""
        if step == TIES:
            now = [f"{config.tie or '-'}\n{config.bad}" if config.bad else config.tie or ""]
            return list(dict.fromkeys([*filter(None, now), *presets]))
        names = config.seen.columns if config.seen else ()
        places = sorted(combinations(range(len(names)), 2), key=lambda two: (two[1] - two[0], -two[0]))
        pairs = [config.columns, *((names[one], names[other]) for one, other in places[:_SUGGESTED])]
        return list(dict.fromkeys("\n".join(pair) for pair in pairs if pair))

    def suits(self, gold: Sequence[str]) -> float:
        """Suit known answers that say first or second, above all; a few others may be the texts of items."""
        if not gold or any(len(text) > MAX_OPTION for text in gold):
            return 0.0
        looks = {look_of(text) for text in gold}
        if all(any(word.fullmatch(look) for word in _PLAIN) for look in looks):
            return _LIKELY
        return _UNLIKELY if len(gold) <= MAX_OPTIONS else 0.0

    def check(self, raw: object, config: Sides) -> int:
        """Check the code of what an answer says."""
        if not isinstance(raw, int) or isinstance(raw, bool) or not 0 <= raw < len(config.outcomes):
            raise InvalidInput
        return raw

    def read(self, text: str, config: Sides) -> int | None:
        """Read a side, the number of a button, the words for neither, or the text of an item."""
        look = look_of(text).removeprefix("/")
        left, right = config.sides
        if _LEFT.fullmatch(look):
            return left
        if _RIGHT.fullmatch(look):
            return right
        buttons: list[int] = [left, right, *range(2, len(config.outcomes))]
        if (item := _item_like(look, config)) is not None:
            return item
        if look.isdecimal() and 1 <= int(look[:4]) <= len(buttons):
            return buttons[int(look) - 1]
        return _neither(look, config)

    def read_cell(self, text: str, config: Sides) -> int | None:
        """Read the text of an item, first or second, the name of a column, or the words for neither.

        Before these were asked, anything may be one of them.
        """
        look = look_of(text)
        if (item := _item_like(look, config)) is not None:
            return item
        for code, name in enumerate(config.columns):
            if look == look_of(name):
                return code
        if _ONE.fullmatch(look):
            return ONE
        if _OTHER.fullmatch(look):
            return OTHER
        return 2 if config.tie is None else _neither(look, config)

    def write(self, value: int, config: Sides) -> str:
        """Write the text of the better item, or the words for neither."""
        item = config.seen.items[value] if config.seen and value < len(config.seen.items) else ""
        return item or config.outcomes[value]

    def write_cell(self, value: int, config: Sides) -> str:
        """Write the name of the column of the better item, or the words for neither."""
        return config.outcomes[value]

    def cells(self, value: int, numbers: Mapping[str, Any], config: Sides) -> tuple[str, ...]:
        """Return the column of the better item, the item itself, and the shares of answers for neither."""
        item = config.seen.items[value] if config.seen and value < len(config.seen.items) else ""
        votes = numbers.get("votes", ())
        shares = [
            f"{votes[code] / sum(votes):.4f}" if code is not None and any(votes) else ""
            for code in (config.tie_code, config.bad_code)
        ]
        return (self.write_cell(value, config), item, *shares)

    def options(self, config: Sides) -> tuple[str, ...]:
        """Return what answers say."""
        return config.outcomes

    def n_choices(self, config: Sides) -> int:
        """Return how many different answers there are."""
        return len(config.outcomes)

    def imagined(self, config: Sides) -> Imagined:
        """Imagine what can be said of two items as options."""
        return Imagined(n_labels=len(config.outcomes))

    def most_sure(self, config: Sides) -> float:  # noqa: ARG002 - other kinds look at it
        """Return 1: there is no limit."""
        return 1.0

    def is_alike(self, one: int, other: int, config: Sides) -> bool:  # noqa: ARG002 - other kinds look at it
        """Whether both say the same."""
        return one == other

    def distance(self, one: int, other: int, config: Sides) -> None:
        """Return no distance: there is nothing between two answers."""

    def doubt(self, value: int, config: Sides, model: str | None) -> None:
        """Doubt no answer: nobody mistypes a tap."""

    def decide(
        self,
        answers: Sequence[WeighedAnswer],
        config: Sides,
        model: str | None,
        *,
        rule: StopRule,
        known: int | None = None,
    ) -> Verdict:
        """Decide a task by the posterior of each thing that an answer can say."""
        move, numbers = move_labels(answers, model, n_labels=len(config.outcomes), rule=rule, known=known)
        said = [answer.value for answer in answers]
        return Verdict(
            value=move.label if answers else None,
            confidence=move.confidence if answers else 0.0,
            credits=move.credits,
            vote_share=move.vote_share,
            agreeing_needed=move.agreeing_needed,
            within_reach=move.within_reach,
            tally=tally_votes(rule, said, move.label),
            numbers={**numbers, "votes": [said.count(code) for code in range(len(config.outcomes))]},
        )

    def decide_simply(self, values: Sequence[int], config: Sides) -> int:  # noqa: ARG002 - other kinds look at it
        """Take what most answers say."""
        ((code, _),) = Counter(values).most_common(1)
        return code

    def measure(
        self, answers: Sequence[tuple[int, int, int]], config: Sides, *, rng: np.random.Generator
    ) -> NamedAgreement:
        """Measure agreement on what answers say, which is the same or not."""
        coded = code_answers(answers, labels=range(len(config.outcomes)))
        return NamedAgreement(found=measure_agreement(coded.codes, rng=rng), names=config.outcomes)

    def fit(self, data: FitInput, config: Sides) -> Fit:
        """Fit the default model to all answers."""
        return fit_labels(data, n_labels=len(config.outcomes), choose=choose_leading)

    @property
    def sheet(self) -> Sheet:
        """The ranking of all items of a project."""
        return _RANKING


def _item_like(look: str, config: Sides) -> int | None:
    """Return the code of the item that looks like a text; None for neither, or if both do."""
    found = [
        code for code, item in enumerate(config.seen.items if config.seen else ()) if look_of(item) == look
    ]
    return found[0] if len(found) == 1 and look else None


def _neither(look: str, config: Sides) -> int | None:
    """Return the code of what somebody means who prefers neither; None if they may not, or mean something else."""
    if config.tie and (look == look_of(config.tie) or (_TIE.fullmatch(look) and look != look_of(config.bad))):
        return config.tie_code
    return config.bad_code if config.bad and (look == look_of(config.bad) or _BAD.fullmatch(look)) else None


def _says_no(text: str) -> bool:
    return writes_none(text) or _NO.fullmatch(look_of(text)) is not None


def _read_ties(text: str, config: Sides) -> tuple[str, str]:
    """Return the words for a tie and for "both are bad"; empty for what people may not say.

    Raises:
        ValueRefused: There are more than two, one is too long or means an item, or both look alike.
    """
    typed = (text,) if _says_no(text) else split_options(text)
    words = ["" if _says_no(name) else tidy_name(name) for name in typed]
    if not 1 <= len(words) <= 2 or not all(tidy_name(name) for name in typed):
        raise ValueRefused("ties-unclear", {"found": text.strip()[:_SHOWN]})
    tie, bad = (*words, "")[:2]
    for name in filter(None, (tie, bad)):
        if len(name) > MAX_OPTION:
            raise ValueRefused("option-too-long", {"option": name[:MAX_OPTION], "most": MAX_OPTION})
        look = look_of(name)
        if _ONE.fullmatch(look) or _OTHER.fullmatch(look) or look in map(look_of, config.columns):
            raise ValueRefused("ties-mean-item", {"found": name[:_SHOWN]})
    if tie and look_of(tie) == look_of(bad):
        raise ValueRefused("option-twice", {"option": tie})
    return tie, bad


def _compare(answers: Iterable[tuple[Mapping[str, str], int]], config: Sides) -> Iterator[Compared]:
    for content, value in answers:
        one, other = items_in(config.columns, content)
        if one and other and one != other:
            is_bad = value == config.bad_code
            outcome = (FIRST, SECOND)[value] if value <= OTHER else TIE
            yield Compared(first=one, second=other, outcome=outcome, is_bad=is_bad)


def _rank(
    answers: Iterable[tuple[Mapping[str, str], int]], config: Sides
) -> list[tuple[str | int | float, ...]]:
    return [
        (
            one.place,
            one.item,
            round(one.score, 4),
            round(one.low, 4),
            round(one.high, 4),
            one.wins,
            one.losses,
            one.ties,
            one.both_bad,
        )
        for one in rank_items(_compare(answers, config))
    ]


_RANKING = Sheet(
    name="ranking",
    header=("place", "item", "score", "low", "high", "wins", "losses", "ties", "both_bad"),
    write=_rank,
)
