"""Says what a measured agreement is worth, for people who are not statisticians."""

from enum import StrEnum

from crowd.agreement.result import Agreement, Confusion, Statistic

#: K. Krippendorff, Content Analysis, 2nd edition (2004), p. 241: rely on variables with alpha above .800, and draw
#: only tentative conclusions from those between .667 and .800. The lower end of the range has to reach these limits
#: (p. 237).
RELIABLE = 0.800
TENTATIVE = 0.667
#: A range around 0 that is narrower than this shows that there is no agreement, while a wider one shows nothing; and a
#: figure between 0 and this is only just beyond chance (our choice).
NARROW = 0.2

#: When we call two options "often confused" (our choice): of the answers that coincide with the rarer one, this share
#: chose the other ...
OFTEN = 0.1
#: ... the pair has at least this share of all disagreement ...
NOTEWORTHY = 0.1
#: ... and this many times as much as if all pairs of options had equal shares.
STANDS_OUT = 1.5


class Grade(StrEnum):
    """What can be said about how well people agree."""

    GOOD = "good"  #: single answers are reliable
    FAIR = "fair"  #: good enough for cautious conclusions
    WEAK = "weak"  #: beyond chance, but single answers are not reliable
    SLIGHT = "slight"  #: barely beyond chance
    NONE = "none"  #: no more than chance
    BELOW = "below"  #: less than chance
    UNCLEAR = "unclear"  #: too few answers to tell


def grade(figure: Statistic, *, has_ranges: bool) -> Grade:
    """Grade a chance-corrected figure by the lower end of its range.

    Args:
        figure: Alpha or a kappa; it must be defined.
        has_ranges: Whether ranges were requested: a figure without one is then based on too few tasks.

    Raises:
        ValueError: The figure is not defined.
    """
    if figure.value is None:
        raise ValueError("an undefined figure has no grade")
    low, high = figure.low, figure.high
    if low is None or high is None:
        if has_ranges:
            return Grade.UNCLEAR
        # Without a range, a figure slightly below 0 means nothing.
        low = high = figure.value if figure.value < -NARROW else max(figure.value, 0.0)
    if high < 0:
        return Grade.BELOW
    if low <= 0:
        return Grade.NONE if high - low <= NARROW else Grade.UNCLEAR
    if low >= RELIABLE:
        return Grade.GOOD
    if low >= TENTATIVE:
        return Grade.FAIR
    return Grade.SLIGHT if high <= NARROW else Grade.WEAK


def often_confused(found: Agreement) -> tuple[Confusion, ...]:
    """The pairs of options that people disagree about strikingly often, by descending weight."""
    n_options = len(found.options)
    n_pairs = n_options * (n_options - 1) // 2
    # With two options there is only one pair, which cannot stand out from others.
    least = max(NOTEWORTHY, STANDS_OUT / n_pairs) if n_pairs > 1 else NOTEWORTHY
    return tuple(pair for pair in found.confusions if pair.rate >= OFTEN and pair.share >= least)
