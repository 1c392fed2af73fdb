"""What a measured agreement is worth, for those who are no statisticians."""

from enum import StrEnum

from crowd.agreement.result import Agreement, Confusion, Statistic

#: K. Krippendorff, Content Analysis, 2nd edition (2004), p. 241: rely on variables with alpha above .800, and draw
#: tentative conclusions at most from those between .667 and .800; it is the lower end of the range that has to
#: reach them (p. 237).
RELIABLE = 0.800
TENTATIVE = 0.667
#: A range around 0 that is narrower than this says that there is no agreement, a wider one says nothing; and what lies
#: between 0 and this is beyond chance by a hair only (our choice).
NARROW = 0.2

#: When two options are called "often confused" (our choice): of the answers beside the rarer one, this share chose
#: the other ...
OFTEN = 0.1
#: ... the pair bears this share of all disagreement at least ...
NOTEWORTHY = 0.1
#: ... and so many times as much as it would if disagreement fell on all pairs of options alike.
STANDS_OUT = 1.5


class Grade(StrEnum):
    """What can be said of how well people agree."""

    GOOD = "good"  #: single answers can be relied on
    FAIR = "fair"  #: good enough for cautious conclusions
    WEAK = "weak"  #: beyond chance, but single answers are not reliable
    SLIGHT = "slight"  #: beyond chance, but hardly
    NONE = "none"  #: no more than chance
    BELOW = "below"  #: less than chance
    UNCLEAR = "unclear"  #: the answers do not tell yet


def grade(figure: Statistic, *, has_ranges: bool) -> Grade:
    """Grade a figure that is corrected for chance, by the lower end of its range.

    Args:
        figure: Alpha or a kappa; it must be defined.
        has_ranges: Whether ranges were asked for: a figure that has none then rests on too few tasks.

    Raises:
        ValueError: The figure is not defined.
    """
    if figure.value is None:
        raise ValueError("an undefined figure has no grade")
    low, high = figure.low, figure.high
    if low is None or high is None:
        if has_ranges:
            return Grade.UNCLEAR
        # A figure alone that is a little below 0 is no sign of anything.
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
    """The pairs of options between which people are divided strikingly often, the heaviest first."""
    n_options = len(found.options)
    n_pairs = n_options * (n_options - 1) // 2
    # With two options there is one pair, and it cannot stand out from others.
    least = max(NOTEWORTHY, STANDS_OUT / n_pairs) if n_pairs > 1 else NOTEWORTHY
    return tuple(pair for pair in found.confusions if pair.rate >= OFTEN and pair.share >= least)
