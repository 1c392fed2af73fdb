"""What `askmany simulate` reports where answers are labels."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rich.markup import escape
from rich.table import Table

from cli.replaying.ends import Ends
from crowd.answers import AnswerCodes, IntArray
from crowd.deciding.policy import CloseReason
from crowd.simulated.fixed_overlap import JUDGES, fewest_for
from crowd.simulated.simulation import Simulated

#: Bins of stated confidence, each a tenth wide.
_BINS = 10
#: Draws of a fixed number of answers, for what it is compared with.
_DRAWS = 5

#: What each way to decide over a fixed number of answers is called in the table.
_JUDGES_READ = {"majority": "a vote", "dawid_skene": "Dawid-Skene"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LabelReport:
    """The figures of one folder, means over its runs."""

    name: str
    ends: Ends
    order: str
    runs: int
    answers_per_task: float
    accuracy: float | None
    confidence: float
    accuracy_closed_by_target: float | None
    confidence_closed_by_target: float | None
    closed_by: dict[str, float]
    calibration: list[dict[str, float]]
    fixed_for_same: dict[str, int | None]

    def as_json(self) -> dict[str, object]:
        """The report as `--json` writes it."""
        return {
            "set": self.name,
            **self.ends.as_json(),
            "seeds": self.runs,
            "order": self.order,
            "answers_per_task": self.answers_per_task,
            "accuracy": self.accuracy,
            "confidence": self.confidence,
            "accuracy_closed_by_target": self.accuracy_closed_by_target,
            "confidence_closed_by_target": self.confidence_closed_by_target,
            "closed_by": self.closed_by,
            "calibration": self.calibration,
            "fixed_answers_for_same_accuracy": self.fixed_for_same,
        }

    def table(self) -> Table:
        """The report as it is printed."""
        table = Table(title=f"{escape(self.name)}: {self.ends.in_words()}")
        table.add_column("figure")
        table.add_column("value", justify="right")
        rows = [
            ("answers per task", f"{self.answers_per_task:.2f}"),
            ("right", _percent(self.accuracy)),
            ("stated confidence", _percent(self.confidence)),
            ("right, of those closed by target", _percent(self.accuracy_closed_by_target)),
            ("stated confidence of those", _percent(self.confidence_closed_by_target)),
            *((f"closed by {reason}", _percent(share)) for reason, share in self.closed_by.items()),
            *(
                (f"answers per task for {_JUDGES_READ[judge]} to be as right", self._fixed(answers))
                for judge, answers in self.fixed_for_same.items()
            ),
        ]
        for row in rows:
            table.add_row(*row)
        return table

    def _fixed(self, answers: int | None) -> str:
        if answers is None:
            return "-" if self.accuracy is None else "more than recorded"
        return str(answers)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def report_labels(
    name: str, ends: Ends, order: str, codes: AnswerCodes, gold: IntArray, runs: list[Simulated]
) -> LabelReport:
    """Report on simulated runs."""
    right = np.concatenate([run.value == gold for run in runs])
    known = np.tile(gold >= 0, len(runs)) & np.concatenate([run.value >= 0 for run in runs])
    confidence = np.concatenate([run.confidence for run in runs])
    reasons = [reason for run in runs for reason in run.reason]
    by_target = np.array([reason is CloseReason.TARGET for reason in reasons])
    counted = Counter(str(reason) if reason else "open" for reason in reasons)
    accuracy = _mean(right[known])
    return LabelReport(
        name=name,
        ends=ends,
        order=order,
        runs=len(runs),
        answers_per_task=float(np.mean([run.answers.mean() for run in runs])),
        accuracy=accuracy,
        confidence=float(confidence.mean()),
        accuracy_closed_by_target=_mean(right[known & by_target]),
        confidence_closed_by_target=_mean(confidence[known & by_target]),
        closed_by={reason: count / len(reasons) for reason, count in sorted(counted.items())},
        calibration=_calibration(confidence[known], right[known]),
        fixed_for_same={
            judge: None if accuracy is None else fewest_for(codes, gold, accuracy, right_by, draws=_DRAWS)
            for judge, right_by in JUDGES.items()
        },
    )


def _mean(values: NDArray[np.generic]) -> float | None:
    return float(values.mean()) if values.size else None


def _calibration(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> list[dict[str, float]]:
    """Stated confidence beside accuracy, for each tenth of confidence that occurs."""
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    return [
        {
            "from": number / _BINS,
            "to": (number + 1) / _BINS,
            "tasks": float((bins == number).mean()),
            "stated": float(confidence[bins == number].mean()),
            "right": float(right[bins == number].mean()),
        }
        for number in range(_BINS)
        if (bins == number).any()
    ]
