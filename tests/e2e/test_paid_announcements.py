"""Announcements that go fast for Stars: an admin's choice, what they cost, and every way in which paying ends."""

from collections.abc import Callable

import pytest
from bot_scene import Scene, agree, buttons, data_of, from_bot, launch, say, tasks_csv
from faulty_network import answer_lost, refused

from bot.jobs import announce
from bot.pacing import Limits
from crowd.fares import day_of
from playground import Call, Message, Person
from playground.floods import NANOSTARS

ADMIN, OTHER_ADMIN = 77, 78
FIRST = 1_000
#: A message a second is free, so that it is worth to pay for 60 people.
SLOW = Limits(pushes_per_s=1, replies_per_s=1000, per_chat_per_s=None, paid_per_s=1000)
PEOPLE = 70
#: Longer than a burst of paid messages; and the free rate gives a few of the others.
MOMENT_S = 0.03


class Crowd:
    """People who have subscribed, and what was sent to them with the mark of what is paid for, or without."""

    def __init__(self, scene: Scene, people: int) -> None:
        self.scene = scene
        self.ids = range(FIRST, FIRST + people)
        self.paid: list[int] = []
        self.free: list[int] = []
        scene.telegram.world.watchers.add(self._watch)

    def _watch(self, kind: str, thing: object) -> None:
        if (
            kind == "call"
            and isinstance(thing, Call)
            and thing.method == "sendMessage"
            and thing.error is None
        ):
            chat = int(str(thing.parameters["chat_id"]))
            if chat in self.ids:
                (self.paid if thing.parameters.get("allow_paid_broadcast") else self.free).append(chat)

    async def come(self, ids: range | None = None) -> None:
        ids = ids or self.ids
        for person_id in ids:
            self.scene.person(f"Person {person_id}", id=person_id)
            self.scene.telegram.world.chats[person_id].started = True
        await self.scene.database.run(
            lambda tx: tx.many(
                "INSERT INTO contributor (id, state, locale, zone, created_at) VALUES (:id, 'ACTIVE', 'en', 'UTC', 1)",
                [{"id": person_id} for person_id in ids],
            )
        )

    @property
    def everybody_once(self) -> bool:
        return sorted(self.paid + self.free) == list(self.ids)


async def begin(
    stage: Scene, *, people: int = PEOPLE, stars: int = 100, balance: float = 1000, **changed: object
) -> tuple[Person, Crowd]:
    """An admin, a crowd, and a bot that may spend some Stars a month and has a balance of some."""
    stage.telegram.world.purse.nanostars = int(balance * NANOSTARS)
    settings = {
        "admin_ids": frozenset({ADMIN, OTHER_ADMIN}),
        "limits": SLOW,
        "paid_broadcast": True,
        "paid_stars_a_month": stars,
    }
    await stage.start(**{**settings, **changed})
    stage.clock.move(seconds=2)
    crowd = Crowd(stage, people)
    await crowd.come()
    return stage.person("Boss", id=ADMIN), crowd


async def look(stage: Scene, author: Person, text: str = "Hello") -> Message:
    """Write to everybody who is subscribed, and look at it."""
    await author.send("/announce")
    await author.sees(say("announcement-choose"))
    await stage.do(author.tap(say("button-announce-everybody")))
    since = author.revision
    await stage.do(author.send(text))
    return await author.sees("will get this", since=since)


def fast(stars: float) -> str:
    return say("button-announcement-fast", stars=stars)


def pay(stars: float) -> str:
    return say("button-fare-pay", stars=stars)


async def let_go(stage: Scene, author: Person, *, stars: float = 7, charged: bool = False) -> None:
    """Choose to send it fast, and say yes to what it costs; Telegram limits, and charges, from then on."""
    await look(stage, author)
    await stage.do(author.tap(fast(stars)))
    if charged:
        stage.telegram.floods.set_limits("real")
    await stage.do(author.tap(pay(stars)))
    await stage.tick(announce)


