"""Pacing, by simulation: a queue, a clock that is a number, and a check of every window afterwards."""

import random
from itertools import pairwise

import pytest

from bot.sending.pacing import Limits, Pacing, Traffic

CHAT, GROUP = 7, -7


def drain(pacing: Pacing, messages: list[tuple[int, Traffic]], *, now: float = 0.0) -> list[float]:
    """Send the messages one after the other, each as soon as it may go; give the times they went at."""
    times = []
    for chat_id, traffic in messages:
        while (ready := pacing.ready_at(chat_id, traffic, now)) > now:
            now = ready
        pacing.take(chat_id, traffic, now)
        times.append(now)
    return times


def most_in_a_window(times: list[float], length_s: float) -> int:
    """The largest number of times in any [t, t + length), with some room for the rounding of floats."""
    return max(sum(start <= time < start + length_s - 1e-9 for time in times) for start in times)


def test_no_second_has_more_than_25_pushes() -> None:
    times = drain(Pacing(Limits()), [(chat, Traffic.PUSH) for chat in range(1, 201)])
    assert most_in_a_window(times, 1.0) == 25
    assert times[-1] == pytest.approx(199 / 25)


def test_pushes_leave_evenly_so_that_they_arrive_so() -> None:
    times = drain(Pacing(Limits()), [(chat, Traffic.PUSH) for chat in range(1, 201)])
    gaps = [after - before for before, after in pairwise(times)]
    assert gaps == pytest.approx([1 / 25] * len(gaps))


@pytest.mark.parametrize("seed", range(5))
def test_what_is_late_on_the_way_still_comes_within_what_telegram_allows(seed: int) -> None:
    rng = random.Random(seed)
    traffics = [Traffic.REPLY if rng.random() < 0.25 else Traffic.PUSH for _ in range(1000)]
    times = drain(Pacing(Limits()), [(chat, traffic) for chat, traffic in enumerate(traffics, 1)])
    arrived = sorted(time + rng.uniform(0.0, 0.05) for time in times)
    assert most_in_a_window(arrived, 1.0) <= 30


def test_a_push_that_is_a_little_late_keeps_none_of_the_next_and_a_pause_is_not_made_up_for() -> None:
    pacing = Pacing(Limits())
    assert pacing.pushes_now(0.0) == 1
    pacing.take(1, Traffic.PUSH, 0.0)
    assert pacing.pushes_now(0.0) == 0
    assert pacing.pushes_ready_at(0.0) == pytest.approx(0.04)
    assert pacing.pushes_now(0.081) == 2
    pacing.take(2, Traffic.PUSH, 0.081)
    pacing.take(3, Traffic.PUSH, 0.081)
    assert pacing.pushes_ready_at(0.081) == pytest.approx(0.12)
    assert pacing.pushes_now(9.0) == 1
    assert Pacing(None).pushes_now(0.0) is None


def test_no_second_has_more_than_30_messages_whatever_they_are() -> None:
    rng = random.Random(4)
    traffics = [rng.choice([Traffic.PUSH, Traffic.REPLY]) for _ in range(300)]
    times = drain(Pacing(Limits()), [(chat, traffic) for chat, traffic in enumerate(traffics, 1)])
    assert most_in_a_window(times, 1.0) <= 30
    pushes = [time for time, traffic in zip(times, traffics, strict=True) if traffic is Traffic.PUSH]
    assert most_in_a_window(pushes, 1.0) <= 25


@pytest.mark.parametrize("seed", range(5))
def test_windows_hold_also_when_messages_come_at_odd_times(seed: int) -> None:
    rng = random.Random(seed)
    pacing, now, sent = Pacing(Limits()), 1000.0, []
    for _ in range(1500):
        now += rng.expovariate(60)
        chat, traffic = rng.choice([1, 2, 3, -1, *range(10, 90)]), rng.choice([Traffic.PUSH, Traffic.REPLY])
        if pacing.ready_at(chat, traffic, now) <= now:
            pacing.take(chat, traffic, now)
            sent.append((now, chat, traffic))
    assert len(sent) > 500
    assert most_in_a_window([at for at, _, _ in sent], 1.05) == 30
    assert most_in_a_window([at for at, _, traffic in sent if traffic is Traffic.PUSH], 1.0) <= 25
    assert most_in_a_window([at for at, chat, _ in sent if chat == 1], 1.0) == 1
    assert most_in_a_window([at for at, chat, _ in sent if chat == -1], 60.0) <= 20


