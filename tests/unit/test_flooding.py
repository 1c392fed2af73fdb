"""Who floods gets no replies for a while; whoever is only quick never notices."""

from crowd.ids import MINUTE, SECOND
from crowd.people.flooding import MOST_IDLE, Flooding, Idle, take_idle

NOW = 1_800_000_000 * SECOND


def _send(times: list[int], before: Idle | None = None) -> tuple[list[Flooding], Idle | None]:
    found = []
    for at in times:
        before, one = take_idle(before, at=at)
        found.append(one)
    return found, before


def test_a_flood_is_told_once_and_then_left_without_a_reply() -> None:
    found, _ = _send([NOW + n * SECOND // 10 for n in range(200)])
    assert found.count(Flooding.BEGINS) == 1
    assert found[:MOST_IDLE] == [Flooding.NO] * MOST_IDLE
    assert set(found[MOST_IDLE + 2 :]) == {Flooding.GOES_ON}


def test_when_it_calms_down_replies_come_again() -> None:
    _, idle = _send([NOW + n * SECOND // 10 for n in range(5000)])
    assert idle is not None
    assert take_idle(idle, at=idle.at + 80 * SECOND)[1] is Flooding.GOES_ON
    assert take_idle(idle, at=idle.at + 2 * MINUTE)[1] is Flooding.NO


def test_somebody_who_asks_every_few_seconds_is_always_replied_to() -> None:
    found, _ = _send([NOW + n * 4 * SECOND for n in range(1000)])
    assert set(found) == {Flooding.NO}


def test_a_clock_that_is_set_back_lets_nobody_wait_for_ever() -> None:
    _, idle = _send([NOW] * 100)
    found, _ = _send([NOW - 60 * MINUTE + n * 30 * SECOND for n in range(10)], idle)
    assert found[-1] is Flooding.NO
