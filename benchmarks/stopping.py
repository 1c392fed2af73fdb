"""How many answers a task needs: recorded answers, asked for again by the very rules of the bot, no Telegram.

    python -m benchmarks.stopping playground/datasets/rte --target 0.95 --min 3 --max 10

People come in a seeded order, at most --at-once at a time, and take the next task offered to them among those
they have a recorded answer for; an answer arrives some steps after the offer. Gold serves only to measure.
"""

import argparse
import csv
import heapq
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from crowd.aggregation.majority import expected_accuracy
from crowd.aggregation.one_coin import fit_one_coin
from crowd.aggregation.online import TaskAnswer, move_task
from crowd.answers import AnswerCodes, IntArray, code_answers
from crowd.policy import CloseReason, StopRule, offers_wanted, refit_due, task_level, why_close
from crowd.skill import DEFAULT_PRIOR

#: An offer is answered this many steps after it was made: people differ in speed.
_STEPS = (1, 6)


def read_set(folder: Path) -> tuple[AnswerCodes, IntArray]:
    """The recorded answers of a folder, and the true label code of each task (-1 where unknown)."""
    with (folder / "answers.tsv").open(encoding="utf-8", newline="") as file:
        rows = [(row["task"], row["worker"], row["label"]) for row in csv.DictReader(file, delimiter="\t")]
    with (folder / "gold.tsv").open(encoding="utf-8", newline="") as file:
        gold = {row["task"]: row["label"] for row in csv.DictReader(file, delimiter="\t")}
    coded = code_answers(rows, labels=sorted({*gold.values(), *(label for _, _, label in rows)}))
    codes = {label: code for code, label in enumerate(coded.labels)}
    return coded.codes, np.array([codes[gold[task]] if task in gold else -1 for task in coded.tasks])


@dataclass(slots=True)
class Task:
    """A task as the bot would keep it."""

    posterior: Sequence[float]
    n_may_answer: int
    label: int = 0
    confidence: float = 0.0
    in_flight: int = 0
    answers: dict[int, tuple[int, float | None]] = field(default_factory=dict)  # contributor -> label, credit
    closed: CloseReason | None = None


