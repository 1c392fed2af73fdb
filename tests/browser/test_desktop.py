"""On a desktop: a requester and contributors side by side, from the file to the results."""

import csv
import io
import re
from pathlib import Path

from browser_scene import MIRA, YOU, Window, fill_in_project
from playwright.sync_api import expect


def test_a_project_goes_from_the_file_to_the_results(desktop: Window, pictures: Path) -> None:
    page, you, mira = desktop.page, desktop.chat(YOU), desktop.chat(MIRA)
    mira.subscribe()
    you.start()
    you.sees("Welcome!")
    you.column.get_by_role("button", name="Attach").click()
    page.get_by_role("menuitem", name="Example tasks").click()
    you.sees("24 tasks")
    fill_in_project(you)
    you.button("Launch").click()
    you.is_told("Launched!")

    mira.button("Transport").click()
    mira.is_told("Saved, thank you!")
    mira.sees("Your last answer: Transport")
    mira.button("Change my last answer").click()
    mira.sees("changing your last answer")
    mira.button("Weather").click()
    mira.is_told("Changed.")

    page.get_by_role("button", name="Crowd", exact=True).click()
    page.get_by_role("spinbutton", name="How many").fill("20")
    page.get_by_role("button", name="Add them").click()
    expect(page.locator(".crowd-head")).to_contain_text("Crowd · 20")
    expect(you.column).to_contain_text(re.compile(r"\b([5-9]|1\d|2\d) of 24 tasks closed"), timeout=30_000)
    desktop.keep(pictures / "desktop.png")
    page.locator(".people-head").get_by_role("button", name="Traffic").click()
    expect(page.locator(".entry").nth(20)).to_be_visible()
    desktop.keep(pictures / "traffic.png")
    # What she has in hand goes back to the others.
    mira.say("/pause")
    mira.sees("Paused.")
    you.sees("Topics is done.", wait_s=60)

    you.say("/results")
    results = you.column.get_by_role("link", name="Download Topics-results-1.csv")
    with page.expect_download() as download:
        results.click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["state"] for row in rows] == ["closed"] * 24

    you.column.get_by_role("button", name="View Topics-results-1.csv").click()
    expect(page.get_by_role("dialog").locator("tbody tr")).to_have_count(24)
    desktop.keep(pictures / "results.png")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_file_is_sent_by_choosing_and_by_dropping(desktop: Window, tmp_path: Path) -> None:
    page, you = desktop.page, desktop.chat(YOU)
    you.subscribe()
    tasks = tmp_path / "my tasks.csv"
    tasks.write_text("text\nOne\nTwo\n", "utf-8")

    you.column.get_by_role("button", name="Attach").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="File").click()
    chooser.value.set_files(tasks)
    you.sees("2 tasks")
    expect(you.column.get_by_role("link", name="Download my tasks.csv")).to_be_visible()

    files = page.evaluate_handle(
        "() => { const held = new DataTransfer();"
        " held.items.add(new File(['text\\nOne\\n'], 'other.csv', { type: 'text/csv' })); return held; }"
    )
    you.column.dispatch_event("drop", {"dataTransfer": files})
    you.sees("One task")


def test_who_blocks_the_bot_can_only_unblock_it(desktop: Window) -> None:
    page, mira = desktop.page, desktop.chat(MIRA)
    mira.subscribe()

    mira.column.get_by_role("button", name="Chat actions").click()
    page.get_by_role("menuitem", name="Block the bot").click()
    page.get_by_role("dialog").get_by_role("button", name="Block").click()
    expect(mira.line).to_be_hidden()
    expect(page.locator(".person").filter(has_text="Mira").locator(".blocked-mark")).to_be_visible()
    mira.column.get_by_role("button", name="Unblock the bot").click()

    mira.say("/help")
    mira.sees("Answering questions")


def test_rejected_calls_stand_out_in_the_traffic(desktop: Window, pictures: Path) -> None:
    page = desktop.page
    page.emulate_media(color_scheme="dark")
    page.locator(".people-head").get_by_role("button", name="Traffic").click()
    # As a second window would: the bot's token stays on the server, so the fault comes from there.
    page.evaluate(
        "() => fetch('/playground/faults', {method: 'POST', headers: {'Content-Type': 'application/json'},"
        " body: JSON.stringify({kind: 'gateway', method: 'sendMessage', times: 1})})"
    )
    desktop.chat(MIRA).start()

    rejected = page.locator(".entry.rejected").first
    expect(rejected).to_contain_text("502 Bad Gateway", timeout=15_000)
    desktop.chat(MIRA).say("/help")
    desktop.chat(MIRA).sees("Answering questions")
    desktop.keep(pictures / "rejected.png")
    page.get_by_role("button", name="Rejected").click()
    expect(page.locator(".entry:not(.rejected)")).to_have_count(0)
    rejected.locator("summary").click()
    expect(rejected.locator("pre")).to_contain_text('"chat_id"')
    # The keyboard travels as text; here it can be read.
    expect(rejected.locator("pre")).to_contain_text('"inline_keyboard": [')


