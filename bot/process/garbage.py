"""Makes Python collect garbage rarely, because hardly anything in a running bot is part of a cycle."""

import gc

#: The number of new objects that starts a collection of the young ones, and of such rounds that starts one of the
#: older. Python's own 700 and 10 cost a tenth of the processor, only to find that everything awaiting a reply is alive.
_THRESHOLDS = (10_000, 20, 50)


def collect_seldom() -> None:
    """Collect garbage rarely, and never among what is already loaded, which lives as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
