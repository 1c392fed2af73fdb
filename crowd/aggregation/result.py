"""What every method returns: a label and a posterior for each task, and a skill with its range for each person."""

import hashlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crowd.answers import AnswerCodes, FloatArray, IntArray, check_table, pair_codes
from crowd.deciding.skill import DEFAULT_PRIOR, SkillPrior

#: Labels whose probabilities differ by less than this share are tied: adding in a different order rounds differently.
TIE_TOLERANCE = 1e-9

#: Cells of a posterior to look through at a time, so that a large one does not need a copy.
_CELLS = 1 << 14

#: From this many numbers on, NumPy does not add up a row from left to right.
_UNROLLED = 8

#: Codes to shorten and hash at a time.
_HASHED = 1 << 16

#: Up to this many labels, columns are processed one by one.
_FEW_LABELS = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skills:
    """How able each contributor is: the probability that an answer of theirs is the true label.

    Attributes:
        mean: The estimate, (n_contributors,), 0 to 1; that of the prior for somebody without answers.
        low: Lower end of the central 95 % range, (n_contributors,).
        high: Upper end of that range, (n_contributors,).
        answered: Number of answers it is based on, (n_contributors,) int.
    """

    mean: FloatArray
    low: FloatArray
    high: FloatArray
    answered: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Consensus:
    """One label per task, and how it was found.

    Attributes:
        posterior: Probability of each label of each task, (n_tasks, n_labels), rows sum to 1; uniform without
            answers. Plain and weighted votes give shares here, which are not probabilities of being right.
        label: The leading label, (n_tasks,) int: in a tie, the one with the most votes, then the lowest code;
            0 without answers.
        confidence: Its probability, (n_tasks,).
        skills: How able each contributor is.
        converged: Whether the method converged within its iterations; True for a method without iterations.
        n_iter: Number of iterations; 0 for a method without iterations.
        objective: What the method maximises, after each iteration, (n_iter,); it never falls. Empty for a method
            without an objective.
        method: Name of the method.
        version: Version of the method; increases whenever the same input could give a different result.
        seed: Seed of the random numbers used; None for a method that uses none.
        input_hash: SHA-256 of answers and gold, whatever the order of the rows, as hexadecimal text.
    """

    posterior: FloatArray
    label: NDArray[np.int64]
    confidence: FloatArray
    skills: Skills
    converged: bool
    n_iter: int
    objective: FloatArray
    method: str
    version: int
    seed: int | None
    input_hash: str


def in_order(answers: AnswerCodes) -> AnswerCodes:
    """Sort answers by task, then contributor, so that no sum depends on the order of the rows.

    Args:
        answers: Answers in any order.

    Returns:
        The answers themselves if they are already in that order, else a sorted copy.

    Raises:
        ValueError: There are too many tasks and options for a result to fit in memory: see `check_table`.
    """
    check_table(answers)
    if answers.is_in_order():
        return answers
    order = np.argsort(answers.pair, kind="stable")
    code = _narrowest(answers)
    return AnswerCodes(
        task=answers.task[order].astype(code, copy=False),
        contributor=answers.contributor[order].astype(code, copy=False),
        label=answers.label[order].astype(code, copy=False),
        n_tasks=answers.n_tasks,
        n_contributors=answers.n_contributors,
        n_labels=answers.n_labels,
    )


def _narrowest(answers: AnswerCodes) -> type[np.int32] | type[np.int64]:
    """The shorter integer that all codes fit into."""
    most = max(answers.n_tasks, answers.n_contributors, answers.n_labels)
    return np.int32 if most <= np.iinfo(np.int32).max else np.int64


def hash_input(answers: AnswerCodes, gold: IntArray | None) -> str:
    """A fingerprint of answers (as `in_order` gives them) and gold: equal inputs have equal fingerprints."""
    digest = hashlib.sha256()
    counts = (answers.n_tasks, answers.n_contributors, answers.n_labels)
    digest.update(np.array(counts, dtype="<i8").tobytes())
    for codes, count in zip((answers.task, answers.contributor, answers.label), counts, strict=True):
        # Use as few bytes as the codes need, so that there is less to hash.
        short = np.min_scalar_type(count).newbyteorder("<")
        for start in range(0, codes.size, _HASHED):
            digest.update(np.ascontiguousarray(codes[start : start + _HASHED], dtype=short).data)
    if gold is not None:
        digest.update(np.ascontiguousarray(gold, dtype="<i8").data)
    return digest.hexdigest()


