"""The page as people use it: people, chats, buttons. Any error that the page logs fails the test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Locator, Page, expect

YOU = 1_000_001
MIRA = 1_000_002
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
#: Nothing that would reach a network, or needs a screen.
ARGUMENTS = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def launch(kind: BrowserType, *more: str) -> Browser:
    """Start a Chromium, with more arguments than usual if need be."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert path, "install chromium"
    return kind.launch(executable_path=path, args=[*ARGUMENTS, *more])


class Chat:
    """One chat in the page."""

    def __init__(self, page: Page, person: int) -> None:
        self.page = page
        self.column = page.locator(f'.column[data-person="{person}"]')

    @property
    def line(self) -> Locator:
        return self.column.get_by_role("textbox", name="Message")

    def button(self, text: str) -> Locator:
        """The newest button of this text in the chat."""
        return self.column.locator(".keys").get_by_role("button", name=text, exact=True).last

    def start(self) -> None:
        self.column.get_by_role("button", name="Start", exact=True).click()

    def say(self, text: str) -> None:
        self.line.fill(text)
        self.line.press("Enter")

    def sees(self, text: str, *, wait_s: float = 15.0) -> Locator:
        bubble = self.column.locator(".message.theirs").filter(has_text=text).last
        expect(bubble).to_be_visible(timeout=1000 * wait_s)
        return bubble

    def subscribe(self) -> None:
        self.start()
        self.button("I agree, start answering").click()
        self.sees("I’ll write to you when there’s")

    def is_told(self, text: str) -> None:
        expect(self.column.locator(".toast")).to_contain_text(text)


class Window:
    """One window of the browser with the page in it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: self._must_stay_here(request.url))

    def _must_stay_here(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.errors.append(f"the page asked for {url}")

    @classmethod
    @contextmanager
    def opened(
        cls,
        browser: Browser,
        address: str,
        *,
        width: int,
        height: int,
        is_phone: bool = False,
        dark: bool = False,
        status: str = "the bot listens",
    ) -> Iterator["Window"]:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            has_touch=is_phone,
            is_mobile=is_phone,
            device_scale_factor=2 if is_phone else 1,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
            locale="en-GB",
        )
        page = context.new_page()
        window = cls(page)
        page.goto(address)
        expect(page.locator(".person").first).to_be_visible()
        expect(page.locator(".status")).to_have_text(status, timeout=15_000)
        yield window
        context.close()
        assert window.errors == []

    def chat(self, person: int) -> Chat:
        return Chat(self.page, person)

    def open(self, name: str) -> None:
        self.page.locator("#people .person").filter(has_text=name).first.click()

    def back(self) -> None:
        self.page.get_by_role("button", name="All people").click()

    def add_crowd(self) -> None:
        """On a phone: let a crowd of twenty come that answers fast."""
        self.page.get_by_role("button", name="Crowd", exact=True).tap()
        self.page.get_by_role("combobox", name="Time before each answer").select_option("fast")
        self.page.get_by_role("button", name="Add them").tap()
        expect(self.page.locator(".crowd-head")).to_contain_text("Crowd · 20")

    def keep(self, path: Path) -> None:
        """Take a picture, once whatever moves has come to rest."""
        self.page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished.catch(() => 0)))")
        self.page.screenshot(path=path)


def fill_in_project(chat: Chat, *, name: str = "Topics", least: int = 3, most: int = 7) -> None:
    """Go through the dialogue that follows a file of tasks, up to the launch."""
    steps = (
        ("What do you want to ask", "What is this sentence about?"),
        ("Which options can people choose from", "Food, Transport, Weather"),
        (f"Ready to launch: {name}", f"95 {least}-{most}"),
    )
    chat.column.locator(".keys").get_by_role("button", name="Name: ").last.click()
    chat.sees("What should the project be called?")
    chat.say(name)
    for asked, said in steps:
        chat.sees(asked)
        chat.say(said)
    chat.sees(f"95 % sure, {least} to {most}")
