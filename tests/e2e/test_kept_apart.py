"""What the bot must not keep: places, contacts, links that give a right, and what handled updates said."""

import pytest
from bot_scene import Scene, say

from bot.jobs import forget
from bot.receiving.reducing import reduced
from playground import Person
from storage.database import path_of
from storage.tx import Tx

ADMIN_ID = 4242


def on_disk(scene: Scene) -> bytes:
    """All that the database's files hold, with what was deleted and what still waits to be written back."""
    path = path_of(scene.settings.database_url)
    return b"".join(file.read_bytes() for file in path.parent.glob(path.name + "*"))


def bodies(tx: Tx) -> set[tuple[str, str]]:
    return {(row["state"], row["body"]) for row in tx.execute("SELECT state, body FROM inbox")}


async def test_a_place_is_stored_as_a_city_and_a_contact_as_nothing(scene: Scene, ada: Person) -> None:
    await scene.do(ada.send_location(40.123456, -3.987654), ada.send_contact("+990000123456"))
    await ada.sees("Madrid")
    await scene.stop()
    for secret in (b"40.1234", b"3.9876", b"990000123456"):
        assert secret not in on_disk(scene)


async def test_a_place_that_a_killed_bot_left_is_a_city_and_still_tells_the_zone(
    scene: Scene, ada: Person
) -> None:
    update = {
        "update_id": 7,
        "message": {
            "message_id": 90,
            "date": 1_800_000_000,
            "chat": {"id": ada.id, "type": "private"},
            "from": {"id": ada.id, "is_bot": False, "first_name": "Ada", "language_code": "en"},
            "venue": {
                "location": {"latitude": 35.71234, "longitude": 139.71234},
                "title": "Home",
                "address": "1",
            },
            "location": {"latitude": 35.71234, "longitude": 139.71234, "horizontal_accuracy": 3},
        },
    }
    left = str(reduced(update))
    assert "35.7" not in left
    assert "Home" not in left
    await scene.bot.intake.receive([update])
    await ada.sees("Tokyo")


async def test_a_grant_link_that_is_opened_is_stored_by_its_hash_alone(stage: Scene) -> None:
    await stage.start(open_requesters=False, admin_ids=frozenset({ADMIN_ID}))
    admin, rita = stage.person("Alan", id=ADMIN_ID), stage.person("Rita")
    await admin.send("/grant")
    payload = (await admin.sees("https://t.me/")).words.rpartition("?start=")[2].strip()
    opened = reduced({"update_id": 1, "message": {"text": f"/start {payload}"}})["message"]["text"]
    assert payload not in opened
    assert len(opened) == len(f"/start {payload}")
    # Who knows no more than what is stored opens nothing with it.
    eve = stage.person("Eve")
    await eve.send(opened)
    await eve.sees(say("link-dead"))
    await rita.send(f"/start {payload}")
    await rita.sees(say("now-requester"))


async def test_a_grant_link_that_nobody_opened_is_in_no_file(stage: Scene) -> None:
    await stage.start(open_requesters=False, admin_ids=frozenset({ADMIN_ID}))
    admin, rita = stage.person("Alan", id=ADMIN_ID), stage.person("Rita")
    await admin.send("/grant")
    payload = (await admin.sees("https://t.me/")).words.rpartition("?start=")[2].strip()
    await stage.quiet()
    assert payload.removeprefix("g_").encode() not in on_disk(stage)
    await rita.send(f"/start {payload}")
    await rita.sees(say("now-requester"))


@pytest.mark.parametrize(
    "text", ["/start g_{}", "try https://t.me/bot?start=g_{} now", "g_{}", "url=t.me%2Fbot%3Fstart%3Dg_{}"]
)
def test_a_token_is_found_wherever_it_stands(text: str) -> None:
    token = "A-b_" * 8
    message = {"message": {"text": text.format(token), "reply_to_message": {"text": text.format(token)}}}
    assert token not in str(reduced(message))


