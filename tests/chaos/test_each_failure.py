"""Whichever statement or call fails, nothing is lost or duplicated, and everybody can finish what they started."""

import random
from itertools import accumulate
from pathlib import Path

import pytest
import variants
from failing import CALL_FAULTS, StatementFault
from sweep import KINDS, live_with
from test_variants import LOST, TWICE

import bot.sending.left_behind
from bot.receiving.intake import Intake
from bot.sending.sender import Sender

#: More than there are.
_MOST = 10_000
#: In one life about every so manieth fails; `python tests/chaos --sweep` lets each fail in a life of its own.
_STEPS: dict[str, int] = {
    StatementFault.FULL: 97,
    StatementFault.FULL_STATEMENT: 89,
    StatementFault.IO: 211,
    StatementFault.IO_AFTER: 199,
} | dict.fromkeys(CALL_FAULTS, 13)
_FIRST = 5
#: What the broken ones have of their own.
BREAKS = ((bot.sending.left_behind, "_is_repeatable"), (Sender, "_failed"), (Intake, "_stored"))


def _struck(step: int) -> list[int]:
    """About every so manieth number.

    Failures that came at exactly the pace at which something is tried again would always meet the same spot of it.
    """
    drawn = random.Random(step)
    gaps = (drawn.randint(step // 2, step + step // 2) for _ in range(_MOST // step))
    return list(accumulate(gaps, initial=_FIRST))


@pytest.mark.parametrize("kind", KINDS)
async def test_whatever_fails_all_claims_hold_and_nobody_is_stuck(kind: str, tmp_path: Path) -> None:
    outcome = await live_with(kind, _struck(_STEPS[kind]), tmp_path)
    assert outcome.wrong == []
    assert len(outcome.struck) > 5
    if kind in {StatementFault.IO, StatementFault.IO_AFTER}:
        # After an I/O error nothing can be trusted: each time the bot has ended, and says why.
        assert len(outcome.ends) >= len(outcome.struck) - 1
        assert all("disk I/O error" in words for words in outcome.ends)


#: Bots that are broken on purpose, with the failure that shows it.
BROKEN = {
    "send-then-record": (StatementFault.IO_AFTER, "UPDATE outbox SET state = :state", TWICE),
    "retry-sends": ("timeout-after", "sendMessage", "got the news 2 times"),
    "confirm-then-store": (StatementFault.FULL, "INSERT INTO inbox", LOST),
}


@pytest.mark.parametrize("variant", BROKEN)
async def test_a_bot_that_is_broken_on_purpose_is_found_out(
    variant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name in BREAKS:
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back afterwards
    # Nobody of a small life waits.
    monkeypatch.setattr(variants, "_IN_MEMORY_S", 0.0)
    variants.install(variant)
    kind, only, claim = BROKEN[variant]
    outcome = await live_with(kind, range(3, _MOST, 3), tmp_path, only=only)
    assert any(claim in breach for breach in outcome.wrong)
