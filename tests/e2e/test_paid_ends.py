"""Every way in which paid sending ends, and what is then sent free of charge."""

import pytest
from bot_scene import Scene, agree, buttons, data_of, from_bot, launch, say, tasks_csv
from faulty_network import answer_lost, refused
from paid_scene import FIRST, OTHER_ADMIN, PEOPLE, account, begin, fast, finish, go_on, let_go, look, pay

from bot.jobs import announce
from playground import Person


async def test_when_the_months_stars_are_used_up_it_goes_on_free_of_charge_and_its_author_is_told(
    stage: Scene,
) -> None:
    boss, crowd = await begin(stage, stars=5)
    await look(stage, boss)
    await stage.do(boss.tap(fast(5)))
    await boss.sees("The Stars are enough for 50; the other 20 get it free of charge, at the usual speed.")
    await stage.do(boss.tap(pay(5)))
    await stage.tick(announce)
    await go_on(stage, until=lambda: len(crowd.paid) == 50, rounds=20)
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once, await account(stage)) == (50, True, (0, 50))
    await boss.sees("the rest goes out free of charge: this month’s Stars for announcements are used up.")
    await boss.sees(
        "Sent for Stars: 50, for at most 5 Stars\nFree of charge since this month’s Stars ran out."
    )


async def test_when_the_bot_has_not_the_stars_it_goes_on_free_of_charge(stage: Scene) -> None:
    boss, crowd = await begin(stage, balance=1)
    await let_go(stage, boss, charged=True)
    await go_on(stage, rounds=20)
    await finish(stage, crowd)
    # About 30 messages of a second cost nothing, ten more take the Star.
    assert (30 < len(crowd.paid) <= 40, crowd.everybody_once) == (True, True)
    assert await account(stage) == (0, len(crowd.paid)), "what was refused is given back"
    assert stage.telegram.world.purse.nanostars == 0
    await boss.sees("the rest goes out free of charge: Telegram says that the bot doesn’t have enough Stars.")


async def test_asked_to_wait_the_bot_looks_at_its_balance(stage: Scene) -> None:
    boss, crowd = await begin(stage, balance=0)
    await look(stage, boss)
    await stage.do(boss.tap(fast(7)))
    stage.faults.plan("sendMessage", refused(429, "Too Many Requests: retry after 3", retry_after=3))
    await stage.do(boss.tap(pay(7)))
    await stage.tick(announce)
    assert stage.faults.left == 0
    paid = len(crowd.paid)
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once) == (paid, True)
    assert await account(stage) == (0, paid)
    await boss.sees("Free of charge since the bot ran out of Stars.")


async def test_asked_to_wait_again_and_again_the_bot_stops_paying(stage: Scene) -> None:
    boss, crowd = await begin(stage, people=200)
    await look(stage, boss)
    await stage.do(boss.tap(fast(20)))
    await stage.do(boss.tap(pay(20)))
    for flood in range(3):
        assert "floods" not in (await boss.sees("Your announcement is on its way")).words
        stage.faults.plan("sendMessage", refused(429, "Too Many Requests: retry after 2", retry_after=2))
        await stage.tick(announce)
        await go_on(stage, rounds=1)
        assert stage.faults.left == 0, flood
        await stage.later(seconds=2.01)
    paid = len(crowd.paid)
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once) == (paid, True)
    assert 0 < paid < 200
    await boss.sees("Telegram made the bot wait several times in spite of paying.")


async def test_its_author_stops_paying_and_the_rest_gets_it_free_of_charge(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await let_go(stage, boss)
    await stage.later(seconds=4)
    await stage.tick(announce)
    going = await boss.sees("I’m sending it fast, for Stars.")
    paid = len(crowd.paid)
    assert 0 < paid < PEOPLE
    await stage.do(boss.tap(say("button-fare-end")))
    stale = await boss.tap(on=going, data=data_of(going, say("button-fare-end")))
    assert (await stale.answer()).text == say("refused-state")
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once, await account(stage)) == (paid, True, (0, paid))
    shown = await boss.sees("Your announcement is out")
    assert "Free of charge, as you asked." in shown.words


