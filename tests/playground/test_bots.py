"""Several bots on one server: each token is a bot."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from control_scene import Control
from playground_scene import make_bot, make_request
from telegram import Bot

from playground import NotPossible, Person, Playground
from playground.control import Front

MINE = "123456:" + "m" * 35
OTHER = "654321:" + "o" * 35


def client(telegram: Playground, token: str) -> Bot:
    return Bot(
        token,
        base_url=telegram.base_url,
        base_file_url=telegram.base_file_url,
        request=make_request(),
        get_updates_request=make_request(),
    )


@pytest.fixture
async def other(telegram: Playground, bot: Bot) -> AsyncIterator[Bot]:
    """A second bot, that comes with a token of its own."""
    async with client(telegram, OTHER) as second:
        yield second


async def test_the_first_token_that_comes_is_the_bots(telegram: Playground, ada: Person) -> None:
    crew = telegram.group("Crew", [ada])
    async with client(telegram, MINE) as bot:
        assert bot.id == 123456
        assert telegram.token == MINE
        sent = await bot.send_message(ada.id, "hi")
        assert sent.from_user is not None
        assert sent.from_user.id == 123456
        assert (await bot.get_chat_member(crew.id, bot.id)).status == "member"
        assert not telegram.bots


async def test_another_token_is_another_bot(telegram: Playground, bot: Bot, other: Bot, ada: Person) -> None:
    assert (other.id, other.username) == (654321, "playground_2_bot")
    second = telegram.bots[other.id].people[ada.id]
    await second.send("/start")
    await ada.send("for the first")

    assert [u.message.text for u in await other.get_updates() if u.message] == ["/start"]
    assert [u.message.text for u in await bot.get_updates() if u.message] == ["for the first"]
    await other.send_message(ada.id, "from the second")
    assert second.last is not None
    assert second.last.text == "from the second"
    assert ada.last is None
    assert telegram.count("sendMessage") == 0


async def test_two_bots_poll_without_ending_each_other(telegram: Playground, bot: Bot, other: Bot) -> None:
    assert await bot.get_updates(timeout=0) == await other.get_updates(timeout=0) == ()
    assert [call.error for call in telegram.calls] == [None] * len(telegram.calls)


async def test_whoever_comes_later_is_known_to_all_bots(telegram: Playground, other: Bot) -> None:
    ben = telegram.person("Ben", id=77)
    assert telegram.bots[other.id].people[ben.id].name == "Ben"
    await telegram.bots[other.id].people[77].start()
    assert (await other.send_message(77, "hi")).chat.first_name == "Ben"


async def test_a_wrong_secret_is_not_another_bot(telegram: Playground, bot: Bot, other: Bot) -> None:
    async with ClientSession() as session:
        for bot_id in (bot.id, other.id):
            async with session.get(f"{telegram.base_url}{bot_id}:{'x' * 35}/getMe") as reply:
                assert reply.status == 401
    with pytest.raises(NotPossible, match="there already is a bot with the id 654321"):
        telegram.bot(OTHER)


async def test_a_program_with_ever_new_tokens_fills_no_memory(telegram: Playground, bot: Bot) -> None:
    async with ClientSession() as session:
        statuses = []
        for number in range(1, 60):
            async with session.get(f"{telegram.base_url}{number}:{'x' * 35}/getMe") as reply:
                statuses.append(reply.status)
    assert statuses.count(200) == len(telegram.bots) == 20
    assert set(statuses[20:]) == {401}


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_what_another_bot_breaks_counts(telegram: Playground, other: Bot) -> None:
    await other.get_me(api_kwargs={"colour": "red"})
    assert [violation.parameter for violation in telegram.violations] == ["colour"]
    telegram.forget_violations()
    assert telegram.violations == []


async def test_the_control_api_reaches_every_bot(telegram: Playground, other: Bot, ada: Person) -> None:
    async with Front(telegram) as front, ClientSession() as session:

        async def post(path: str, **values: object) -> int:
            async with session.post(f"{front.url}playground{path}", json=values) as reply:
                return reply.status

        assert await post(f"/bots/{other.id}/people/{ada.id}/start") == 200
        assert await post("/bots/1/people/1/start") == 404
        async with session.get(f"{front.url}playground/bots") as reply:
            assert [bot["id"] for bot in (await reply.json())["bots"]] == [telegram.world.bot.id, other.id]
    assert [u.message.text for u in await other.get_updates() if u.message] == ["/start"]


async def test_a_bot_that_a_test_lets_come_has_a_name(telegram: Playground, ada: Person) -> None:
    second = telegram.bot(name="Helper", username="helper_bot")
    async with make_bot(second) as helper:
        assert (helper.first_name, helper.username) == ("Helper", "helper_bot")
        await second.people[ada.id].start()
        assert len(await helper.get_updates()) == 1


async def test_all_bots_are_saved_and_go_on(telegram: Playground, ada: Person, tmp_path: Path) -> None:
    second = telegram.bot(OTHER, name="Helper", username="helper_bot")
    there = second.people[ada.id]
    await there.send("one")
    async with client(telegram, OTHER) as helper:
        await helper.set_my_name("Aide")
        sent = await helper.send_message(ada.id, "two")
    crew = second.group("Crew", [there])
    await there.send("three")

    telegram.save(tmp_path / "state.json")
    loaded = Playground.load(tmp_path / "state.json", strict=True)
    async with loaded, client(loaded, OTHER) as helper:
        again = loaded.bots[helper.id]
        assert [message.text for message in again.people[ada.id].chat] == ["one", "two", "three"]
        assert [update.message.text for update in await helper.get_updates() if update.message][-1] == "three"
        assert (await helper.send_message(ada.id, "four")).message_id == sent.message_id + 2
        assert again.groups[crew.id].title == "Crew"
        assert (await helper.get_my_name()).name == "Aide"
        assert loaded.people[ada.id].last is None


async def test_a_saved_state_from_before_there_were_several_bots_is_read(
    telegram: Playground, ada: Person, tmp_path: Path
) -> None:
    path = tmp_path / "state.json"
    telegram.save(path)
    state = json.loads(path.read_bytes())
    del state["bots"]
    path.write_text(json.dumps(state))
    assert Playground.load(path).people[ada.id].name == "Ada"
    path.write_text(json.dumps(state | {"bots": [{}]}))
    with pytest.raises(NotPossible, match="the saved state is damaged"):
        Playground.load(path)


async def test_live_events_files_and_traffic_are_those_of_the_chosen_bot(
    control: Control, other: Bot
) -> None:
    await control.come("Ada", 7)
    here = f"/bots/{other.id}"
    await control.done(f"{here}/people/7/start")
    sent = await other.send_document(7, b"abc", filename="a.txt")
    assert sent.document is not None
    async with control.live(here) as watching:
        assert (await watching.until("bot"))["id"] == other.id
        await watching.ask(open=7)
        assert [one.get("text") for one in await watching.chat("messages")] == ["/start", None]
    async with control.live() as watching:
        bots = await watching.until("bots")
        assert [(bot["id"], bot["username"]) for bot in bots] == [
            (control.bot.id, "playground_bot"),
            (other.id, "playground_2_bot"),
        ]
    for path, status in ((here, 200), ("", 404)):
        url = f"{control.root}/playground{path}/files/{sent.document.file_id}"
        async with control.session.get(url) as reply:
            assert reply.status == status
    names = [entry["name"] for entry in (await control.seen(f"{here}/traffic"))["entries"]]
    assert names == ["getMe", "message", "sendDocument"]
