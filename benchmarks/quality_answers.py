"""Makes any number of answers: five options, five answers per task, a hundred answers per person."""

import numpy as np

from crowd.answers import AnswerCodes

N_LABELS, A_TASK, A_PERSON = 5, 5, 100


def make_answers(n_answers: int, rng: np.random.Generator) -> AnswerCodes:
    """Make answers by people who are right 40 to 95 times in a hundred, with mistakes spread evenly.

    Args:
        n_answers: A multiple of 5, at least 2,500.
        rng: Random generator.

    Returns:
        The answers, by task, then person.
    """
    n_tasks, n_people = n_answers // A_TASK, n_answers // A_PERSON
    skill = rng.uniform(0.4, 0.95, n_people)
    truth = rng.integers(0, N_LABELS, n_tasks)
    task = np.repeat(np.arange(n_tasks), A_TASK)
    # The people of a task are a fixed step apart on a circle, so that all five are different.
    first = rng.integers(0, n_people, n_tasks)
    step = rng.integers(1, n_people // A_TASK, n_tasks)
    person = ((first[:, np.newaxis] + step[:, np.newaxis] * np.arange(A_TASK)) % n_people).ravel()
    person = np.sort(person.reshape(n_tasks, A_TASK), axis=1).ravel()
    mistake = (truth[task] + rng.integers(1, N_LABELS, task.size)) % N_LABELS
    label = np.where(rng.random(task.size) < skill[person], truth[task], mistake)
    return AnswerCodes(
        task=task,
        contributor=person,
        label=label,
        n_tasks=n_tasks,
        n_contributors=n_people,
        n_labels=N_LABELS,
    )