def leading_label(posterior: FloatArray, votes: IntArray) -> NDArray[np.int64]:
    """The most probable label of each row; in a tie, the one with the most votes, then the lowest code.

    Args:
        posterior: (n_tasks, n_labels).
        votes: Answers for each label, (n_tasks, n_labels) int.

    Returns:
        Labels, (n_tasks,) int.
    """
    label = np.empty(posterior.shape[0], np.int64)
    step = max(_CELLS // max(posterior.shape[1], 1), 1)
    for start in range(0, label.size, step):
        rows = slice(start, start + step)
        label[rows] = _leading_few(posterior[rows], votes[rows])
    return label


def _leading_few(posterior: FloatArray, votes: IntArray) -> NDArray[np.int64]:
    """Like `leading_label`, for some rows."""
    n_labels = posterior.shape[1]
    if n_labels > _FEW_LABELS:
        level = posterior >= posterior.max(axis=1, keepdims=True) * (1.0 - TIE_TOLERANCE)
        found: NDArray[np.int64] = np.where(level, votes, -1).argmax(axis=1)
        return found
    least = row_max(posterior)
    least *= 1.0 - TIE_TOLERANCE
    label = np.zeros(least.size, np.int64)
    most = np.full(least.size, -1, np.int64)
    for column in range(n_labels):
        leads = (posterior[:, column] >= least) & (votes[:, column] > most)
        np.copyto(label, column, where=leads)
        np.copyto(most, votes[:, column], where=leads)
    return label


def _row_starts(table: FloatArray) -> NDArray[np.int64]:
    """The index at which each row starts in the flattened table, (n_rows,) int."""
    starts: NDArray[np.int64] = np.arange(table.shape[0], dtype=np.int64) * table.shape[1]
    return starts


def fix_gold(posterior: FloatArray, gold: IntArray | None) -> FloatArray:
    """A copy in which tasks with a known label have probability 1 for it; the posterior itself without gold."""
    if gold is None:
        return posterior
    fixed = posterior.copy()
    known = np.flatnonzero(gold >= 0)
    fixed[known] = 0.0
    fixed[known, gold[known]] = 1.0
    return fixed


def softmax_rows(scores: FloatArray) -> FloatArray:
    """Rows of log-scores as probabilities; a product of thousands of likelihoods must not become 0 / 0."""
    odds: FloatArray = scores.copy()
    settle_rows(odds)
    return odds


def settle_rows(scores: FloatArray) -> FloatArray:
    """Turn rows of log-scores into probabilities, in place.

    Args:
        scores: (n, n_labels); changed.

    Returns:
        The logarithm of the sum of each row's exponentials, (n,).
    """
    evidence = np.empty(scores.shape[0])
    step = max(_CELLS // max(scores.shape[1], 1), 1)
    for start in range(0, evidence.size, step):
        part = scores[start : start + step]
        best = row_max(part)
        part -= best[:, np.newaxis]
        np.exp(part, out=part)
        total = row_sum(part)
        part /= total[:, np.newaxis]
        evidence[start : start + step] = np.log(total) + best
    return evidence


def row_max(table: FloatArray) -> FloatArray:
    """The largest number of each row, (n_rows,)."""
    if not 0 < table.shape[1] <= _FEW_LABELS:
        return np.asarray(table.max(axis=1, initial=-np.inf), dtype=np.float64)
    # Column by column is faster than along each short row.
    most: FloatArray = table[:, 0].copy()
    for column in range(1, table.shape[1]):
        np.maximum(most, table[:, column], out=most)
    return most


def row_sum(table: FloatArray) -> FloatArray:
    """The sum of each row, (n_rows,), equal to NumPy's to the last bit."""
    if not 0 < table.shape[1] < _UNROLLED:
        return np.asarray(table.sum(axis=1), dtype=np.float64)
    total: FloatArray = table[:, 0].copy()
    for column in range(1, table.shape[1]):
        total += table[:, column]
    return total


def skills_from(right: FloatArray, answered: IntArray, prior: SkillPrior = DEFAULT_PRIOR) -> Skills:
    """Skills as Beta posteriors, from how many answers of each contributor are expected to be right.

    Args:
        right: Expected number of right answers, (n_contributors,).
        answered: Number of answers, (n_contributors,) int.
        prior: The prior for everybody.

    Returns:
        Means and central 95 % ranges.
    """
    from scipy.special import betaincinv  # only results need it: `import crowd` stays light

    taken = np.clip(right, 0.0, answered)
    hits, misses = prior.right + taken, prior.wrong + (answered - taken)
    # Many whole counts are the same, and each range costs a search.
    first, where = _find_alike(taken, answered)
    low, high = (betaincinv(hits[first], misses[first], end) for end in (0.025, 0.975))
    return Skills(
        mean=hits / (hits + misses),
        low=np.asarray(low, dtype=np.float64)[where],
        high=np.asarray(high, dtype=np.float64)[where],
        answered=np.asarray(answered, dtype=np.int64),
    )


def _find_alike(right: FloatArray, answered: IntArray) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each distinct pair of numbers first occurs, and for each element, which of those pairs it equals."""
    whole = right.astype(np.int64)
    if right.size and bool((whole == right).all()):
        codes = pair_codes(whole, answered, int(answered.max()) + 1)
        _, first, where = np.unique(codes, return_index=True, return_inverse=True)
    else:
        _, first, where = np.unique(right + 1j * answered, return_index=True, return_inverse=True)
    return first, where


def conclude(
    answers: AnswerCodes,
    posterior: FloatArray,
    skills: Skills,
    *,
    gold: IntArray | None,
    method: str,
    version: int,
    label: NDArray[np.int64] | None = None,
    converged: bool = True,
    objective: FloatArray | None = None,
    seed: int | None = None,
) -> Consensus:
    """Assemble a result: fix gold, find the leading labels, fingerprint the input.

    Args:
        answers: The answers as `in_order` gives them.
        posterior: (n_tasks, n_labels), rows sum to 1.
        skills: How able each contributor is.
        gold: True label of each task, (n_tasks,) int, -1 where unknown; such tasks get it with confidence 1.
        method: Name of the method.
        version: Its version.
        label: The leading labels as `leading_label` gives them, with gold in place, if they are already known.
        converged: Whether it converged.
        objective: What it maximised, (n_iter,); None for a method without iterations.
        seed: The seed used; None for none.

    Returns:
        The result.
    """
    posterior = fix_gold(posterior, gold)
    if label is None:
        label = leading_label(posterior, answers.votes())
    steps = np.zeros(0) if objective is None else np.asarray(objective, dtype=np.float64)
    return Consensus(
        posterior=posterior,
        label=label,
        confidence=posterior.reshape(-1).take(_row_starts(posterior) + label),
        skills=skills,
        converged=converged,
        n_iter=int(steps.size),
        objective=steps,
        method=method,
        version=version,
        seed=seed,
        input_hash=hash_input(answers, gold),
    )