def test_a_reply_does_not_wait_behind_pushes() -> None:
    pacing = Pacing(Limits())
    now = drain(pacing, [(chat, Traffic.PUSH) for chat in range(1, 26)])[-1]
    assert pacing.ready_at(100, Traffic.PUSH, now) == pytest.approx(1.0)
    for chat in range(100, 105):
        assert pacing.ready_at(chat, Traffic.REPLY, now) == now
        pacing.take(chat, Traffic.REPLY, now)
    assert pacing.ready_at(105, Traffic.REPLY, now) == 1.05


def test_replies_may_use_all_of_the_limit_when_nothing_is_pushed() -> None:
    pacing = Pacing(Limits())
    assert drain(pacing, [(chat, Traffic.REPLY) for chat in range(1, 31)]) == [0.0] * 30
    assert pacing.ready_at(31, Traffic.REPLY, 0.0) == 1.05
    assert pacing.ready_at(31, Traffic.PUSH, 0.0) == 1.05


def test_a_person_gets_one_message_a_second_also_as_a_reply() -> None:
    pacing = Pacing(Limits())
    assert drain(pacing, [(CHAT, Traffic.PUSH), (CHAT, Traffic.REPLY), (CHAT, Traffic.PUSH)]) == [
        0.0,
        1.05,
        2.1,
    ]
    assert pacing.ready_at(CHAT + 1, Traffic.REPLY, 2.1) == 2.1


def test_a_group_gets_20_messages_a_minute() -> None:
    times = drain(Pacing(Limits()), [(GROUP, Traffic.REPLY)] * 45)
    assert times == [0.0] * 20 + [60.0] * 20 + [120.0] * 5


def test_answers_to_presses_are_free() -> None:
    pacing = Pacing(Limits())
    drain(pacing, [(chat, Traffic.REPLY) for chat in range(1, 31)])
    assert drain(pacing, [(1, Traffic.FREE)] * 500) == [0.0] * 500
    assert pacing.ready_at(31, Traffic.REPLY, 1.0) == 1.05


def test_a_flood_error_holds_everything_until_the_latest_deadline() -> None:
    pacing = Pacing(Limits())
    pacing.hold(9.0)
    pacing.hold(4.0)
    assert {pacing.ready_at(CHAT, traffic, 1.0) for traffic in Traffic} == {9.0}
    assert {pacing.ready_at(CHAT, traffic, 9.5) for traffic in Traffic} == {9.5}


def test_a_flood_error_counts_without_limits_too() -> None:
    pacing = Pacing(None)
    assert drain(pacing, [(CHAT, Traffic.PUSH)] * 1000) == [0.0] * 1000
    pacing.hold(3.0)
    assert pacing.ready_at(CHAT, Traffic.PUSH, 0.0) == 3.0


def test_each_limit_can_be_lifted_alone() -> None:
    chats = [(chat, Traffic.PUSH) for chat in range(1, 101)]
    assert drain(Pacing(Limits(pushes_per_s=None)), chats)[-1] == 0.0
    assert drain(Pacing(Limits(per_chat_per_s=None)), [(CHAT, Traffic.REPLY)] * 25)[-1] == 0.0
    assert drain(Pacing(Limits(per_group_per_min=None)), [(GROUP, Traffic.REPLY)] * 25)[-1] == 0.0


def test_a_limit_of_zero_lets_nothing_out() -> None:
    pacing = Pacing(Limits(pushes_per_s=0))
    assert pacing.ready_at(CHAT, Traffic.PUSH, 0.0) == float("inf")
    assert pacing.ready_at(CHAT, Traffic.REPLY, 0.0) == 0.0


def test_asking_changes_nothing() -> None:
    pacing = Pacing(Limits())
    assert {pacing.ready_at(CHAT, Traffic.PUSH, 0.0) for _ in range(100)} == {0.0}


def test_what_went_out_too_early_is_counted_all_the_same() -> None:
    pacing = Pacing(Limits())
    for at in (0.0, 0.1, 0.2):
        pacing.take(CHAT, Traffic.REPLY, at)
    assert pacing.ready_at(CHAT, Traffic.REPLY, 0.3) == 1.25


