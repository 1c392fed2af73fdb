"""Whatever the network and Telegram do to messages, every effect happens exactly once."""

import asyncio
import json
import logging

import pytest
from bot_scene import (
    Scene,
    agree,
    at_work,
    buttons,
    from_bot,
    launch,
    live_keyboards,
    say,
    set_writable,
    tasks_csv,
)
from faulty_network import answer_lost, call_lost, no_connection, refused
from telegram import Update
from telegram.ext import MessageHandler, filters

from bot.app import Bot
from bot.jobs import KEEP_SENT, KEEP_UPDATES
from bot.process import disk
from bot.receiving import intake
from bot.sending.pacing import Limits
from handlers.context import CrowdContext
from playground import Fault, FaultType, Person
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.database import Database
from storage.tx import Tx


async def outbox(scene: Scene, state: str, kind: str = "%") -> int:
    """Count the rows of the outbox that ended so."""
    sql = "SELECT count(*) FROM outbox WHERE state = :state AND kind LIKE :kind"
    return await scene.count(sql, state=state, kind=kind)


@pytest.fixture
async def ada(scene: Scene, rita: Person) -> Person:
    """A contributor with a card in hand, and more to come."""
    return await at_work(scene, rita)


async def test_an_update_that_comes_twice_takes_effect_once(scene: Scene, ada: Person) -> None:
    await ada.tap("Red")
    updates = scene.telegram.world.updates
    again = list(updates.pending)[-1]
    await scene.quiet()
    updates.pending.append(again)
    updates.end_polls()
    await scene.quiet()
    await scene.do(ada.send("/next"))
    assert await scene.count("SELECT count(*) FROM answer") == 1
    assert len([toast for toast in ada.toasts if toast.text == say("answer-saved")]) == 1


async def test_an_update_that_is_handled_twice_takes_effect_once(scene: Scene, ada: Person) -> None:
    await ada.send("/help")
    raw = list(scene.telegram.world.updates.pending)[-1].to_json()
    await scene.quiet()
    n_messages = len(from_bot(ada))
    await scene.bot.application.process_update(Update.de_json(raw, scene.bot.application.bot))
    await scene.quiet()
    assert len(from_bot(ada)) == n_messages
    assert scene.bot.parts.failures == {}


async def test_an_update_that_is_stored_and_not_handled_is_taken_up_at_the_start(
    scene: Scene, ada: Person
) -> None:
    await ada.tap("Red")
    update = list(scene.telegram.world.updates.pending)[-1]
    await scene.quiet()
    # As a kill between storing and handling would leave it; of what was handled, nothing but its id is kept.
    body = json.dumps({"update_id": update.id, update.kind: update.content})
    await scene.database.run(
        lambda tx: tx.execute(
            "UPDATE inbox SET state = 'PENDING', body = :body WHERE update_id = :id",
            {"id": update.id, "body": body},
        )
    )
    await scene.database.run(lambda tx: tx.execute("DELETE FROM answer"))
    await scene.database.run(
        lambda tx: tx.execute("UPDATE assignment SET state = 'OFFERED', ended_at = NULL WHERE id = 1")
    )
    await scene.stop()
    await scene.start()
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM answer") == 1


async def test_updates_that_are_given_in_another_order_are_handled_in_their_own(
    scene: Scene, rita: Person
) -> None:
    await rita.send_document("tasks.csv", tasks_csv("Sky").encode())
    await rita.sees("What do you want to ask")
    await scene.stop()
    scene.telegram.faults.add(Fault(kind=FaultType.SHUFFLE))
    for words in ("Which colour is it?", "Red, Blue", "90 % 2-4", "80 %"):
        await rita.send(words)
    await scene.start()
    await scene.quiet()
    question = (await scene.draft()).question
    assert (question.rule.target, question.rule.max_answers) == (0.8, 4)
    assert question.text == "Which colour is it?"
    assert question.options == ("Red", "Blue")


