"""The server itself: how calls travel, what is remembered, saving and loading."""

import asyncio
from pathlib import Path

import aiohttp
import pytest
from playground_scene import Clock, make_bot, poll_is_waiting
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from playground import NotPossible, Person, Playground, PortTaken


@pytest.fixture
def url(telegram: Playground) -> str:
    return f"{telegram.base_url}{telegram.token}"


async def test_parameters_may_travel_in_four_ways(ada: Person, url: str) -> None:
    fields = {"chat_id": str(ada.id), "text": "hé"}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    async with aiohttp.ClientSession() as session:
        calls = [
            session.get(f"{url}/sendMessage", params=fields),
            session.post(f"{url}/sendMessage", data=fields),
            session.post(f"{url}/sendMessage", data=multipart),
            session.post(f"{url}/SENDMESSAGE", json={"chat_id": ada.id, "text": "hé"}),
        ]
        replies = [await (await call).json() for call in calls]
    assert [reply["result"]["text"] for reply in replies] == ["hé"] * 4


@pytest.mark.usefixtures("wrong_on_purpose")
@pytest.mark.parametrize(
    ("body", "is_noted"),
    [(b"null", False), (b"[]", False), (b"", False), (b"{", True), (b"[1]", True), (b"\xff", True)],
)
async def test_a_json_body_that_is_no_object_counts_as_empty(
    telegram: Playground, ada: Person, url: str, body: bytes, *, is_noted: bool
) -> None:
    headers = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        async with session.post(url + "/getMe", data=body, headers=headers) as reply:
            assert (await reply.json())["result"]["is_bot"]
        assert [one.kind for one in telegram.violations] == ["unreadable"] * is_noted
        query = {"chat_id": str(ada.id), "text": "from the address"}
        async with session.post(url + "/sendMessage", params=query, data=body, headers=headers) as reply:
            assert (await reply.json())["result"]["text"] == "from the address"


async def test_a_broken_multipart_body_is_refused(url: str) -> None:
    headers = {"Content-Type": "multipart/form-data"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url + "/getMe", data=b"no boundary", headers=headers) as reply,
    ):
        assert reply.status == 400


async def test_a_bot_that_dies_in_the_middle_of_a_call_does_no_harm(
    ada: Person, telegram: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    path = f"/bot{telegram.token}/sendMessage"
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n"
    _, writer = await asyncio.open_connection("127.0.0.1", telegram.port)
    writer.write(head.encode() + b'{"chat_id"')
    await writer.drain()
    async with aiohttp.ClientSession() as session:
        await (await session.get(f"{telegram.base_url}{telegram.token}/getMe")).read()
    writer.transport.abort()
    await telegram.close()
    assert (ada.last, telegram.count("sendMessage")) == (None, 1)
    assert not caplog.records


async def test_updates_outlive_a_bot_that_dies_while_it_waits(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", telegram.port)
    writer.write(
        f"GET /bot{telegram.token}/getUpdates?timeout=30 HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    )
    await poll_is_waiting(telegram)
    writer.transport.abort()
    await ada.send("to the next bot")
    assert [update.message.text for update in await bot.get_updates() if update.message] == [
        "to the next bot"
    ]


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_refusals_look_as_telegram_writes_them(telegram: Playground, url: str) -> None:
    expected = {
        f"{url}/getWhatever": {"ok": False, "error_code": 404, "description": "Not Found"},
        f"{telegram.base_url}nonsense/getMe": {"ok": False, "error_code": 404, "description": "Not Found"},
        f"{url}/sendMessage": {
            "ok": False,
            "error_code": 400,
            "description": "Bad Request: chat_id is empty",
        },
    }
    async with aiohttp.ClientSession() as session:
        for address, body in expected.items():
            async with session.get(address) as reply:
                assert (reply.status, await reply.json()) == (body["error_code"], body)


async def test_calls_are_remembered_with_what_came_of_them(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    await bot.send_message(ada.id, "hi")
    call = telegram.calls[-1]
    assert (call.method, call.parameters["text"], call.error) == ("sendMessage", "hi", None)
    assert isinstance(call.result, dict)
    assert call.result["message_id"] == 2
    assert telegram.count("sendMessage") == 1


async def test_a_taken_port_is_named(telegram: Playground) -> None:
    with pytest.raises(PortTaken, match=f"port {telegram.port} on 127.0.0.1 is already in use"):
        await Playground(port=telegram.port).start()


def test_a_malformed_token_is_not_taken() -> None:
    with pytest.raises(NotPossible, match="a token must be"):
        Playground(token="secret")


async def test_a_saved_playground_goes_on_where_it_was(
    bot: Bot, ada: Person, telegram: Playground, clock: Clock, tmp_path: Path
) -> None:
    await bot.set_my_commands([("start", "Begin")])
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])
    await bot.send_message(ada.id, "<b>Bird</b>?", "HTML", reply_markup=keyboard)
    await ada.send_document("a.csv", b"\x00\xff")
    tap = await ada.tap("Yes")
    telegram.person("Grace")
    ada.block()
    before = await bot.get_updates()
    telegram.save(tmp_path / "state.json")

    async with (
        Playground.load(tmp_path / "state.json", clock=clock) as again,
        make_bot(again) as new_bot,
    ):
        ada_again = again.people[ada.id]
        assert ada_again.chat == ada.chat
        assert [person.has_blocked for person in again.people.values()] == [True, False]
        assert [update.to_dict() for update in await new_bot.get_updates()] == [u.to_dict() for u in before]
        ada_again.unblock()
        assert await new_bot.answer_callback_query(tap.query_id, "in time")
        assert (await new_bot.send_message(ada.id, "next")).message_id == 4
        assert [command.command for command in await new_bot.get_my_commands()] == ["start"]
        assert (again.token, again.person("New").id) == (telegram.token, telegram.person("New").id)
        await ada_again.send("on")
        last = await new_bot.get_updates(offset=-1)
        assert last[0].update_id == before[-1].update_id + 2  # between them lies the unblocking


@pytest.mark.parametrize("content", ["", "[]", '{"format": "something else"}'])
def test_what_is_no_saved_playground_is_not_loaded(tmp_path: Path, content: str) -> None:
    (tmp_path / "state.json").write_text(content)
    with pytest.raises(NotPossible, match="not a saved playground"):
        Playground.load(tmp_path / "state.json")