def test_chats_that_fell_silent_are_forgotten() -> None:
    pacing = Pacing(Limits(pushes_per_s=None))
    for step in range(5000):
        pacing.take(step + 1, Traffic.PUSH, step * 0.1)
        pacing.take(-step - 1, Traffic.PUSH, step * 0.1)
    assert len(pacing._private._windows) <= 11
    assert len(pacing._groups._windows) <= 601


def test_after_a_start_the_second_before_counts_as_used_up() -> None:
    pacing = Pacing(Limits())
    pacing.start(10.0)
    assert pacing.ready_at(CHAT, Traffic.PUSH, 10.2) == 11.0
    assert pacing.ready_at(CHAT, Traffic.REPLY, 10.2) == 11.0
    assert pacing.ready_at(CHAT, Traffic.FREE, 10.2) == 10.2
    unlimited = Pacing(None)
    unlimited.start(10.0)
    assert unlimited.ready_at(CHAT, Traffic.PUSH, 10.2) == 10.2


@pytest.mark.slow
@pytest.mark.parametrize("per_s", [1, 7, 50, 99, 900, 1000])
def test_no_second_has_more_that_are_paid_for_than_the_limit_and_hardly_fewer(per_s: int) -> None:
    pacing, now, times = Pacing(Limits(paid_per_s=per_s)), 0.0, []
    while now < 5.0:
        room = pacing.paid_now(now)
        assert room is not None
        for _ in range(room):
            chat = len(times) + 1
            assert pacing.ready_at(chat, Traffic.PAID, now) <= now, "what may go goes"
            pacing.take(chat, Traffic.PAID, now)
            times.append(now)
        assert pacing.paid_now(now) == 0
        now = pacing.paid_ready_at(now)
    assert most_in_a_window(times, 1.0) <= per_s
    assert len(times) >= 5 * per_s * 0.97


@pytest.mark.parametrize("seed", range(3))
def test_no_second_has_more_that_are_paid_for_than_the_limit_however_late_they_are_looked_for(
    seed: int,
) -> None:
    rng, pacing, now, times = random.Random(seed), Pacing(Limits(paid_per_s=200)), 0.0, []
    for _ in range(400):
        now = max(now + rng.expovariate(30), pacing.paid_ready_at(now))
        for _ in range(pacing.paid_now(now) or 0):
            pacing.take(len(times) + 1, Traffic.PAID, now)
            times.append(now)
    assert most_in_a_window(times, 1.0) <= 200


def test_what_is_paid_for_takes_nothing_from_pushes_and_replies() -> None:
    pacing, traffics = Pacing(Limits()), [(chat, Traffic.PAID) for chat in range(1, 19)]
    drain(pacing, traffics)
    assert pacing.pushes_now(0.0) == 1
    for chat in range(100, 130):
        assert pacing.ready_at(chat, Traffic.REPLY, 0.0) == 0.0
        pacing.take(chat, Traffic.REPLY, 0.0)


def test_one_chat_and_a_flood_hold_what_is_paid_for_too() -> None:
    pacing = Pacing(Limits())
    pacing.take(CHAT, Traffic.PAID, 0.0)
    assert pacing.ready_at(CHAT, Traffic.PAID, 0.1) == 1.05
    assert pacing.ready_at(CHAT, Traffic.REPLY, 0.1) == 1.05
    pacing.hold(7.0)
    assert (pacing.paid_now(3.0), pacing.paid_ready_at(3.0), pacing.is_held(3.0)) == (0, 7.0, True)
    pacing.start(8.0)
    assert (pacing.paid_now(8.5), pacing.paid_now(9.0), pacing.is_held(9.0)) == (0, 18, False)
    assert Pacing(None).paid_now(0.0) is None


def test_a_third_of_a_second_is_kept_for_people_with_no_other_reply_coming() -> None:
    pacing = Pacing(Limits())
    assert (pacing.replies_now(0.0), pacing.later_now(0.0)) == (30, 20)
    for chat in range(1, 21):
        pacing.take(chat, Traffic.REPLY, 0.0)
    assert (pacing.replies_now(0.1), pacing.later_now(0.1)) == (10, 0)
    assert pacing.replies_ready_at(0.1) == 0.1
    assert pacing.later_ready_at(0.1) == pytest.approx(1.05)
    assert (pacing.replies_now(1.06), pacing.later_now(1.06)) == (30, 20)
