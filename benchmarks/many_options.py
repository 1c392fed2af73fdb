"""How long each method takes when people choose among thousands of options, and which methods refuse.

    python -m benchmarks.many_options [--tasks 5000] [--options 5000] [--people 50]

Five answers per task, right 40 to 95 times in a hundred, with mistakes spread evenly over all options. Seconds are
processor time for a whole call. The table also shows how many labels are right (no method gets any gold), and the most
memory the process has used so far.
"""

import argparse
import resource
import sys
import time

import numpy as np

from crowd.aggregation.methods import METHODS
from crowd.answers import AnswerCodes

_ANSWERS = 5


def main() -> int:
    """Print a row per method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tasks", type=int, default=5_000)
    parser.add_argument("--options", type=int, default=5_000)
    parser.add_argument("--people", type=int, default=50, help=f"at least {_ANSWERS}")
    args = parser.parse_args()
    if min(args.tasks, args.options - 1) < 1 or args.people < _ANSWERS:
        parser.error(f"there must be at least one task, two options and {_ANSWERS} people")
    answers, truth = _planted(args.tasks, args.people, args.options)
    print("| method | seconds | right | megabytes so far |\n|---|---|---|---|")
    for name, find in METHODS.items():
        begun = time.process_time()
        try:
            found = find(answers, None)
        except ValueError as refusal:
            print(f"| {name} | refused: {refusal} | - | - |", flush=True)
            continue
        seconds = time.process_time() - begun
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"| {name} | {seconds:.1f} | {100 * (found.label == truth).mean():.1f} % | {most:,.0f} |",
            flush=True,
        )
    return 0


def _planted(n_tasks: int, n_people: int, n_labels: int) -> tuple[AnswerCodes, np.ndarray]:
    """The answers, and the true labels."""
    rng = np.random.default_rng(1)
    truth, skill = rng.integers(0, n_labels, n_tasks), rng.uniform(0.4, 0.95, n_people)
    task = np.repeat(np.arange(n_tasks), _ANSWERS)
    person = np.concatenate([np.sort(rng.permutation(n_people)[:_ANSWERS]) for _ in range(n_tasks)])
    mistake = (truth[task] + rng.integers(1, n_labels, task.size)) % n_labels
    label = np.where(rng.random(task.size) < skill[person], truth[task], mistake)
    answers = AnswerCodes(
        task=task,
        contributor=person,
        label=label,
        n_tasks=n_tasks,
        n_contributors=n_people,
        n_labels=n_labels,
    )
    return answers, truth


if __name__ == "__main__":
    sys.exit(main())
