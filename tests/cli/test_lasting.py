"""A run has only ended once it stays at its end."""

import pytest

from cli.replaying.lasting import wait_lasting


async def _began_to_hold(looks: list[bool], *, lasting_s: float, patience_s: float = 60.0) -> float:
    """When `looks`, a second apart, began to hold for so long."""
    seen = iter(looks)
    now = 0.0

    async def holds() -> bool:
        return next(seen)

    async def pause() -> None:
        nonlocal now
        now += 1.0

    return await wait_lasting(holds, pause, lasting_s=lasting_s, patience_s=patience_s, clock=lambda: now)


@pytest.mark.parametrize(
    ("looks", "lasting_s", "since"),
    [
        ([True], 0.0, 0.0),
        ([False, True], 0.0, 0.0),
        ([True, True, True], 2.0, 0.0),
        ([True, True, False, True, True, True], 2.0, 2.0),
    ],
)
async def test_what_is_undone_in_between_has_to_last_anew(
    looks: list[bool], lasting_s: float, since: float
) -> None:
    """As where all tasks were closed, and a full fit that was under way opened some again."""
    assert await _began_to_hold(looks, lasting_s=lasting_s) == since


async def test_patience_ends_where_it_never_holds() -> None:
    assert await _began_to_hold([False] * 9, lasting_s=1.0, patience_s=5.0) == 5.0
