"""People who can no longer be reached: nothing is retried, their tasks go to others, and they may come back."""

import pytest
from bot_scene import Scene, agree, by_both_ways, from_bot, launch, live_keyboards, say, tasks_csv
from faulty_network import Fault, refused

from playground import Person

pytestmark = by_both_ways

REFUSALS = {
    "blocked": refused(403, "Forbidden: bot was blocked by the user"),
    "deactivated": refused(403, "Forbidden: user is deactivated"),
    "never started": refused(403, "Forbidden: bot can't initiate conversation with a user"),
    "chat not found": refused(400, "Bad Request: chat not found"),
    "peer": refused(400, "Bad Request: PEER_ID_INVALID"),
    "migrated": refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100123),
}


@pytest.fixture
async def people(scene: Scene, rita: Person) -> tuple[Person, Person]:
    """Ada, who has the one task in hand, and Eve, who waits for it."""
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky"), least="1", most="1", target="60")
    await agree(ada)
    await ada.sees("Sky")
    await agree(eve)
    await eve.sees(say("card-idle"))
    await scene.quiet()
    return ada, eve


@pytest.mark.parametrize("why", REFUSALS)
async def test_whom_nothing_reaches_holds_no_task_is_sent_nothing_more_and_comes_back_by_start(
    scene: Scene, people: tuple[Person, Person], why: str
) -> None:
    ada, eve = people
    fault: Fault = REFUSALS[why]
    scene.faults.plan("sendMessage", fault)
    await scene.do(ada.send("/next"))
    assert scene.faults.left == 0
    assert await state_of(scene, ada) == "BLOCKED"
    # What was refused has ended, and with it, at once, what she held.
    assert await scene.count("SELECT count(*) FROM outbox WHERE state = 'DEAD'") == 1
    assert await scene.count(f"SELECT count(*) FROM assignment WHERE {ada_holds(ada)}") == 0
    n_messages = len(ada.chat)
    await scene.later(seconds=5)
    await eve.sees("Sky")
    for _ in range(3):
        await scene.later(minutes=30)
    assert len(ada.chat) == n_messages
    await scene.later(minutes=40)  # the task has come back from Eve, too
    await scene.do(ada.send("/start"))
    assert await state_of(scene, ada) == "ACTIVE"
    await ada.sees("Sky")
    assert len(live_keyboards(ada)) == 1


async def test_who_unblocks_the_bot_is_where_they_were_and_is_written_to_again(
    scene: Scene, rita: Person, people: tuple[Person, Person]
) -> None:
    ada, _ = people
    ada.block()
    await scene.quiet()
    assert await state_of(scene, ada) == "BLOCKED"
    ada.unblock()
    await scene.quiet()
    assert await state_of(scene, ada) == "ACTIVE"
    n_messages = len(from_bot(ada))
    await scene.do(ada.send("/next"))
    assert len(from_bot(ada)) == n_messages + 1
    # The card in hand when she blocked the bot has lost its buttons by now.
    assert len(live_keyboards(ada)) <= 1
    assert not from_bot(ada)[0].buttons


async def state_of(scene: Scene, person: Person) -> str:
    for state in ("ACTIVE", "BLOCKED", "PAUSED", "LEFT", "NEW"):
        if await scene.count(
            f"SELECT count(*) FROM contributor WHERE id = {person.id} AND state = '{state}'"
        ):
            return state
    return "nobody"


def ada_holds(ada: Person) -> str:
    return f"contributor_id = {ada.id} AND state = 'OFFERED'"
