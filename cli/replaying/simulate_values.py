"""What `askmany simulate` reports where a form says what was asked: how right values are, and how far off."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rich.markup import escape
from rich.table import Table

from cli.replaying.values import Rightness, fewest_for, judge, judge_simple, read_rule
from crowd.answers import AnswerCodes
from crowd.deciding.policy import CloseReason
from crowd.kinds import Kind, Value
from crowd.kinds.question import Question
from crowd.simulated.simulation import Simulated

#: Draws of a fixed number of answers, for what it is compared with.
_DRAWS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ValueReport:
    """The figures of one folder, means over its runs.

    Attributes:
        name: Of the folder.
        ends: When asking stops, in words.
        written: The same, as `--json` writes it.
        order: Who comes when.
        runs: Number of runs.
        answers_per_task: Answers to each task.
        found: How right the values are.
        confidence: What is stated.
        closed: The same two, of the tasks that closed at their target.
        closed_confidence: What is stated for these.
        closed_by: Share of the tasks by the reason why they closed.
        kind: What was asked; its simple rule is what it is compared with.
        overlap: With about as many answers, the same for each task.
        simple: How right the rule is with these.
        fixed: With how many answers it would be as right.
    """

    name: str
    ends: str
    written: dict[str, object]
    order: str
    runs: int
    answers_per_task: float
    found: Rightness
    confidence: float
    closed: Rightness
    closed_confidence: float | None
    closed_by: dict[str, float]
    kind: Kind
    overlap: int
    simple: Rightness
    fixed: int | None

    def as_json(self) -> dict[str, object]:
        """The report as `--json` writes it."""
        return {
            "set": self.name,
            **self.written,
            "seeds": self.runs,
            "order": self.order,
            "answers_per_task": self.answers_per_task,
            "accuracy": self.found.right,
            "median_error": self.found.error,
            "confidence": self.confidence,
            "accuracy_closed_by_target": self.closed.right,
            "confidence_closed_by_target": self.closed_confidence,
            "closed_by": self.closed_by,
            "simple": {
                "rule": self.kind.simple_rule,
                "answers": self.overlap,
                "accuracy": self.simple.right,
                "median_error": self.simple.error,
            },
            "fixed_answers_for_same_accuracy": {self.kind.simple_rule: self.fixed},
        }

    def table(self) -> Table:
        """The report as it is printed."""
        table = Table(title=f"{escape(self.name)}: {self.ends}")
        table.add_column("figure")
        table.add_column("value", justify="right")
        rule = read_rule(self.kind)
        rows = [
            ("answers per task", f"{self.answers_per_task:.2f}"),
            ("right", _percent(self.found.right)),
            ("stated confidence", _percent(self.confidence)),
            ("median error", _error(self.found.error)),
            ("right, of those closed by target", _percent(self.closed.right)),
            ("stated confidence of those", _percent(self.closed_confidence)),
            *((f"closed by {reason}", _percent(share)) for reason, share in self.closed_by.items()),
            (f"right, by {rule} of {self.overlap} answers per task", _percent(self.simple.right)),
            ("median error of it", _error(self.simple.error)),
            (f"answers per task for {rule} to be as right", self._fixed()),
        ]
        for row in rows:
            table.add_row(*row)
        return table

    def _fixed(self) -> str:
        if self.fixed is None:
            return "-" if self.found.right is None else "more than recorded"
        return str(self.fixed)


def report_values(
    question: Question,
    codes: AnswerCodes,
    values: Sequence[Value],
    truths: Sequence[Value],
    runs: Sequence[Simulated],
    *,
    name: str,
    ends: str,
    written: dict[str, object],
    order: str,
) -> ValueReport:
    """Report on simulated runs.

    Args:
        question: What was asked.
        codes: The recorded answers; a label stands for a value.
        values: The values of labels.
        truths: The truth of each task; None where it is not known.
        runs: The runs.
        name: Of the folder.
        ends: When asking stops, in words.
        written: The same, as `--json` writes it.
        order: Who comes when.
    """
    found, confidence, closed, closed_confidence = [], [], [], []
    for run in runs:
        for value, truth, stated, reason in zip(
            run.value.tolist(), truths, run.confidence.tolist(), run.reason, strict=True
        ):
            confidence.append(stated)
            if value is None or truth is None:
                continue
            found.append((value, truth))
            if reason is CloseReason.TARGET:
                closed.append((value, truth))
                closed_confidence.append(stated)
    per_task = float(np.mean([run.answers.mean() for run in runs]))
    overlap = max(math.ceil(per_task), 1)
    rightness = judge(question, found)
    reasons = Counter(str(reason) if reason else "open" for run in runs for reason in run.reason)
    return ValueReport(
        name=name,
        ends=ends,
        written=written,
        order=order,
        runs=len(runs),
        answers_per_task=per_task,
        found=rightness,
        confidence=float(np.mean(confidence)),
        closed=judge(question, closed),
        closed_confidence=float(np.mean(closed_confidence)) if closed_confidence else None,
        closed_by={reason: count / reasons.total() for reason, count in sorted(reasons.items())},
        kind=question.kind,
        overlap=overlap,
        simple=judge_simple(question, codes, values, truths, overlap, draws=_DRAWS),
        fixed=None
        if rightness.right is None
        else fewest_for(question, codes, values, truths, rightness.right, draws=_DRAWS),
    )


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def _error(error: float | None) -> str:
    return "-" if error is None else f"{error:.4g}"
