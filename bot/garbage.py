"""How often Python looks for garbage: seldom, because hardly anything of a running bot is in a cycle."""

import gc

#: Objects made and not yet freed at which the young ones are looked through, and so many such rounds at which the
#: older are. Python's own 700 and 10 cost a tenth of the processor: what waits for an answer is alive, all of it.
_THRESHOLDS = (10_000, 20, 50)


def collect_seldom() -> None:
    """Look for garbage seldom, and never among what was loaded before: it lives as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
