"""Announcements sent fast for Stars: who may choose this, what is checked first, and what it costs."""

import pytest
from bot_scene import Scene, buttons, data_of, launch, say, tasks_csv
from paid_scene import FIRST, PEOPLE, account, begin, fast, finish, go_on, look, pay

from bot.jobs import announce
from crowd.announcing.fares import day_of
from playground import Person
from playground.serving.floods import NANOSTARS


async def test_an_admin_pays_after_two_taps_and_everybody_has_it_at_once(stage: Scene) -> None:
    boss, crowd = await begin(stage)
    shown = await look(stage, boss)
    assert "I can send it faster for up to 7 Telegram Stars; 100 are left this month." in shown.words
    assert buttons(shown)[:2] == [say("button-announcement-send", people=PEOPLE), fast(7)]
    await stage.do(boss.tap(fast(7)))
    asked = await boss.sees("It costs at most 7 Stars from the bot’s balance")
    assert asked.id == shown.id
    assert "100 Stars are left for this month." in asked.words
    assert "in about 1 s instead of 1 min" in asked.words
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
    assert out.words.endswith("Sent: 70 of 70\nSent for Stars: 70, for at most 7 Stars")
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
