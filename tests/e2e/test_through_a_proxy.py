"""A bot that can only reach its Bot API server through a proxy works like any other."""

from urllib.parse import quote

import pytest
from bot_scene import Scene, agree, say

from bot.http.connecting import read_proxy
from bot.http.reach import NotReached, reach
from tests.transport.proxy_double import NAME, PASSWORD, proxying


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_everything_goes_through_the_proxy(stage: Scene, scheme: str) -> None:
    async with proxying(scheme) as between:
        proxy = read_proxy(f"{scheme}://{NAME}:{quote(PASSWORD, safe='')}@127.0.0.1:{between.port}")
        await stage.start(proxy=proxy)
        ada = stage.person("Ada")
        await agree(ada)
        await ada.sees(say("card-idle"))
        said = await reach(stage.settings.api_base_url, stage.settings.bot_token, proxy=proxy)
        await stage.stop()
    assert said.username
    server = stage.settings.api_base_url.removeprefix("http://").partition("/")[0]
    assert set(between.passed_on) == {server}


async def test_a_wrong_password_is_told_without_it(stage: Scene) -> None:
    async with proxying("socks5") as between:
        proxy = read_proxy(f"socks5://{NAME}:wrong@127.0.0.1:{between.port}")
        with pytest.raises(NotReached) as refused:
            await reach(stage.settings.api_base_url, stage.settings.bot_token, proxy=proxy)
    assert str(refused.value) == "ProxyError"
