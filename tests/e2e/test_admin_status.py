"""/status: what an admin learns about the state of the bot, and that nobody else does."""

import logging

from bot_scene import Scene, agree, from_bot, launch, tasks_csv

from playground import Person

ADMIN = 900


async def _admin(stage: Scene) -> Person:
    await stage.start(admin_ids=frozenset({ADMIN}))
    return stage.person("Grace", id=ADMIN)


async def _asked(stage: Scene, admin: Person) -> str:
    """What the bot says to /status."""
    await stage.do(admin.send("/status"))
    return from_bot(admin)[-1].words


async def test_an_admin_is_told_how_the_bot_stands(stage: Scene) -> None:
    admin, (ada, bob, eve) = await _admin(stage), (stage.person(name) for name in ("Ada", "Bob", "Eve"))
    await launch(stage.person("Rita"), tasks_csv("Sky", "Rose"))
    await agree(ada, bob)
    await stage.do(eve.send("/start"))
    await stage.do(ada.tap("Red"), bob.send("/pause"))
    await stage.later(minutes=75)
    told = await _asked(stage, admin)
    assert "Askmany 0." in told
    assert "Running for: 1 h 15 min" in told
    assert "People: 1 subscribed, 1 paused, 2 new, 0 left, 0 blocked" in told
    assert "Projects running: 1" in told
    assert "Answers today (UTC): 1" in told
    assert "Updates waiting: 0" in told, "not this one"
    assert "Errors in the log, last 24 hours: 0" in told


async def test_an_admin_reads_where_people_came_from(stage: Scene) -> None:
    admin, rita = await _admin(stage), stage.person("Rita")
    assert "Came through a link" not in await _asked(stage, admin)
    await launch(rita, tasks_csv("Sky"))
    link = next(word for word in (await rita.sees("Invite people to")).words.split() if "?start=" in word)
    for name, payload in (("Ada", link.rpartition("=")[2]), ("Bob", "flyer"), ("Eve", "flyer"), ("Cy", "tv")):
        await stage.do(stage.person(name).start(payload))
    told = await _asked(stage, admin)
    assert (
        "Came through a link: 4, of these through a project’s invite link: 1, through others: flyer 2, tv 1\nProjects"
        in told
    )


async def test_errors_in_the_log_are_counted_for_a_day(stage: Scene) -> None:
    admin = await _admin(stage)
    logging.getLogger("some.library").error("broken")
    logging.getLogger("some.library").warning("only odd")
    assert "last 24 hours: 1" in await _asked(stage, admin)
    await stage.later(minutes=25 * 60)
    told = await _asked(stage, admin)
    assert "last 24 hours: 0" in told
    assert "Running for: 1 d 1 h 0 min" in told


async def test_answers_of_yesterday_are_not_of_today(stage: Scene) -> None:
    admin, ada = await _admin(stage), stage.person("Ada")
    await launch(stage.person("Rita"), tasks_csv("Sky"))
    await agree(ada)
    await stage.do(ada.tap("Red"))
    assert "Answers today (UTC): 1" in await _asked(stage, admin)
    await stage.later(minutes=24 * 60)
    assert "Answers today (UTC): 0" in await _asked(stage, admin)


async def test_what_waits_to_be_sent_is_told_with_its_age(stage: Scene) -> None:
    admin = await _admin(stage)
    await stage.database.run(
        lambda tx: tx.execute(
            "INSERT INTO outbox (kind, chat_id, body, priority, state, due_at, lease_id) "
            "VALUES ('TEXT', 1, '{}', 0, 'SENDING', :due, 1)",
            {"due": stage.clock() - 90_000_000},
        )
    )
    since = admin.revision
    await admin.send("/status")
    await admin.sees("Messages waiting: 1 (the oldest for 90 s)", since=since)
    await stage.database.run(lambda tx: tx.execute("DELETE FROM outbox WHERE chat_id = 1"))


async def test_anybody_else_is_answered_as_to_an_unknown_command(stage: Scene) -> None:
    await stage.start(admin_ids=frozenset({ADMIN}))
    for name, known in (("Ada", True), ("Bob", False)):
        one, other = stage.person(name), stage.person(f"{name} too")
        if known:
            await agree(one, other)
        await stage.do(one.send("/status"), other.send("/statu"))
        told = [message.words.replace("/statu.", "/status.") for message in from_bot(other)]
        assert [message.words for message in from_bot(one)] == told
        assert "Askmany 0." not in from_bot(one)[-1].words


async def test_only_an_admin_is_told_of_the_command(stage: Scene) -> None:
    admin, ada = await _admin(stage), stage.person("Ada")
    await stage.do(admin.send("/help"), ada.send("/help"))
    assert any("/status" in message.words for message in from_bot(admin))
    assert not any("/status" in message.words for message in from_bot(ada))


async def test_it_is_told_in_spanish(stage: Scene) -> None:
    await stage.start(admin_ids=frozenset({ADMIN}))
    admin = stage.person("Inés", id=ADMIN, language="es")
    assert "En marcha desde hace: 0 h 0 min" in await _asked(stage, admin)
