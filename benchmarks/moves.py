"""How long it takes to update a task with an answer: its posterior, its label and each author's credit.

    python -m benchmarks.moves

Processor time in microseconds per call of `move_task`, from all answers to a task; the minimum of several rounds over
400 tasks. "With what is missing" also computes how many more answers would reach a target, up to ten answers in all,
as the bot does while a task is open. There are 40 people, each with their own confusions.
"""

import sys
import time

import numpy as np

from crowd.aggregation.consensus import fit_question
from crowd.aggregation.online import (
    QuestionModel,
    TaskAnswer,
    matched_of,
    model_of,
    move_task,
    new_question,
)
from crowd.answers import AnswerCodes

_TASKS, _PEOPLE, _ROUNDS = 400, 40, 25
_MOST, _TARGET = 10, 0.95

#: Microseconds that updating a task may take.
BAR = 20.0


def main() -> int:
    """Print the table."""
    print(f"Processor microseconds to update a task (target: below {BAR:.0f})\n")
    print("| options | answers | before a fit | with what is missing | after a fit | with what is missing |")
    print("|---|---|---|---|---|---|")
    for n_labels in (2, 5):
        for n_answers in (3, 5):
            cells = []
            for model, tasks in _cases(planted(n_labels, n_answers)):
                cells += [_microseconds(tasks, model, most) for most in (0, _MOST - n_answers)]
            print(
                f"| {n_labels} | {n_answers} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |",
                flush=True,
            )
    return 0


def planted(n_labels: int, n_answers: int) -> AnswerCodes:
    """Answers from people who each mix up the labels in their own way."""
    rng = np.random.default_rng(1)
    confusion = rng.dirichlet(np.full(n_labels, 0.5), (_PEOPLE, n_labels))
    confusion = 0.3 * confusion + 0.7 * np.eye(n_labels)
    truth = rng.integers(0, n_labels, _TASKS)
    people = np.concatenate([np.sort(rng.permutation(_PEOPLE)[:n_answers]) for _ in range(_TASKS)])
    task = np.repeat(np.arange(_TASKS), n_answers)
    ends = confusion[people, truth[task]].cumsum(axis=1)
    label = np.minimum((rng.random((task.size, 1)) > ends).sum(axis=1), n_labels - 1)
    return AnswerCodes(
        task=task,
        contributor=people,
        label=label,
        n_tasks=_TASKS,
        n_contributors=_PEOPLE,
        n_labels=n_labels,
    )


def _cases(answers: AnswerCodes) -> list[tuple[QuestionModel, list[list[TaskAnswer]]]]:
    """The tasks as the bot stores them before and after the first fit."""
    fit = fit_question(answers)
    if fit.confusions.counts is None:
        raise ValueError(
            "the fit did not find the planted confusions, so the figures would be those of one coin"
        )
    fresh: list[list[TaskAnswer]] = [[] for _ in range(answers.n_tasks)]
    fitted: list[list[TaskAnswer]] = [[] for _ in range(answers.n_tasks)]
    columns = (answers.task, answers.contributor, answers.label)
    for task, person, label in zip(*(column.tolist() for column in columns), strict=True):
        right, answered = float(fit.right[person]), float(fit.confusions.answered[person])
        credit = float(fit.posterior[task, label])
        fresh[task].append(TaskAnswer(label=label, right=right, answered=answered, credit=credit))
        fitted[task].append(
            TaskAnswer(
                label=label,
                right=right,
                answered=answered,
                credit=credit,
                matched=matched_of(fit, person),
                belief=tuple(fit.confusions.belief[task].tolist()),
            )
        )
    return [(new_question(answers.n_labels), fresh), (model_of(fit), fitted)]


def _microseconds(tasks: list[list[TaskAnswer]], model: QuestionModel, most_more: int) -> float:
    # With a target that is always reached, there is nothing to compute.
    target = _TARGET if most_more else 1e-9
    rounds = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        for answers in tasks:
            move_task(answers, model, target=target, most_more=most_more)
        rounds.append(time.process_time() - begun)
    return 1e6 * min(rounds) / len(tasks)


if __name__ == "__main__":
    sys.exit(main())