async def test_when_too_much_waits_the_bot_asks_for_no_more_until_there_is_room(
    stage: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "FULL", 4)
    await stage.start(concurrent_people=1)
    early, late = ([stage.person(f"{when} {number}") for number in range(5)] for when in ("Early", "Late"))
    # Somebody else is being handled.
    async with stage.bot.intake._places:
        for person in early:
            await person.send("/start")
        async with asyncio.timeout(10):
            while not stage.bot.intake.is_full:  # noqa: ASYNC110 - an event would be one more thing to trust
                await asyncio.sleep(0)
        before = await stage.count("SELECT count(*) FROM inbox")
        for person in late:
            await person.send("/start")
        # Whoever polls would have stored them by then.
        for _ in range(50):
            assert await stage.count("SELECT count(*) FROM inbox") == before
        waiting = stage.telegram.world.updates.pending
        assert before + len(late) <= len(early) + len(waiting)
    for person in (*early, *late):
        await person.sees(say("consent-text"))


async def test_an_outdated_button_is_told_even_when_the_disk_was_full(
    scene: Scene, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "FULL_DISK_S", 0.0)
    refuse = scene.bot.application.process_update
    tried: list[object] = []

    async def once_full(update: object) -> None:
        await set_writable(scene.database, writable=bool(tried))
        tried.append(update)
        await refuse(update)

    monkeypatch.setattr(scene.bot.application, "process_update", once_full)
    tap = await ada.tap(data="nothing of ours", on=ada.last)
    assert (await tap.answer()).text == say("refused-outdated")
    assert len(tried) == 2