class Replay:
    """One run over a set with one seed."""

    def __init__(self, recorded: AnswerCodes, rule: StopRule, *, seed: int, at_once: int) -> None:
        self.recorded, self.rule, self.at_once = recorded, rule, at_once
        self.rng = random.Random(seed)
        self.prior = DEFAULT_PRIOR
        uniform = (1.0 / recorded.n_labels,) * recorded.n_labels
        asked = np.bincount(recorded.task, minlength=recorded.n_tasks).tolist()
        self.tasks = [Task(posterior=uniform, n_may_answer=count) for count in asked]
        self.todo: list[dict[int, int]] = [{} for _ in range(recorded.n_contributors)]
        columns = (recorded.task, recorded.contributor, recorded.label)
        for task, person, label in zip(*(column.tolist() for column in columns), strict=True):
            self.todo[person][task] = label
        self.right, self.answered = [0.0] * recorded.n_contributors, [0] * recorded.n_contributors
        self.n_answers = self.n_fitted = self.n_late = 0

    def run(self) -> None:
        """Lets everybody come, answer and go until nobody has anything left to do."""
        coming = list(range(self.recorded.n_contributors))
        self.rng.shuffle(coming)
        waiting: list[int] = []
        arriving: list[tuple[int, int, int, int]] = []  # step, person, task, label
        step = 0
        while coming or waiting or arriving:
            while coming and len(waiting) + len(arriving) < self.at_once:
                waiting.append(coming.pop())
            self.rng.shuffle(waiting)
            waiting = [one for one in waiting if not self.offer(one, step, arriving) and self.todo[one]]
            step += 1
            while arriving and arriving[0][0] <= step:
                _, person, task, label = heapq.heappop(arriving)
                self.take(person, self.tasks[task], label)
                waiting.append(person)

    def offer(self, person: int, step: int, arriving: list[tuple[int, int, int, int]]) -> bool:
        """Offers a person the best task they can answer; False when there is none for now."""
        mine = self.todo[person]
        for number in [number for number in mine if self.tasks[number].closed]:
            del mine[number]
        open_to = [number for number in mine if self.wants(self.tasks[number])]
        best = min(open_to, key=lambda n: (task_level(len(self.tasks[n].answers)), n), default=None)
        if best is None:
            return False
        task = self.tasks[best]
        task.in_flight += 1
        task.n_may_answer -= 1
        heapq.heappush(arriving, (step + self.rng.randint(*_STEPS), person, best, mine.pop(best)))
        return True

    def wants(self, task: Task) -> bool:
        """Whether a task may have one more offer."""
        given, flying, prior = len(task.answers), task.in_flight, self.prior
        return (
            offers_wanted(self.rule, posterior=task.posterior, n_answers=given, in_flight=flying, prior=prior)
            > 0
        )

    def take(self, person: int, task: Task, label: int) -> None:
        """Counts an answer, moves its task, and refits if due."""
        task.in_flight -= 1
        if task.closed:
            self.n_late += 1
            return
        task.answers[person] = (label, None)
        self.move(task)
        self.n_answers += 1
        if refit_due(n_answers=self.n_answers, n_fitted=self.n_fitted):
            self.refit()

    def move(self, task: Task) -> None:
        """Moves a task and the totals of the people who answered it, and closes it if due."""
        given = [
            TaskAnswer(label=label, right=self.right[person], answered=self.answered[person], credit=credit)
            for person, (label, credit) in task.answers.items()
        ]
        move = move_task(given, n_labels=self.recorded.n_labels, prior=self.prior)
        for (person, (label, old)), credit in zip(list(task.answers.items()), move.credits, strict=True):
            self.right[person] += credit - (old or 0.0)
            self.answered[person] += old is None
            task.answers[person] = (label, credit)
        task.posterior, task.label, task.confidence = move.posterior, move.label, move.confidence
        self.close_if_due(task)

    def refit(self) -> None:
        """Fits all answers so far, and takes over skills, credits, and what open tasks look like now."""
        triples = [
            (number, person, label)
            for number, task in enumerate(self.tasks)
            for person, (label, _) in task.answers.items()
        ]
        task_codes, people, labels = np.array(triples, dtype=np.int64).T
        fit = fit_one_coin(replace(self.recorded, task=task_codes, contributor=people, label=labels))
        self.prior, self.right, self.n_fitted = fit.prior, fit.right.tolist(), self.n_answers
        for (number, person, label), credit in zip(triples, fit.credit.tolist(), strict=True):
            self.tasks[number].answers[person] = (label, credit)
        for number, task in enumerate(self.tasks):
            if task.answers and not task.closed:
                task.posterior = fit.posterior[number].tolist()
                task.label, task.confidence = int(fit.label[number]), float(fit.confidence[number])
                self.close_if_due(task)

    def close_if_due(self, task: Task) -> None:
        """Closes a task if the rule says so."""
        given, flying, left = len(task.answers), task.in_flight, task.n_may_answer
        task.closed = why_close(
            self.rule, confidence=task.confidence, n_answers=given, n_may_answer=left, in_flight=flying
        )

    def figures(self, gold: IntArray) -> tuple[float, float, float, float, float]:
        """Answers a task, accuracy, stated confidence, accuracy of closed by target, late answers a task."""
        known = [(task, true) for task, true in zip(self.tasks, gold.tolist(), strict=True) if true >= 0]
        hits, stated = [task.label == true for task, true in known], [task.confidence for task, _ in known]
        certain = [task.label == true for task, true in known if task.closed is CloseReason.TARGET]
        accuracy, confidence = np.mean(hits).item(), np.mean(stated).item()
        by_target = float(np.mean(certain)) if certain else float("nan")
        n_tasks = len(self.tasks)
        return self.n_answers / n_tasks, accuracy, confidence, by_target, self.n_late / n_tasks


def main() -> None:
    parser = argparse.ArgumentParser(description="Replay recorded answers by the rules of the bot.")
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--target", type=float, default=0.95)
    for name, default in (("--min", 3), ("--max", 10), ("--seeds", 5), ("--at-once", 32)):
        parser.add_argument(name, type=int, default=default)
    options = parser.parse_args()
    rule = StopRule(target=options.target, min_answers=options.min, max_answers=options.max)
    print("set            answers  accuracy  stated  by target  late    MVx   closed by")
    for folder in options.folder:
        recorded, gold = read_set(folder)
        runs = [Replay(recorded, rule, seed=seed, at_once=options.at_once) for seed in range(options.seeds)]
        for run in runs:
            run.run()
        cost, accuracy, stated, by_target, late = np.mean([run.figures(gold) for run in runs], axis=0)
        closed = Counter(str(task.closed or "open") for run in runs for task in run.tasks)
        reasons = ", ".join(f"{reason} {count / len(runs):.0f}" for reason, count in closed.most_common())
        print(
            f"{folder.name:<14} {cost:>7.2f} {accuracy:>9.3f} {stated:>7.3f} {by_target:>10.3f} {late:>5.2f} "
            f"{expected_accuracy(recorded, gold):>6.3f}   {reasons}",
        )


if __name__ == "__main__":
    main()
