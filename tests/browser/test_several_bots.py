"""Two bots in one playground: the page shows one of them, and lets you choose which."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from bare_scene import Bare, bare_playground
from browser_scene import Window
from playwright.sync_api import Browser, expect

ADA = 1_001
SECOND = 654_321
TOKEN = f"{SECOND}:{'o' * 35}"


@pytest.fixture
def bare() -> Iterator[Bare]:
    with bare_playground() as bare:
        bare.drive("/people", name="Ada", id=ADA)
        bare.drive(f"/people/{ADA}/start")
        bare.call("getMe")
        yield bare


def call_as_second(bare: Bare, method: str, **parameters: object) -> None:
    url = bare.api.rpartition("/bot")[0] + f"/bot{TOKEN}/{method}"
    asked = Request(url, data=json.dumps(parameters).encode(), headers={"Content-Type": "application/json"})
    with urlopen(asked, timeout=20) as reply:
        assert json.load(reply)["ok"]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_second_bot_can_be_chosen_and_has_its_own_chats(
    browser: Browser, bare: Bare, pictures: Path, width: int, height: int
) -> None:
    is_phone = width < 760
    with Window.opened(
        browser, bare.page, width=width, height=height, is_phone=is_phone, status="the bot is away"
    ) as window:
        chooser = window.page.get_by_role("combobox", name="Bot")
        expect(chooser).to_have_count(0)

        call_as_second(bare, "setMyName", name="The second one")
        bare.drive(f"/bots/{SECOND}/people/{ADA}/start")
        call_as_second(bare, "sendMessage", chat_id=ADA, text="Hello from the second")
        expect(chooser).to_be_visible()
        window.keep(pictures / f"bots-{width}.png")
        chooser.select_option(label="The second one · @playground_2_bot")

        window.page.wait_for_url(f"**/?bot={SECOND}")
        expect(window.page.locator(".brand strong")).to_have_text("The second one")
        if is_phone:
            window.open("Ada")
        window.chat(ADA).sees("Hello from the second")
        window.chat(ADA).say("Thank you")
        said = bare.look(f"/bots/{SECOND}/people/{ADA}/chat")["messages"][-1]
        assert said["text"] == "Thank you"
        assert [one["text"] for one in bare.look(f"/people/{ADA}/chat")["messages"]] == ["/start"]
        window.keep(pictures / f"second-bot-{width}.png")


def test_a_bot_that_is_gone_leads_back_to_the_first(browser: Browser, bare: Bare) -> None:
    page = browser.new_page()
    page.goto(f"{bare.page}?bot=999")
    expect(page.locator(".person").first).to_be_visible()
    assert page.url == bare.page
    page.close()