async def test_an_update_that_fails_is_given_up_after_5_attempts_and_does_not_block_the_next(
    stage: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    attempts = []

    async def fail(update: Update, _: CrowdContext) -> None:
        attempts.append(update.update_id)
        raise RuntimeError("a mistake of ours")

    def meddle(bot: Bot) -> None:
        bot.application.handlers[0].insert(0, MessageHandler(filters.Regex("boom"), fail))

    stage.meddle = meddle
    await stage.start()
    ada = stage.person("Ada")
    await ada.send("boom")
    await ada.send("/start")
    await ada.sees("Welcome!")
    assert len(attempts) == 5
    assert await stage.count("SELECT attempts FROM inbox WHERE state = 'DEAD'") == 5
    assert f"Gave up on update {attempts[0]} after 5 attempts" in caplog.text


async def test_an_edit_that_changes_nothing_is_done(scene: Scene, ada: Person) -> None:
    scene.faults.plan("editMessageText", refused(400, "Bad Request: message is not modified: same content"))
    await scene.do(ada.tap("Red"))
    assert await outbox(scene, "SENT", "CARD") == await scene.count(
        "SELECT count(*) FROM outbox WHERE kind = 'CARD'"
    )


async def test_a_press_that_cannot_be_acknowledged_any_more_counts_all_the_same(
    scene: Scene, ada: Person
) -> None:
    scene.faults.plan(
        "answerCallbackQuery",
        refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
    )
    await scene.do(ada.tap("Red"))
    await ada.sees("Rose")
    assert await outbox(scene, "DEAD") == 0
    assert await scene.count("SELECT count(*) FROM answer") == 1


@pytest.mark.parametrize("why", ["message to edit not found", "message can't be edited"])
async def test_a_card_whose_message_is_gone_is_sent_anew(scene: Scene, ada: Person, why: str) -> None:
    scene.faults.plan("editMessageText", refused(400, f"Bad Request: {why}"))
    before = await ada.sees("Sky")
    await scene.do(ada.tap("Red"))
    await scene.later(seconds=2)
    card = await ada.sees("Rose")
    assert card.id > before.id
    await scene.do(ada.tap("Red", on=card))
    assert (await ada.sees("Sea")).id == card.id


async def test_markup_that_telegram_cannot_parse_is_sent_as_plain_text(scene: Scene, ada: Person) -> None:
    scene.faults.plan("editMessageText", refused(400, "Bad Request: can't parse entities: unsupported tag"))
    await scene.do(ada.tap("Red"))
    card = await ada.sees("Rose")
    last = say("card-given", answer="Red", about="Sky")
    assert card.words == f"{last}\n\nColours\nWhich colour is it?\n\nRose"
    assert card.entities == ()
    assert buttons(card)[:2] == ["Red", "Blue"]
    assert await outbox(scene, "DEAD") == 0


async def test_who_blocked_the_bot_unnoticed_is_found_out_by_a_push_and_the_task_goes_on(
    scene: Scene, rita: Person
) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await agree(ada)
    await scene.quiet()
    scene.telegram.world.chats[ada.id].blocked = True
    await launch(rita, tasks_csv("Sky"), least="1", target="60")
    await scene.later(seconds=5)
    assert await scene.count("SELECT count(*) FROM contributor WHERE state = 'BLOCKED'") == 1
    assert await scene.count("SELECT count(*) FROM assignment WHERE state = 'OFFERED'") == 0
    n_sent = scene.faults.called.count("sendMessage")
    await scene.later(minutes=5)
    assert scene.faults.called.count("sendMessage") == n_sent
    await agree(eve)
    await eve.sees("Sky")


async def test_after_a_429_nothing_goes_out_until_its_time_and_then_everything_does(
    scene: Scene, ada: Person
) -> None:
    eve = scene.person("Eve")
    scene.faults.plan("editMessageText", refused(429, "Too Many Requests: retry after 7", retry_after=7))
    await scene.do(ada.tap("Red"))
    n_calls = len(scene.faults.called)
    await scene.do(eve.send("/start"))
    await scene.later(seconds=6)
    assert len(scene.faults.called) == n_calls
    await scene.later(seconds=2)
    await ada.sees("Rose")
    await eve.sees("Welcome!")


@pytest.mark.parametrize("fault", [answer_lost, call_lost])
async def test_a_message_of_which_nobody_knows_whether_it_arrived_is_never_sent_again(
    scene: Scene, ada: Person, fault: object
) -> None:
    scene.faults.plan("sendMessage", fault)  # type: ignore[arg-type]
    n_sent = len(from_bot(ada))
    await scene.do(ada.send("/help"))
    await scene.later(minutes=10)
    assert await outbox(scene, "UNKNOWN", "HELP") == 1
    assert scene.faults.called.count("sendMessage") == scene.telegram.count("sendMessage") + (
        fault is call_lost
    )
    assert len(from_bot(ada)) - n_sent == (1 if fault is answer_lost else 0)


async def test_a_message_that_surely_did_not_arrive_is_sent_again(scene: Scene, ada: Person) -> None:
    scene.faults.plan("sendMessage", no_connection, times=2)
    await scene.do(ada.send("/help"))
    for _ in range(3):
        await scene.later(seconds=5)
    await ada.sees(say("help-answering"))
    assert await outbox(scene, "UNKNOWN") == 0


@pytest.mark.parametrize("fault", [answer_lost, call_lost, no_connection])
async def test_an_edit_that_may_be_lost_is_made_again(scene: Scene, ada: Person, fault: object) -> None:
    scene.faults.plan("editMessageText", fault)  # type: ignore[arg-type]
    await scene.do(ada.tap("Red"))
    await scene.later(seconds=5)
    await ada.sees("Rose")
    assert await outbox(scene, "PENDING") == 0
    assert await scene.count("SELECT count(*) FROM outbox WHERE state NOT IN ('SENT')") == 0


async def test_a_press_proves_where_a_card_stands_whose_sending_had_no_known_end(
    scene: Scene, ada: Person
) -> None:
    scene.faults.plan("sendMessage", answer_lost)
    await scene.do(ada.send("/next"))
    assert await outbox(scene, "UNKNOWN", "CARD") == 1
    card = await ada.sees("Sky")
    await scene.do(ada.tap("Red", on=card))
    assert (await ada.sees("Rose")).id == card.id
    assert [message.id for message in live_keyboards(ada)] == [card.id]


async def test_an_edit_that_never_works_is_given_up(scene: Scene, ada: Person) -> None:
    scene.faults.plan("editMessageText", refused(500, "Internal Server Error"), times=1000)
    await scene.do(ada.tap("Red"))
    for _ in range(12):
        # In all less than the task is kept: a card that turns into another one is another edit.
        await scene.later(seconds=20)
    assert await outbox(scene, "DEAD", "CARD") == 1
    assert await scene.count("SELECT attempts FROM outbox WHERE state = 'DEAD' AND kind = 'CARD'") == 8


async def test_what_was_being_sent_at_a_kill_is_settled_at_the_start(scene: Scene, ada: Person) -> None:
    def being_sent(tx: Tx) -> None:
        for kind, body in ((OutType.CARD, {}), (OutType.TEXT, {"key": "not-subscribed"})):
            add_out(tx, kind, ada.id, body=body, priority=Priority.REPLY, due_at=0)  # type: ignore[arg-type]
        tx.execute("UPDATE outbox SET state = 'SENDING', lease_id = 1 WHERE state = 'PENDING'")

    await scene.stop()
    async with await Database.open(scene.settings.database_url) as database:
        await database.run(being_sent)
    n_sent = len(from_bot(ada))
    await scene.start()
    await scene.quiet()
    assert await outbox(scene, "UNKNOWN", "TEXT") == 1
    assert await outbox(scene, "SENDING") == 0
    assert await outbox(scene, "UNKNOWN", "CARD") == 0
    assert len(from_bot(ada)) == n_sent


async def test_real_limits_let_one_message_a_second_into_a_chat(stage: Scene) -> None:
    await stage.start(limits=Limits())
    ada = stage.person("Ada")
    for command in ("/help", "/projects", "/status"):
        await ada.send(command)
    await stage.quiet()
    assert len(from_bot(ada)) == 0, "nobody knows what an earlier bot sent a moment before"
    await stage.later(seconds=1.06)
    assert len(from_bot(ada)) == 1
    await stage.later(seconds=1.06)
    assert len(from_bot(ada)) == 2
    await stage.later(seconds=1.06)
    assert len(from_bot(ada)) == 3


async def test_old_updates_and_sent_rows_are_forgotten(scene: Scene, ada: Person) -> None:
    assert await scene.count("SELECT count(*) FROM inbox") > 0
    await scene.later(minutes=max(KEEP_SENT, KEEP_UPDATES) / 60e6 + 1)
    await scene.later(minutes=1)
    assert await scene.count("SELECT count(*) FROM inbox") == 0


async def test_the_token_is_in_no_log_line(
    scene: Scene, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    scene.faults.plan("sendMessage", call_lost)
    scene.faults.plan("editMessageText", refused(500, "Internal Server Error"))
    await scene.do(ada.send("/help"))
    await scene.do(ada.tap("Red"))
    assert "cannot tell whether it was sent" in caplog.text
    assert scene.telegram.token not in caplog.text


async def test_a_429_is_remembered_by_the_bot_that_starts_next(scene: Scene, ada: Person) -> None:
    scene.faults.plan("editMessageText", refused(429, "Too Many Requests: retry after 7", retry_after=7))
    await scene.do(ada.tap("Red"))
    await scene.stop()
    await scene.start()
    n_calls = scene.faults.called.count("editMessageText")
    await scene.later(seconds=6)
    assert scene.faults.called.count("editMessageText") == n_calls
    await scene.later(seconds=2)
    await ada.sees("Rose")


async def test_a_press_proves_that_a_card_arrived(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await ada.sees(say("card-idle"))
    scene.faults.plan("sendMessage", answer_lost)
    await launch(rita, tasks_csv("Sky", "Rose"))
    scene.faults.plan("sendMessage", answer_lost)
    await scene.later(seconds=2)
    assert await outbox(scene, "UNKNOWN", "CARD") <= 1
    card = await ada.sees("Sky")
    await scene.do(ada.tap("Red", on=card))
    assert await outbox(scene, "UNKNOWN", "CARD") == 0
    await ada.sees("Rose")