@pytest.mark.parametrize("text", ["x{}", "{}y", "_{}_", "-{}-", "https://t.me/bot?start={}y"])
async def test_a_token_in_the_midst_of_letters_is_in_no_file(stage: Scene, text: str) -> None:
    await stage.start(open_requesters=False, admin_ids=frozenset({ADMIN_ID}))
    admin, rita = stage.person("Alan", id=ADMIN_ID), stage.person("Rita")
    await admin.send("/grant")
    payload = (await admin.sees("https://t.me/")).words.rpartition("?start=")[2].strip()
    await rita.send(text.format(payload))
    await rita.send(payload.removeprefix("g_"))
    await stage.quiet()
    assert payload.removeprefix("g_").encode() not in on_disk(stage)
    await rita.send(f"/start {payload}")
    await rita.sees(say("now-requester"))


async def test_a_long_word_that_only_looks_like_a_token_stays(scene: Scene, rita: Person) -> None:
    names = [f"img_{n:032x}.jpg" for n in range(3)]
    await rita.send("\n".join(names))
    await rita.sees("3")
    await scene.quiet()
    stored = await scene.database.read(
        lambda tx: [row["content"] for row in tx.execute("SELECT content FROM pending_file")]
    )
    assert all(name in stored[0] for name in names)


@pytest.mark.parametrize(
    "part",
    [{"location": 5}, {"location": {"latitude": "x"}}, {"venue": []}, {"contact": None}, {"text": None}],
)
def test_a_malformed_update_is_reduced_without_an_error(part: dict[str, object]) -> None:
    reduced({"update_id": 1, "message": part})
    reduced({"update_id": 1, "message": [part], "callback_query": part})


async def test_what_a_handled_update_said_is_blank(scene: Scene, ada: Person) -> None:
    await scene.do(ada.send("my secret words"))
    assert await scene.database.read(bodies) == {("DONE", "")}


async def test_one_tick_forgets_all_that_came_in_a_minute_of_a_hundred_updates_a_second(scene: Scene) -> None:
    await scene.database.run(_fill, at=scene.clock())
    scene.clock.move(minutes=3 * 24 * 60)
    await scene.tick(forget)
    assert await scene.count("SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox)") == 0


def _fill(tx: Tx, *, at: int) -> None:
    rows = [{"id": number, "at": at} for number in range(1, 6001)]
    tx.many(
        "INSERT INTO inbox (update_id, received_at, body, state) VALUES (:id, :at, '', 'DONE')",
        rows,
    )
    tx.many(
        """
        INSERT INTO outbox (kind, chat_id, ref, body, priority, state, due_at, ended_at)
        VALUES ('TEXT', 1, :id, '{}', 1, 'SENT', :at, :at)
        """,
        rows,
    )


def test_a_place_stays_only_in_a_message_of_its_sender_that_answers_with_it() -> None:
    place = {"latitude": 52.5163, "longitude": 13.3777}
    venue = {"location": place, "title": "Home", "address": "Main Street 1"}
    taken = frozenset({"location", "venue"})
    message = {"location": place, "venue": venue}
    kept = reduced({"update_id": 1, "message": message}, keeps=taken)["message"]
    assert kept == {"location": place, "venue": {"location": place, "title": "", "address": ""}}
    for update in (
        {"message": {**message, "forward_origin": {"type": "user"}}},
        {"message": {**message, "via_bot": {"id": 7}}},
        {"message": {"text": "here?", "reply_to_message": message}},
        {"edited_message": message},
    ):
        assert "52.5163" not in str(reduced({"update_id": 1, **update}, keeps=taken))
    for nothing in (frozenset[str](), frozenset({"photo"})):
        left = reduced({"update_id": 1, "message": message}, keeps=nothing)["message"]["location"]
        assert left["reduced"], "a city is not taken for an answer"