async def go_on(stage: Scene, *, until: Callable[[], bool] = lambda: False, rounds: int = 200) -> None:
    """Let time pass in moments, with the tick of every one."""
    for _ in range(rounds):
        if until():
            break
        await stage.later(seconds=MOMENT_S)
        await stage.tick(announce)


async def finish(stage: Scene, crowd: Crowd) -> None:
    """Let time pass until everybody has it, and the panel is shown anew."""
    for _ in range(200):
        if len(crowd.paid) + len(crowd.free) >= len(crowd.ids):
            break
        await stage.later(seconds=1)
        await stage.tick(announce)
    await stage.later(seconds=4)
    await stage.tick(announce)
    await stage.later(seconds=4)
    await stage.tick(announce)


async def account(stage: Scene) -> tuple[int, int]:
    """What is reserved and what is spent, in tenths of a Star."""
    return (
        await stage.count("SELECT coalesce(sum(reserved), 0) FROM star_day"),
        await stage.count("SELECT coalesce(sum(spent), 0) FROM star_day"),
    )


async def test_an_admin_pays_after_two_taps_and_everybody_has_it_at_once(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    shown = await look(stage, boss)
    assert "It can go fast instead, for up to 7 Telegram Stars; this month 100 are left." in shown.words
    assert buttons(shown)[:2] == [say("button-announcement-send", people=PEOPLE), fast(7)]
    await stage.do(boss.tap(fast(7)))
    asked = await boss.sees("It costs at most 7 Stars of the bot's balance")
    assert asked.id == shown.id
    assert "This month 100 Stars are left for it." in asked.words
    assert "That takes about 1 s in place of 1 min" in asked.words
    assert (crowd.paid, await account(stage)) == ([], (0, 0))
    stage.telegram.floods.set_limits("real")
    tap = await boss.tap(pay(7))
    assert (await tap.answer()).text == say("announcement-goes")
    await stage.quiet()
    await stage.tick(announce)
    started = stage.clock.now_s
    await go_on(stage, until=lambda: len(crowd.paid) == PEOPLE)
    assert stage.clock.now_s - started < 1, "free of charge it takes more than a minute"
    assert (crowd.everybody_once, crowd.free) == (True, [])
    assert await account(stage) == (0, PEOPLE)
    # Telegram lets the first 30 messages of a second go for nothing, so it takes less than was reserved.
    assert 0 < 1000 * NANOSTARS - stage.telegram.world.purse.nanostars <= PEOPLE * NANOSTARS // 10
    await finish(stage, crowd)
    out = await boss.sees("Your announcement is out")
    assert out.words.endswith("Sent: 70 of 70\nPaid for: 70, for 7 Stars at most")
    assert buttons(out) == []


async def test_going_back_or_sending_it_free_costs_nothing(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await look(stage, boss)
    await stage.do(boss.tap(fast(7)))
    await stage.do(boss.tap(say("button-back")))
    again = await boss.sees("70 people will get this")
    assert fast(7) in buttons(again)
    await stage.do(boss.tap(fast(7)))
    await stage.do(boss.tap(say("button-fare-free")))
    going = await boss.sees("Your announcement is on its way")
    assert buttons(going) == [say("button-announcement-stop")]
    await stage.tick(announce)
    await finish(stage, crowd)
    assert (crowd.everybody_once, crowd.paid, await account(stage)) == (True, [], (0, 0))


async def test_the_choice_is_there_only_where_it_is_allowed_worth_it_and_can_be_paid(stage: Scene) -> None:
    boss, crowd = await begin(stage, people=59)
    assert fast(5.9) not in buttons(await look(stage, boss)), "59 people have it in a minute anyway"
    await stage.stop()
    await stage.start(paid_broadcast=False)
    stage.clock.move(seconds=2)
    await crowd.come(range(FIRST + 59, FIRST + 80))
    assert len(buttons(await look(stage, boss))) == 3
    await stage.stop()
    await stage.start(paid_broadcast=True, paid_stars_a_month=3)
    stage.clock.move(seconds=2)
    assert fast(3) in buttons(await look(stage, boss))
    await stage.database.run(
        lambda tx: tx.execute("INSERT INTO star_day VALUES (:day, 0, 30)", {"day": day_of(stage.clock())})
    )
    assert len(buttons(await look(stage, boss))) == 3
    stage.clock.move(minutes=31 * 24 * 60)
    assert fast(3) in buttons(await look(stage, boss)), "another month, other Stars"


async def test_a_requester_never_sees_the_choice_and_no_button_of_theirs_is_forged(
    stage: Scene, rita: Person
) -> None:
    boss, crowd = await begin(stage, open_requesters=True)
    await launch(rita, tasks_csv("Sky"))
    await stage.database.run(
        lambda tx: tx.execute(
            'INSERT INTO skill (question_id, contributor_id, "right", answered) '
            "SELECT q.id, c.id, 0, 0 FROM question q, contributor c WHERE c.id >= 1000 AND c.id < 1070"
        )
    )
    await rita.send("/announce")
    await rita.sees(say("announcement-choose"))
    await stage.do(rita.tap("Colours"))
    await stage.do(rita.send("Hello"))
    hers = await rita.sees("70 people will get this")
    assert len(buttons(hers)) == 3
    his = await look(stage, boss)
    own = data_of(hers, say("button-announcement-send", people=70)).removesuffix(":s")
    forged = {
        f"{own}:p": "refused-not-admin",
        f"{own.replace('h1', 'j1')}:70": "refused-not-admin",
        f"{own.replace('h1', 'j1')}:-70": "refused-outdated",
        f"{own.replace('h1', 'j1')}:": "refused-outdated",
        data_of(his, fast(7)): "refused-not-found",
        data_of(his, fast(7)).replace("h1", "j1").replace(":p", ":70"): "refused-not-found",
        "q1:f": "refused-not-admin",
        "q1:x": "refused-not-admin",
        "q1:a": "refused-outdated",
    }
    for data, key in forged.items():
        tap = await rita.tap(on=hers, data=data)
        assert (await tap.answer()).text == say(key), data
    await stage.do(rita.tap(say("button-announcement-send", people=70), on=hers))
    await stage.tick(announce)
    await finish(stage, crowd)
    assert (crowd.everybody_once, crowd.paid) == (True, [])


@pytest.mark.parametrize(
    "how", ["the audience has grown", "the cost was not looked at", "it says too little"]
)
async def test_nothing_is_sent_for_more_than_was_said(stage: Scene, how: str) -> None:
    boss, crowd = await begin(stage)
    await look(stage, boss)
    await stage.do(boss.tap(fast(7)))
    asked = await boss.sees("It costs at most 7 Stars")
    data = data_of(asked, pay(7))
    if how == "the audience has grown":
        await crowd.come(range(FIRST + PEOPLE, FIRST + PEOPLE + 5))
    elif how == "the cost was not looked at":
        await stage.do(boss.tap(say("button-back")))
    else:
        data = data.removesuffix("70") + "69"
    tap = await boss.tap(on=asked, data=data)
    assert (await tap.answer()).text == say("fare-changed")
    await stage.quiet()
    await stage.tick(announce)
    await go_on(stage, rounds=3)
    assert crowd.paid + crowd.free == []
    stars = 7.5 if how == "the audience has grown" else 7
    await boss.sees(f"It costs at most {stars} Stars")
    await stage.do(boss.tap(pay(stars)))
    second = await boss.tap(on=asked, data=data_of(asked, pay(7)))
    assert (await second.answer()).text == say("refused-state"), "a second tap"
    await stage.tick(announce)
    await go_on(stage, until=lambda: len(crowd.paid) >= PEOPLE)
    assert len(set(crowd.paid)) == len(crowd.paid)


async def test_a_new_text_is_looked_at_anew_before_its_cost(stage: Scene) -> None:
    boss, _ = await begin(stage)
    first = await look(stage, boss)
    await stage.do(boss.tap(fast(7)))
    rewrite = data_of(first, say("button-announcement-rewrite"))
    await stage.do(boss.tap(on=first, data=rewrite))
    since = boss.revision
    await stage.do(boss.send("Another"))
    shown = await boss.sees("70 people will get this", since=since)
    assert "Another" in shown.words


async def test_when_the_months_stars_are_used_up_it_goes_on_free_of_charge_and_its_author_is_told(
    stage: Scene,
) -> None:
    boss, crowd = await begin(stage, stars=5)
    await look(stage, boss)
    await stage.do(boss.tap(fast(5)))
    await boss.sees("The Stars last for 50; the other 20 get it free of charge, at the usual rate.")
    await stage.do(boss.tap(pay(5)))
    await stage.tick(announce)
    await go_on(stage, until=lambda: len(crowd.paid) == 50, rounds=20)
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once, await account(stage)) == (50, True, (0, 50))
    await boss.sees("goes on free of charge: the month's Stars for announcements are used up.")
    await boss.sees("Paid for: 50, for 5 Stars at most\nIt goes free of charge since the month's Stars")


async def test_when_the_bot_has_not_the_stars_it_goes_on_free_of_charge(stage: Scene) -> None:
    boss, crowd = await begin(stage, balance=1)
    await let_go(stage, boss, charged=True)
    await go_on(stage, rounds=20)
    await finish(stage, crowd)
    # About 30 messages of a second cost nothing, ten more take the Star.
    assert (30 < len(crowd.paid) <= 40, crowd.everybody_once) == (True, True)
    assert await account(stage) == (0, len(crowd.paid)), "what was refused is given back"
    assert stage.telegram.world.purse.nanostars == 0
    await boss.sees("goes on free of charge: Telegram says that the bot has not enough Stars.")


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
    await boss.sees("It goes free of charge since the bot had not enough Stars.")


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
    await boss.sees("Telegram asked the bot to wait several times, although it was paid for.")


async def test_its_author_stops_paying_and_the_rest_gets_it_free_of_charge(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await let_go(stage, boss)
    await stage.later(seconds=4)
    await stage.tick(announce)
    going = await boss.sees("It goes fast, for Stars.")
    paid = len(crowd.paid)
    assert 0 < paid < PEOPLE
    await stage.do(boss.tap(say("button-fare-end")))
    stale = await boss.tap(on=going, data=data_of(going, say("button-fare-end")))
    assert (await stale.answer()).text == say("refused-state")
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once, await account(stage)) == (paid, True, (0, paid))
    shown = await boss.sees("Your announcement is out")
    assert "It goes free of charge, as you wanted." in shown.words


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
    told = f"Stars of this month: {paid / 10:g} spent at most, 0 reserved, {100 - paid / 10:g} left of 100"
    assert told in status.words
    assert "Announcements on their way for Stars: 1" in status.words
    tap = await second.tap(say(choice))
    assert (await tap.answer()).text == say("paying-stopped", announcements=1)
    await stage.quiet()
    await stage.later(seconds=1)
    again = await second.tap(on=status, data=data_of(status, say(choice)))
    assert (await again.answer()).text == say("paying-stopped", announcements=0)
    if choice == "button-paying-stop":
        await go_on(stage, rounds=10)
        assert (len(crowd.paid), crowd.free) == (paid, [])
        await boss.sees("Your announcement was stopped by an admin.")
        await stage.later(seconds=4)
        await stage.tick(announce)
        await boss.sees(f"Sent: {paid} of 70")
    else:
        await finish(stage, crowd)
        assert (len(crowd.paid), crowd.everybody_once) == (paid, True)
        await boss.sees("goes on free of charge: an admin wanted so.")
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
        "Sent: 68 of 70, not reached: 1, not known whether it arrived: 1\nPaid for: 69, for 6.9 Stars"
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
    await boss.sees("goes on free of charge: the bot's settings do not allow it any more.")


async def test_an_author_who_is_no_admin_any_more_pays_no_longer(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    await let_go(stage, boss)
    paid = len(crowd.paid)
    await stage.stop()
    await stage.start(admin_ids=frozenset({OTHER_ADMIN}))
    stage.clock.move(seconds=2)
    await finish(stage, crowd)
    assert (len(crowd.paid), crowd.everybody_once) == (paid, True)


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
