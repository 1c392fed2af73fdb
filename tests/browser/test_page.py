"""What the page can handle: hostile text, long chats, groups, a server that goes away."""

import json

from browser_scene import MIRA, YOU, Window
from playwright.sync_api import Page, expect

HOSTILE = '<img src=x onerror="document.title=1"><script>document.title = 2</script>'


def drive(page: Page, path: str, values: object) -> None:
    """Do something through the control API, as another window would."""
    status = page.evaluate(
        "([path, values]) => fetch('/playground' + path, {method: 'POST',"
        " headers: {'Content-Type': 'application/json'}, body: values}).then((answer) => answer.status)",
        [path, json.dumps(values)],
    )
    assert status == 200


def test_words_names_and_file_names_are_never_read_as_markup(desktop: Window) -> None:
    page, mira = desktop.page, desktop.chat(MIRA)
    drive(page, "/people", {"name": HOSTILE[:60]})
    mira.subscribe()
    mira.say(HOSTILE)
    page.evaluate(
        "([path, name]) => fetch(path + encodeURIComponent(name), {method: 'POST', body: 'a,b\\n<b>1</b>,2\\n'})",
        [f"/playground/people/{MIRA}/upload?name=", f"{HOSTILE}.csv"],
    )

    expect(mira.column.locator(".message.mine .words").last).to_have_text(HOSTILE)
    mira.column.get_by_role("button", name="View").click()
    expect(page.get_by_role("dialog").locator("tbody td").first).to_have_text("<b>1</b>")
    assert page.locator("#desk img, #desk script, #people script, dialog b").count() == 0
    assert "Playground" in page.title()


def test_a_link_that_runs_code_is_no_link(desktop: Window) -> None:
    page, mira = desktop.page, desktop.chat(MIRA)
    mira.subscribe()
    page.evaluate(
        """async () => {
          const { renderText } = await import('/page/chat/entities.js');
          const text = 'bad good';
          const bad = { type: 'text_link', offset: 0, length: 3, url: 'javascript:document.title=3' };
          const good = { type: 'text_link', offset: 4, length: 4, url: 'https://example.org/' };
          document.querySelector('.words').append(renderText(text, [bad, good]));
        }"""
    )

    assert mira.column.locator(".words a").evaluate_all("(all) => all.map((one) => one.href)") == [
        "https://example.org/"
    ]


def test_overlapping_and_nested_formats_keep_every_word_once(desktop: Window) -> None:
    found = desktop.page.evaluate(
        """async () => {
          const { renderText } = await import('/page/chat/entities.js');
          const words = '😀 one two three four';
          const parts = [['bold', 3, 7], ['italic', 7, 9], ['underline', 3, 3], ['spoiler', 0, 2], ['pre', 17, 4]];
          const entities = parts.map(([type, offset, length]) => ({ type, offset, length }));
          const box = document.createElement('div');
          box.append(renderText(words, entities));
          return [box.textContent, box.querySelector('strong').textContent, box.querySelectorAll('em').length];
        }"""
    )

    assert found == ["😀 one two three four", "one two", 2]


def test_a_table_file_is_read_as_rfc_4180_says(desktop: Window) -> None:
    found = desktop.page.evaluate(
        """async () => {
          const { parseTable } = await import('/page/dialogs.js');
          return parseTable('a,b\\r\\n"one, ""two""\\nthree",\\n,last');
        }"""
    )

    assert found == [["a", "b"], ['one, "two"\nthree', ""], ["", "last"]]


def test_a_long_cell_takes_three_lines_of_its_row_until_it_is_clicked(desktop: Window) -> None:
    page, mira = desktop.page, desktop.chat(MIRA)
    mira.subscribe()
    words = "A long text that somebody wrote into one cell. " * 60
    page.evaluate(
        "([path, words]) => fetch(path, {method: 'POST', body: `id,text\n1,${words}\n2,short\n`})",
        [f"/playground/people/{MIRA}/upload?name=long.csv", words],
    )
    mira.column.get_by_role("button", name="View long.csv").click()

    cell = page.get_by_role("dialog").locator("tbody td").nth(1)
    expect(cell).to_have_text(words.strip())
    height = cell.evaluate("(cell) => cell.clientHeight")
    assert height < 90
    cell.locator("div").click()
    assert cell.evaluate("(cell) => cell.clientHeight") > 3 * height


def test_an_empty_chat_says_what_the_bot_is_for(desktop: Window) -> None:
    empty = desktop.chat(MIRA).column.locator(".empty")
    expect(empty).to_contain_text("To answer questions: tap Start")


