"""How a crowd answers with sets of options, and what an answer says about each option.

Every option of every task is a yes-or-no question. A person has one sensitivity and one specificity for all options, as
in the two-coin model of Dawid & Skene (1979), both shrunk towards the crowd's.

If a third of the answers name an option, the crowd may overlook what belongs or name what does not, and without known
answers nobody can tell which. A model that decides by itself does much better than a vote on crowds that overlook
things, and much worse on others: on the public set oke, it adds an option too many to every second task. So typical
people count alike for and against an option, as in a vote, and only how somebody differs from them weighs. Known
answers show how far the crowd's own lean can be trusted (`trust`).
"""

import math
from dataclasses import dataclass, field

#: A person's sensitivity and specificity before anybody answers, and how many yes-or-no answers that is worth.
TYPICAL, TYPICAL_ANSWERS = 0.75, 8.0
#: Everybody's sensitivity and specificity enter each person's as this many yes-or-no answers.
PRIOR_ANSWERS = 8.0
#: The crowd's sensitivity and specificity stay between these, a person's between those.
LEAST, MOST = 0.55, 0.98
LEAST_OWN, MOST_OWN = 0.02, 0.98
#: The n-th further answer that says the same about an option counts as 1 / (1 + r n), as with labels.
AGREEING_DISCOUNT = 0.458
#: How much the logarithm of the vote shares counts, and the number of votes that smooth these shares, as with labels.
VOTE_WEIGHT, VOTE_SMOOTHING = 0.38, 0.84
#: How much evidence counts if the errors of two people are correlated as usual, and by how much less if they are more
#: so. Chosen on samples of the set oke and on seven made-up crowds, by how well the stated confidence of whole sets
#: holds (`benchmarks.sets`).
SHARPNESS, USUAL_SHARED_ERROR, PER_SHARED_ERROR = 0.5, 0.15, 8.0
#: A crowd that is nearly always right errs together on its few hard tasks. That says less about the others.
_MOST_SHARED_ERROR = 0.25
#: How much less a whole set is in doubt than if its options were right and wrong independently: see `SetModel`.
USUAL_DEPENDENCE = 0.85
#: Digits to keep of a belief: more mean nothing and take room in every row.
BELIEF_DIGITS = 4
#: Before a fit has seen this many answers, the crowd may turn out to be a good deal abler than it seems.
_DOUBT_ANSWERS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SetModel:
    """What the last full fit learnt about a crowd; before the first, what is expected of any.

    Attributes:
        sensitivity: Probability that a typical person names an option that belongs.
        specificity: Probability that they leave out one that does not.
        trust: How much of the crowd's lean is believed, 0 to 1: with 0, typical answers count alike for and against.
        shared_error: Correlation of the errors of two answers about one option of one task.
        temper: Factor by which known answers change how much evidence counts; 1 without any.
        dependence: Power of the product of the options' probabilities that is the probability of the whole set. Below 1
            if they are right and wrong together, as where people choose one option in place of another.
        n_answers: How many answers the fit saw.
        sharpness: How much a unit of evidence counts.
        lean: What a typical answer says for an option on average, taken off everybody's.
    """

    sensitivity: float = TYPICAL
    specificity: float = TYPICAL
    trust: float = 0.0
    shared_error: float = USUAL_SHARED_ERROR
    temper: float = 1.0
    dependence: float = USUAL_DEPENDENCE
    n_answers: int = 0
    sharpness: float = field(init=False, repr=False, compare=False)
    lean: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sharpness", sharpness(self.shared_error))
        named, left_out = log_ratios(self.sensitivity, self.specificity)
        object.__setattr__(self, "lean", (1.0 - self.trust) * (named + left_out) / 2.0)

    def strengths(
        self, person: "SetPerson | None", belief: tuple[float, ...], named: frozenset[int]
    ) -> "Strengths":
        """Return how much somebody's answer to a task says for the options it names, and against the others.

        Args:
            person: What the last fit counted for them; None if it did not see them.
            belief: That fit's belief about the options of the task, if it saw this very answer, which is taken out of
                their counts: a majority, once believed, would confirm itself. Else empty.
            named: The options that the answer names.
        """
        hits = cases = misses = blanks = 0.0
        if person is not None:
            hits, cases, misses, blanks = person.hits, person.cases, person.spared, person.blanks
            for option, share in enumerate(belief):
                hits -= share * (option in named)
                cases -= share
                misses -= (1.0 - share) * (option not in named)
                blanks -= 1.0 - share
        return self.strengths_of(
            shrunk(hits, cases, self.sensitivity), shrunk(misses, blanks, self.specificity)
        )

    def strengths_of(self, sensitivity: float, specificity: float) -> "Strengths":
        """Return how much the answers of a person with these say."""
        named, left_out = log_ratios(sensitivity, specificity)
        return max(named - self.lean, 0.0), max(self.lean - left_out, 0.0)

    def newcomer(self, *, abler: bool = False) -> "Strengths":
        """Return how much somebody unknown says; `abler` if the crowd is one standard deviation abler than it seems."""
        if not abler:
            return self.strengths_of(self.sensitivity, self.specificity)
        return self.strengths_of(*(self._hopeful(mean) for mean in (self.sensitivity, self.specificity)))

    def _hopeful(self, mean: float) -> float:
        doubt = math.sqrt(mean * (1.0 - mean) / (self.n_answers + _DOUBT_ANSWERS))
        return min(mean + doubt, MOST_OWN)


#: How much an answer says for each option that it names, and against each that it leaves out; 0 or more.
Strengths = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPerson:
    """What a full fit counted for a person, over all options of all tasks.

    Attributes:
        hits: Expected options that belong and that they named.
        cases: Expected options that belong.
        spared: Expected options that do not belong and that they left out.
        blanks: Expected options that do not belong.
    """

    hits: float
    cases: float
    spared: float
    blanks: float


def sharpness(shared_error: float) -> float:
    """How much a unit of evidence counts, by the correlation of people's errors."""
    beyond = min(shared_error, _MOST_SHARED_ERROR) - USUAL_SHARED_ERROR
    return SHARPNESS * math.exp(-PER_SHARED_ERROR * beyond)


def log_ratios(sensitivity: float, specificity: float) -> tuple[float, float]:
    """What naming an option says for it, and what leaving it out does, as logarithms of likelihood ratios."""
    return math.log(sensitivity / (1.0 - specificity)), math.log((1.0 - sensitivity) / specificity)


def shrunk(hits: float, cases: float, typical: float) -> float:
    """Somebody's sensitivity or specificity, shrunk towards the crowd's."""
    share = (hits + PRIOR_ANSWERS * typical) / (max(cases, 0.0) + PRIOR_ANSWERS)
    return min(max(share, LEAST_OWN), MOST_OWN)
