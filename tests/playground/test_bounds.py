"""What keeps long runs from filling the memory, and strangers from controlling the server."""

import aiohttp
import pytest
from playground_scene import make_bot
from telegram.error import InvalidToken, NetworkError

from playground import NotPossible, Person, Playground
from playground.chats.chat import MAX_HISTORY
from playground.serving import updates as updates_module


async def test_a_chat_remembers_its_newest_messages_only(telegram: Playground, ada: Person) -> None:
    first = ada.chat[0]
    for number in range(MAX_HISTORY):
        await ada.send(f"{number}")
    assert MAX_HISTORY * 9 // 10 <= len(ada.chat) <= MAX_HISTORY
    assert ada.message(first.id) is None
    assert ada.chat[-1].words == f"{MAX_HISTORY - 1}"


def test_the_more_chats_the_fewer_messages_each_remembers() -> None:
    telegram = Playground()
    rooms = []
    for number in range(2_001):
        telegram.person(f"Person {number}")
        rooms.append(telegram.world.history_room())
    assert (rooms[19], rooms[99], rooms[999], rooms[2_000]) == (5_000, 1_000, 100, 100)


async def test_a_full_queue_takes_no_more_updates(
    telegram: Playground, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates_module, "MAX_PENDING", 3)
    for number in range(5):
        await ada.send(f"{number}")
    waiting = [update.content["text"] for update in telegram.world.updates.pending]
    assert waiting == ["0", "1", "2"]


async def test_calls_and_toasts_are_remembered_up_to_a_number(telegram: Playground, ada: Person) -> None:
    assert telegram.calls.maxlen == 5_000
    assert telegram.world.chats[ada.id].toasts.maxlen == 1_000


async def test_a_revoked_token_is_refused_and_the_new_one_taken(telegram: Playground) -> None:
    async with make_bot(telegram) as bot:
        new = telegram.revoke_token()
        with pytest.raises(InvalidToken):
            await bot.get_me()
    async with make_bot(telegram) as bot:
        assert (bot.token, bot.id) == (new, telegram.world.bot.id)


async def test_a_web_page_of_somebody_else_cannot_call_methods(telegram: Playground) -> None:
    url = f"{telegram.base_url}{telegram.token}/getMe"
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers={"Origin": "https://evil.example"}) as reply:
            assert reply.status == 403
        async with session.get(url, headers={"Origin": f"http://127.0.0.1:{telegram.port}"}) as reply:
            assert reply.status == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "a.example"])
def test_other_machines_are_let_in_only_by_word(host: str) -> None:
    with pytest.raises(NotPossible, match="would let other machines in"):
        Playground(host=host)
    Playground(host=host, open_to_network=True)


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_a_body_above_50_mb_is_refused_and_noted(telegram: Playground, ada: Person) -> None:
    async with make_bot(telegram) as bot:
        with pytest.raises(NetworkError, match="Request Entity Too Large"):
            await bot.send_document(ada.id, bytes(50 * 1024 * 1024 + 1), write_timeout=60)
    assert [violation.method for violation in telegram.violations] == ["sendDocument"]
    assert telegram.calls[-1].error is not None
