"""On a phone: one thing at a time, with room for thumbs."""

from pathlib import Path

from browser_scene import MIRA, YOU, Window, fill_in_project
from playwright.sync_api import Browser, expect


def test_a_project_goes_from_the_file_to_the_results(phone: Window, pictures: Path) -> None:
    page, you, mira = phone.page, phone.chat(YOU), phone.chat(MIRA)
    phone.open("Mira")
    mira.subscribe()
    phone.back()
    phone.open("You")
    you.start()
    you.sees("Welcome!")
    you.column.get_by_role("button", name="Attach").tap()
    page.get_by_role("menuitem", name="Example tasks").tap()
    fill_in_project(you)
    you.button("Launch").tap()
    you.sees("State: running")
    phone.back()

    expect(page.locator(".person").filter(has_text="Mira").locator(".badge")).to_have_text("1")
    phone.open("Mira")
    mira.button("Transport").tap()
    mira.is_told("Saved, thank you!")
    phone.keep(pictures / "phone-card.png")
    page.emulate_media(color_scheme="dark")
    phone.keep(pictures / "phone-dark.png")
    page.emulate_media(color_scheme="light")
    mira.button("Change my last answer").tap()
    mira.sees("changing your last answer")
    mira.button("Weather").tap()
    mira.is_told("Changed.")
    # What she has in hand goes back to the others.
    mira.say("/pause")
    mira.sees("Paused.")
    phone.back()
    phone.add_crowd()
    phone.open("You")
    you.sees("Topics is done.", wait_s=60)
    you.sees("State: done")
    phone.keep(pictures / "phone-panel.png")
    you.say("/results")
    with page.expect_download() as download:
        you.column.get_by_role("link", name="Download Topics-results-1.csv").tap()
    assert Path(download.value.path()).read_text("utf-8-sig").count("closed") >= 24


def test_a_requester_types_one_line_and_taps(phone: Window, pictures: Path) -> None:
    page, you = phone.page, phone.chat(YOU)
    phone.open("You")
    you.start()
    you.sees("Welcome!")
    you.column.get_by_role("button", name="Attach").tap()
    page.get_by_role("menuitem", name="Example tasks").tap()
    you.sees("What do you want to ask")
    you.say("Is this about food?")
    you.button("Yes · No").tap()
    you.sees("Ready to launch")
    you.sees("probably")
    phone.keep(pictures / "phone-launch.png")
    you.button("Launch").tap()
    you.sees("State: running")


def test_nothing_is_wider_than_the_window(phone: Window) -> None:
    page = phone.page
    phone.open("Mira")
    phone.chat(MIRA).subscribe()

    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        phone.chat(MIRA).column.get_by_role("button", name="Chat actions").tap()
        page.get_by_role("menuitem", name="Traffic").tap()
        page.get_by_role("button", name="Close", exact=True).tap()


def test_a_dark_system_gets_a_dark_page(browser: Browser, address: str) -> None:
    with Window.opened(browser, address, width=390, height=844, is_phone=True, dark=True) as window:
        window.open("Mira")
        window.chat(MIRA).subscribe()
        colours = window.page.evaluate(
            "() => [document.body, document.querySelector('.words')]"
            ".map((one) => getComputedStyle(one)).map((style) => [style.backgroundColor, style.color])"
        )
    (background, _), (_, ink) = colours
    assert _brightness(background) < 60
    assert _brightness(ink) > 180


def _brightness(colour: str) -> float:
    red, green, blue = map(float, colour.removeprefix("rgb(").removesuffix(")").split(", "))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