def test_only_who_may_ask_is_advised_to_send_a_file(desktop: Window) -> None:
    for person, advised in ((YOU, 1), (MIRA, 0)):
        empty = desktop.chat(person).column.locator(".empty")
        expect(empty).to_be_visible()
        expect(empty.get_by_text("Example tasks")).to_have_count(advised)


def test_a_long_chat_keeps_only_its_end_in_the_page_and_brings_older_ones_back(desktop: Window) -> None:
    page, mira = desktop.page, desktop.chat(MIRA)
    mira.subscribe()
    page.evaluate(
        """async (path) => {
          const send = (text) => fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ text }) });
          for (let round = 0; round < 20; round++)
            await Promise.all(Array.from({ length: 25 }, (_, number) => send(`line ${round * 25 + number}`)));
        }""",
        f"/playground/people/{MIRA}/send",
    )
    articles = mira.column.locator("article")
    expect(mira.column.locator(".message.mine").filter(has_text="line 499")).to_be_visible(timeout=30_000)

    assert articles.count() <= 301
    first = int(articles.first.get_attribute("data-id") or 0)
    # Again and again, as a thumb does: the bot may still be talking.
    page.wait_for_function(
        """([column, first]) => {
          const log = document.querySelector(`${column} .log`);
          log.scrollTop = 0;
          return Number(log.querySelector('article').dataset.id) < first;
        }""",
        arg=[f'.column[data-person="{MIRA}"]', first],
    )
    expect(mira.column.locator(".message").filter(has_text="line 499")).not_to_be_in_viewport()
    mira.column.get_by_role("button", name="To the newest message").click()
    expect(mira.column.locator("article").last).to_be_in_viewport()


def test_a_chat_stays_at_its_end_when_another_opens_or_closes_beside_it(desktop: Window) -> None:
    page, you = desktop.page, desktop.chat(YOU)
    you.subscribe()
    for number in range(12):
        drive(page, f"/people/{YOU}/send", {"text": f"{number} " + "many words " * 20})
    newest = you.column.locator("article").last
    expect(you.column.locator(".message.mine").filter(has_text="11 many")).to_be_visible()
    expect(newest).to_be_in_viewport()

    page.evaluate(
        """() => {
          document.querySelector('.column:last-child [aria-label="Close this chat"]').click();
          const click = new MouseEvent('click', { ctrlKey: true });
          document.querySelectorAll('#people .person')[1].dispatchEvent(click);
        }"""
    )

    expect(page.locator(".column")).to_have_count(2)
    page.wait_for_function(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
    )
    expect(newest).to_be_in_viewport()
    expect(you.column.get_by_role("button", name="To the newest message")).to_be_hidden()


def test_people_talk_in_a_group_and_one_can_be_any_of_them(desktop: Window) -> None:
    page = desktop.page
    page.get_by_role("button", name="Group", exact=True).click()
    page.get_by_role("textbox", name="Title").fill("Crew")
    page.get_by_role("button", name="Make").click()
    column = page.locator(".column").filter(has=page.get_by_role("heading", name="Crew"))
    line = column.get_by_role("textbox", name="Message")
    line.fill("Hello from me")
    line.press("Enter")
    expect(column.locator(".message.mine").last).to_contain_text("Hello from me")

    column.get_by_role("button", name="Chat actions").click()
    page.get_by_role("menuitem", name="Be Mira").click()

    expect(column.locator(".message.theirs").last).to_contain_text("Hello from me")
    expect(column.locator(".chat-title")).to_contain_text("as Mira")
    line.fill("Hello from Mira")
    line.press("Enter")
    expect(column.locator(".message.mine").last).to_contain_text("Hello from Mira")


def test_several_people_stand_beside_each_other_and_each_gets_their_own(desktop: Window) -> None:
    you, mira = desktop.chat(YOU), desktop.chat(MIRA)

    you.start()
    mira.start()

    you.sees("Welcome!")
    mira.sees("Welcome!")
    you.button("I agree, start answering").click()
    you.sees("I’ll write to you when there’s")
    expect(mira.button("I agree, start answering")).to_be_visible()


def test_the_page_says_when_the_server_is_away_and_comes_back_by_itself(desktop: Window) -> None:
    page = desktop.page
    desktop.chat(MIRA).subscribe()
    page.context.set_offline(True)
    page.evaluate("async () => (await import('/page/store.js')).store.socket.close()")

    expect(page.get_by_role("alert")).to_be_visible(timeout=10_000)
    page.context.set_offline(False)

    expect(page.get_by_role("alert")).to_be_hidden(timeout=15_000)
    desktop.chat(MIRA).say("/help")
    desktop.chat(MIRA).sees("Answering questions")
    desktop.errors.clear()
