"""Calls of the Bot API and files of the bot: programs get them, web pages of strangers don't."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import ClientSession

from playground import Person, Playground

BROWSER = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
    "Accept-Language": "en-GB,en;q=0.9",
}
#: What a browser says when a page of another origin makes it ask.
FOREIGN = {
    "an image": {**BROWSER, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    "an image of another port": {**BROWSER, "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
    "a link": {**BROWSER, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    "a script": {**BROWSER, "Origin": "http://evil.example", "Sec-Fetch-Site": "cross-site"},
    "a form": {**BROWSER, "Origin": "null", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
    "an old browser's script": {**BROWSER, "Origin": "http://evil.example"},
    "an old browser's image": BROWSER,
    "a name pointed here": {**BROWSER, "Host": "evil.example:8081", "Sec-Fetch-Site": "same-origin"},
    "a name pointed here, by script": {
        **BROWSER,
        "Host": "evil.example:8081",
        "Origin": "http://evil.example:8081",
        "Sec-Fetch-Site": "same-origin",
    },
    "a program under a foreign name": {"Host": "evil.example"},
    "a program without a name": {"Host": ""},
}


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
async def test_another_web_page_cannot_send_as_the_bot(
    ada: Person, telegram: Playground, session: ClientSession, headers: dict[str, str]
) -> None:
    url = f"{telegram.base_url}{telegram.token}/sendMessage"
    fields = {"chat_id": str(ada.id), "text": "bought"}
    body = {"chat_id": ada.id, "text": "x"}

    for asked in (
        session.get(url, params=fields, headers=headers),
        session.post(url, data=fields, headers=headers),
        session.post(url, json=body, headers=headers),
        session.options(url, headers=headers),
    ):
        async with asked as reply:
            assert reply.status == 403
            assert (await reply.json())["error_code"] == 403
            assert not [name for name in reply.headers if name.lower().startswith("access-control")]

    assert (ada.last, list(telegram.calls)) == (None, [])


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
async def test_another_web_page_cannot_end_the_bots_poll_nor_take_its_files(
    ada: Person, telegram: Playground, session: ClientSession, headers: dict[str, str]
) -> None:
    message = await ada.send_document("secret.csv", b"secret")
    assert message.document is not None
    stored = telegram.world.files.get(message.document.file_id)
    assert stored is not None

    for path in ("getUpdates?offset=-1", "logOut", "setWebhook?url=http://127.0.0.1:1/", "getNothing", ""):
        async with session.get(f"{telegram.base_url}{telegram.token}/{path}", headers=headers) as reply:
            assert reply.status == 403
    for token in (telegram.token, "wrong"):
        async with session.get(f"{telegram.base_file_url}{token}/documents/1", headers=headers) as reply:
            assert reply.status == 403
    assert (len(telegram.world.updates.pending), list(telegram.calls)) == (1, [])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost:8081"},
        {"Host": "bots.localhost"},
        {"Host": "[::1]:8081"},
        {"Host": "192.168.0.9:8081"},
        {"Host": "host.docker.internal:8081"},
        {"User-Agent": "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1"},
        {"User-Agent": "node", "Accept-Language": "*", "Sec-Fetch-Mode": "cors"},
        {**BROWSER, "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
    ],
    ids=str,
)
async def test_programs_and_the_address_bar_may_call(
    telegram: Playground, session: ClientSession, headers: dict[str, str]
) -> None:
    async with session.get(f"{telegram.base_url}{telegram.token}/getMe", headers=headers) as reply:
        assert (await reply.json())["result"]["is_bot"]


async def test_a_name_of_ones_own_is_let_in_where_it_was_given(session: ClientSession) -> None:
    async with Playground(names=["Telegram"]) as telegram:
        url = f"{telegram.base_url}{telegram.token}/getMe"
        for host, status in (("telegram:8081", 200), ("telegram.evil.example", 403)):
            async with session.get(url, headers={"Host": host}) as reply:
                assert reply.status == status


async def test_a_bots_file_never_runs_in_a_browser(
    ada: Person, telegram: Playground, session: ClientSession
) -> None:
    message = await ada.send_document("page.html", b"<script>alert(1)</script>", "text/html")
    assert message.document is not None
    call = f"{telegram.base_url}{telegram.token}/getFile"
    async with session.get(call, params={"file_id": message.document.file_id}) as reply:
        path = (await reply.json())["result"]["file_path"]

    async with session.get(f"{telegram.base_file_url}{telegram.token}/{path}") as reply:
        assert await reply.read() == b"<script>alert(1)</script>"
        assert reply.headers["Content-Type"] == "application/octet-stream"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize("token", ["nonsense", "1:short", "", "0123:" + "a" * 35])
async def test_an_address_with_a_malformed_token_is_not_found(
    telegram: Playground, session: ClientSession, token: str
) -> None:
    address = aiohttp.client.URL(f"{telegram.base_url}{token}/getMe")
    async with session.get(address) as reply:
        assert (reply.status, (await reply.json())["description"]) == (404, "Not Found")


async def test_a_withdrawn_token_is_unauthorized(telegram: Playground, session: ClientSession) -> None:
    old = f"{telegram.base_url}{telegram.token}/getMe"
    telegram.revoke_token()
    async with session.get(old) as reply:
        assert (reply.status, (await reply.json())["description"]) == (401, "Unauthorized")
