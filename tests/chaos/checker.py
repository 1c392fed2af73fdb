"""Checks the state after a run, and reports every claim that does not hold."""

import claims_on_people
import claims_on_reports
import claims_on_rows
import claims_on_sending
from claims import INVARIANTS, Breach
from evidence import Evidence

#: Importing them is what makes their claims known.
_SUBJECTS = (claims_on_people, claims_on_rows, claims_on_reports, claims_on_sending)


def check_all(evidence: Evidence) -> list[Breach]:
    """Check everything."""
    return [Breach(invariant.claim, where) for invariant in INVARIANTS for where in invariant.check(evidence)]
