"""Everything that `askmany agreement` measured, and how it is written down as JSON."""

from dataclasses import dataclass

import numpy as np

from cli.tables.answer_file import AnswerFile
from crowd.aggregation.classical.majority import expected_accuracy
from crowd.agreement import Agreement, Confusion, OptionAgreement, PairAgreement, PairsPage, Statistic
from crowd.answers import AnswerCodes, IntArray
from handlers.projects import agreement as words
from handlers.texts import DEFAULT_LOCALE, texts_in

Json = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A true label that people took for another, and in which share of the answers to such tasks."""

    true: int
    given: int
    n_answers: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """How well answers agree with known labels.

    Attributes:
        n_tasks: Tasks with a known label and an answer.
        answers_right: Share of the answers to them that are right; None without such tasks.
        leading_right: Share of them whose leading option is right, ties at their expected value.
        mistakes: What was taken for what, most frequent first.
    """

    n_tasks: int
    answers_right: float | None
    leading_right: float | None
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A file of answers with all that was measured of it."""

    file: AnswerFile
    found: Agreement
    languages: tuple[tuple[str, Agreement], ...]
    pairs: PairsPage
    gold: Gold | None
    seed: int

    def label(self, code: int) -> str:
        """Return the name of an option."""
        return self.file.answers.labels[code]


def compare_gold(answers: AnswerCodes, gold: IntArray) -> Gold:
    """Compare answers with known labels, (n_tasks,) int, -1 where unknown."""
    true = gold[answers.task]
    rows = np.flatnonzero(true >= 0)
    if not rows.size:
        return Gold(n_tasks=0, answers_right=None, leading_right=None, mistakes=())
    true, given = true[rows], answers.label[rows]
    pairs, counts = np.unique(true * answers.n_labels + given, return_counts=True)
    totals = np.bincount(true, minlength=answers.n_labels)
    mistakes = [
        Mistake(true=was, given=taken, n_answers=int(count), share=float(count / totals[was]))
        for (was, taken), count in zip(
            (divmod(int(pair), answers.n_labels) for pair in pairs), counts, strict=True
        )
        if was != taken
    ]
    return Gold(
        n_tasks=int(np.unique(answers.task[rows]).size),
        answers_right=float((true == given).mean()),
        leading_right=expected_accuracy(answers, gold),
        mistakes=tuple(sorted(mistakes, key=lambda mistake: -mistake.n_answers)),
    )


def as_json(measured: Measured) -> Json:
    """Return every figure by name, as README describes it."""
    found, file = measured.found, measured.file
    tasks = file.answers.tasks
    written = {
        **_figures(found),
        "rows": file.n_rows,
        "replaced": file.n_replaced,
        "not_counted": file.n_not_counted,
        "seed": measured.seed,
        "bootstrap": found.n_resamples,
        "sentences": words.lines(found, measured.label, texts_in(DEFAULT_LOCALE)),
        "options": {measured.label(option.label): _option(option) for option in found.options},
        "confusions": [_confusion(pair, measured) for pair in found.confusions],
        "pairs": [_pair(pair, measured) for pair in measured.pairs.pairs],
        "per_task": {
            tasks[task]: {"answers": n_answers, "vote_share": share, "entropy": entropy}
            for task, n_answers, share, entropy in zip(
                found.tasks.task.tolist(),
                found.tasks.n_answers.tolist(),
                found.tasks.vote_share.tolist(),
                found.tasks.entropy.tolist(),
                strict=True,
            )
        },
    }
    if measured.languages:
        written["languages"] = {language: _figures(group) for language, group in measured.languages}
    if measured.gold is not None:
        written["gold"] = _gold(measured.gold, measured)
    return written


def _figures(found: Agreement) -> Json:
    return {
        "answers": found.n_answers,
        "people": found.n_contributors,
        "tasks": found.n_tasks,
        "tasks_with_two": found.n_paired,
        "options_used": found.n_options_used,
        "level": found.level.value,
        "alpha": _figure(found.alpha),
        "fleiss_kappa": _figure(found.fleiss_kappa),
        "gwet_ac1": _figure(found.gwet_ac1),
        "raw_agreement": _figure(found.raw_agreement),
        "vote_share": found.vote_share,
        "entropy": found.entropy,
    }


def _figure(figure: Statistic) -> Json:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "undefined": None if figure.undefined is None else figure.undefined.value,
    }


def _option(option: OptionAgreement) -> Json:
    return {"answers": option.n_answers, "repeated": option.repeated, "chance": option.chance}


def _confusion(pair: Confusion, measured: Measured) -> Json:
    return {
        "first": measured.label(pair.first),
        "second": measured.label(pair.second),
        "share": pair.share,
        "rate": pair.rate,
        "chance": pair.chance,
    }


def _pair(pair: PairAgreement, measured: Measured) -> Json:
    people = measured.file.answers.contributors
    return {
        "first": people[pair.first],
        "second": people[pair.second],
        "common": pair.n_common,
        "alike": pair.n_alike,
        "kappa": pair.kappa.value,
        "low": pair.kappa.low,
        "high": pair.kappa.high,
        "undefined": None if pair.kappa.undefined is None else pair.kappa.undefined.value,
    }


def _gold(gold: Gold, measured: Measured) -> Json:
    return {
        "tasks": gold.n_tasks,
        "answers_right": gold.answers_right,
        "leading_right": gold.leading_right,
        "mistakes": [
            {
                "true": measured.label(mistake.true),
                "given": measured.label(mistake.given),
                "answers": mistake.n_answers,
                "share": mistake.share,
            }
            for mistake in gold.mistakes[:100]
        ],
    }