def test_what_cannot_be_sent_is_told_and_stays_in_the_line(desktop: Window) -> None:
    mira = desktop.chat(MIRA)
    mira.subscribe()
    mira.say("x" * 5000)

    expect(desktop.page.locator(".notice.error")).to_have_text(
        "A message must have 1 to 4096 characters, not 5000"
    )
    expect(mira.line).to_have_value("x" * 5000)
    # The browser itself notes the refusal.
    assert desktop.errors == ["Failed to load resource: the server responded with a status of 409 (Conflict)"]
    desktop.errors.clear()


def test_a_message_is_answered_changed_forwarded_and_deleted(desktop: Window) -> None:
    page, mira = desktop.page, desktop.chat(MIRA)
    mira.subscribe()
    mira.say("Helo")
    mine = mira.column.locator(".message.mine").filter(has_text="Helo")

    def choose(action: str) -> None:
        mira.column.locator(".message.mine").last.hover()
        mira.column.locator(".message.mine").last.get_by_role("button", name="Message actions").click()
        page.get_by_role("menuitem", name=action, exact=True).click()

    expect(mine).to_be_visible()
    mira.line.press("ArrowUp")
    expect(mira.line).to_have_value("Helo")
    mira.line.fill("Hello")
    mira.line.press("Enter")
    expect(mira.column.locator(".message.mine").last).to_contain_text("edited")
    choose("Reply")
    mira.say("To myself")
    expect(mira.column.locator(".message.mine").last.locator(".quote")).to_contain_text("Hello")
    choose("Forward")
    page.get_by_role("menuitem", name="Askmany").click()
    expect(mira.column.locator(".message.mine").last).to_contain_text("Forwarded from Mira")
    before = mira.column.locator(".message.mine").count()
    choose("Delete")
    expect(mira.column.locator(".message.mine")).to_have_count(before - 1)


def test_a_start_link_is_opened_as_whom_one_likes(desktop: Window) -> None:
    page, you, mira = desktop.page, desktop.chat(YOU), desktop.chat(MIRA)
    you.subscribe()
    mira.subscribe()
    you.say("/grant")
    link = you.sees("Send this link to somebody").get_by_role("link")
    link.click()
    page.get_by_role("dialog").get_by_role("button", name="Mira").click()

    mira.start()

    expect(mira.column.locator(".message.mine").last).to_contain_text("/start ")
    mira.sees("You can now ask people things yourself")


def test_a_new_person_sees_the_bot_in_their_language(desktop: Window) -> None:
    page = desktop.page
    page.get_by_role("button", name="Person", exact=True).click()
    page.get_by_role("textbox", name="Name").fill("Inés")
    page.get_by_role("combobox").select_option("es")
    page.get_by_role("button", name="Add").click()
    column = page.locator(".column").filter(has=page.get_by_role("heading", name="Inés"))

    column.get_by_role("button", name="Start", exact=True).click()

    expect(column.locator(".keys").get_by_role("button").first).to_contain_text("acuerdo", timeout=15_000)
    column.get_by_role("button", name="Commands").click()
    expect(column.get_by_role("option").first).to_contain_text("/start")


def test_everything_can_be_done_with_the_keyboard(desktop: Window) -> None:
    page, mira = desktop.page, desktop.chat(MIRA)
    keyboard = page.keyboard
    page.locator("#people .person").first.focus()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    expect(mira.column.get_by_role("button", name="Start", exact=True)).to_be_focused()
    keyboard.press("Enter")
    mira.button("I agree, start answering").focus()
    keyboard.press("Enter")
    mira.sees("I’ll write to you when there’s")

    mira.line.focus()
    keyboard.type("/he")
    expect(mira.column.get_by_role("option", name="/help")).to_be_visible()
    keyboard.press("Enter")
    mira.sees("Answering questions")
    keyboard.type("Hello")
    keyboard.press("Enter")
    expect(mira.column.locator(".message.mine").last).to_contain_text("Hello")

    mira.column.get_by_role("log").focus()
    keyboard.press("ArrowUp")
    keyboard.press("ArrowUp")
    keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.locator("article:focus")).to_have_count(1)


def test_focus_stays_on_the_buttons_while_a_card_changes(desktop: Window) -> None:
    page, you, mira = desktop.page, desktop.chat(YOU), desktop.chat(MIRA)
    mira.subscribe()
    you.subscribe()
    you.column.get_by_role("button", name="Attach").click()
    page.get_by_role("menuitem", name="Example tasks").click()
    fill_in_project(you)
    you.button("Launch").click()
    mira.button("Food").focus()
    words = mira.column.locator(".message .words").last

    for _ in range(3):
        before = words.inner_text()
        page.keyboard.press("ArrowRight")
        expect(mira.button("Transport")).to_be_focused()
        page.keyboard.press("Enter")
        expect(words).not_to_have_text(before)
        expect(mira.column.locator(".key:focus")).to_have_count(1)
        mira.button("Food").focus()


def test_the_window_comes_back_as_it_was_left(desktop: Window) -> None:
    page = desktop.page
    desktop.chat(MIRA).subscribe()
    page.locator(".people-head").get_by_role("button", name="Traffic").click()

    page.reload()

    desktop.chat(MIRA).sees("I’ll write to you when there’s")
    expect(page.get_by_role("heading", name="Traffic")).to_be_visible()