async def test_its_author_stops_it_and_nobody_else_gets_it(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await let_go(stage, boss)
    paid = len(crowd.paid)
    assert 0 < paid < PEOPLE
    await stage.do(boss.tap(say("button-announcement-stop")))
    await go_on(stage, rounds=10)
    assert (len(crowd.paid), crowd.free, await account(stage)) == (paid, [], (0, paid))
    await stage.later(seconds=4)
    await stage.tick(announce)
    await boss.sees(f"Sent: {paid} of 70, not sent: {70 - paid}")


@pytest.mark.parametrize("choice", ["button-paying-free", "button-paying-stop"])
async def test_another_admin_sees_in_status_what_is_spent_and_stops_it_there(
    stage: Scene, choice: str
) -> None:
    boss, crowd = await begin(stage)
    await let_go(stage, boss)
    paid = len(crowd.paid)
    second = stage.person("Grace", id=OTHER_ADMIN)
    await stage.do(second.send("/status"))
    status = await second.sees(f"Paid messages today (UTC): {paid}")
    told = f"Stars this month: at most {paid / 10:g} spent, 0 reserved, {100 - paid / 10:g} left of 100"
    assert told in status.words
    assert "Announcements being sent for Stars: 1" in status.words
    tap = await second.tap(say(choice))
    assert (await tap.answer()).text == say("paying-stopped", announcements=1)
    await stage.quiet()
    await stage.later(seconds=1)
    again = await second.tap(on=status, data=data_of(status, say(choice)))
    assert (await again.answer()).text == say("paying-stopped", announcements=0)
    if choice == "button-paying-stop":
        await go_on(stage, rounds=10)
        assert (len(crowd.paid), crowd.free) == (paid, [])
        await boss.sees("An admin has stopped your announcement.")
        await stage.later(seconds=4)
        await stage.tick(announce)
        await boss.sees(f"Sent: {paid} of 70")
    else:
        await finish(stage, crowd)
        assert (len(crowd.paid), crowd.everybody_once) == (paid, True)
        await boss.sees("the rest goes out free of charge: an admin asked for that.")
    assert (await account(stage))[0] == 0
    await stage.do(second.send("/status"))
    assert buttons(from_bot(second)[-1]) == []


async def test_who_is_gone_costs_nothing_and_what_may_have_arrived_does(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await look(stage, boss)
    await stage.do(boss.tap(fast(7)))
    await stage.do(boss.tap(pay(7)))
    stage.faults.plan("sendMessage", refused(403, "Forbidden: user is deactivated"))
    stage.faults.plan("sendMessage", answer_lost)
    await stage.tick(announce)
    await go_on(stage, until=lambda: len(crowd.paid) == PEOPLE - 1, rounds=20)
    await stage.later(seconds=4)
    await stage.tick(announce)
    await boss.sees(
        "Sent: 68 of 70, not reached: 1, maybe not delivered: 1\nSent for Stars: 69, for at most 6.9 Stars"
    )
    assert await account(stage) == (0, 69)
    assert len(set(crowd.paid)) == len(crowd.paid) == 69


async def test_a_night_is_waited_for_and_costs_nothing_meanwhile(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    asleep = FIRST + 5
    await stage.database.run(
        lambda tx: tx.execute(
            "UPDATE contributor SET zone = 'Asia/Tokyo', quiet_from = 1320, quiet_until = 480 WHERE id = :id",
            {"id": asleep},
        )
    )
    stage.clock.move(minutes=6 * 60)  # 23:00 there
    await let_go(stage, boss)
    await go_on(stage, until=lambda: len(crowd.paid) == PEOPLE - 1, rounds=20)
    assert asleep not in crowd.paid
    assert await account(stage) == (0, PEOPLE - 1)
    for _ in range(10):
        await stage.later(minutes=60)
        await stage.tick(announce)
    await go_on(stage, rounds=2)
    assert (asleep in crowd.paid, crowd.everybody_once) == (True, True)


async def test_a_restart_goes_on_paying_unless_the_settings_forbid_it(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await let_go(stage, boss)
    await stage.stop()
    await stage.start()
    stage.clock.move(seconds=2)
    await stage.tick(announce)
    paid = len(crowd.paid)
    assert 20 < paid < PEOPLE
    await stage.stop()
    await stage.start(paid_broadcast=False)
    stage.clock.move(seconds=2)
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once, await account(stage)) == (paid, True, (0, paid))
    await boss.sees("the rest goes out free of charge: the bot’s settings no longer allow paying.")


async def test_an_author_who_is_no_admin_any_more_pays_and_writes_no_longer(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await let_go(stage, boss)
    paid = len(crowd.paid)
    await stage.stop()
    await stage.start(admin_ids=frozenset({OTHER_ADMIN}))
    for _ in range(10):
        await stage.later(seconds=4)
        await stage.tick(announce)
    assert (len(crowd.paid), crowd.everybody_once) == (paid, False)


async def test_it_is_asked_and_told_in_spanish(stage: Scene) -> None:
    await begin(stage)
    ines = stage.person("Inés", id=OTHER_ADMIN, language="es")
    await stage.do(ines.send("/announce"))
    await stage.do(ines.tap(buttons(from_bot(ines)[-1])[0]))
    await stage.do(ines.send("Hola"))
    await stage.do(ines.tap("Rápido: hasta 7 Stars"))
    await ines.sees("Cuesta como máximo 7 Stars del saldo del bot")


async def test_who_has_just_answered_is_not_kept_waiting_by_what_is_paid_for(
    stage: Scene, rita: Person
) -> None:
    boss, crowd = await begin(stage, open_requesters=True)
    ada = stage.person("Ada")
    await launch(rita, tasks_csv("Sky", "Rose"))
    await agree(ada)
    await ada.sees("Sky")
    await stage.quiet()
    await let_go(stage, boss, stars=7.1)
    # Time stands still: whatever is sent now waits for nothing.
    assert 0 < len(crowd.paid) < PEOPLE
    await ada.tap("Red")
    await ada.sees("Rose")
