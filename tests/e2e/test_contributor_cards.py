"""Cards in extreme cases: many options, texts beyond Telegram's limits, markup, emoji and right-to-left text."""

import csv
import io
import json
import re

import pytest
from bot_scene import Scene, agree, buttons, fill_in, launch, say

from playground import Person

OPTIONS = [f"Option {number:02}" for number in range(1, 51)]

#: Texts that break a bot which takes them for markup, for JSON, for a format or for a command.
NASTY = [
    "<b>bold</b> & <script>alert(1)</script> &amp; &lt;",
    "5 < 6 > 4 & so on",
    "👩‍👩‍👧‍👦 🏳️‍🌈 é e\u0301 𝔘𝔫𝔦 🇪🇸",
    "مرحبا بالعالم \u202eover\u202c שלום",
    "{name} %s %(x)s $option { $option }",
    "see /stop @everyone https://example.org/?a=1&b=2",
    "=1+1\tcell",
    "`code` *bold* _it_ [link](tg://user?id=1)",
]
#: Names are composed, and without characters that nobody sees; whatever else people write stays as it is.
AS_NAMES = {
    "👩‍👩‍👧‍👦 🏳️‍🌈 é e\u0301 𝔘𝔫𝔦 🇪🇸": "👩‍👩‍👧‍👦 🏳️‍🌈 é é 𝔘𝔫𝔦 🇪🇸",
    "مرحبا بالعالم \u202eover\u202c שלום": "مرحبا بالعالم over שלום",
}


def file_of(*rows: dict[str, str]) -> str:
    """Return a CSV file."""
    table = io.StringIO()
    writer = csv.DictWriter(table, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return table.getvalue()


async def test_options_above_8_are_paged_and_every_one_can_be_tapped(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, file_of({"text": "Sky"}), options="\n".join(OPTIONS))
    await agree(ada)
    card = await ada.sees("Sky")
    seen: list[str] = []
    for page in range(1, 5):
        card = await ada.sees("Sky")
        assert f"{page} / 4" in buttons(card)
        on_page = [text for text in buttons(card) if text.startswith("Option")]
        assert len(on_page) <= 16
        seen += on_page
        await scene.do(ada.tap("›"))
    assert seen == OPTIONS
    assert "1 / 4" in buttons(await ada.sees("Sky"))
    await scene.do(ada.tap("‹"))
    tap = await ada.tap("Option 50")
    assert (await tap.answer()).text == say("answer-saved")
    await ada.sees("Your last answer: Option 50")
    assert len([message for message in ada.chat if message.from_bot]) == 1


async def test_the_page_number_only_shows_something(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, file_of({"text": "Sky"}), options="\n".join(OPTIONS))
    await agree(ada)
    before = await ada.sees("Sky")
    toast = await (await ada.tap("1 / 4")).answer()
    assert (toast.text, toast.show_alert) == ("", False)
    await scene.quiet()
    assert ada.message(before.id) == before


async def test_a_button_of_a_preview_says_that_it_is_one(scene: Scene, rita: Person) -> None:
    await launch(rita, file_of({"text": "Sky"}))
    await scene.do(rita.tap("Preview"))
    preview = await rita.sees("Preview: task 1 of ")
    for text in ("Red", "Skip"):
        toast = await (await rita.tap(text, on=preview)).answer()
        assert toast.text == say("preview-only")
    assert await scene.count("SELECT count(*) FROM answer") == 0


async def test_options_of_a_change_are_paged_too(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, file_of({"text": "Sky"}), options="\n".join(OPTIONS))
    await agree(ada)
    await scene.do(ada.tap("Option 01"))
    await scene.do(ada.tap(say("button-change")))
    assert "✓ Option 01" in buttons(await ada.sees(say("card-change")))
    await scene.do(ada.tap("›"))
    await scene.do(ada.tap("Option 17"))
    await ada.sees("Your last answer: Option 17 (to “Sky”)")


async def test_a_long_text_can_be_read_whole_while_its_answer_is_changed(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, file_of({"text": "long " * 1200 + "end"}))
    await agree(ada)
    await scene.do(ada.tap("Red"))
    await ada.sees(say("card-idle"))
    await scene.do(ada.tap(say("button-change")))
    card = await ada.sees(say("card-change"))
    assert buttons(card) == ["✓ Red", "Blue", "Keep my answer", "Read all"]
    await scene.do(ada.tap("Read all"))
    await scene.do(ada.tap("›"))
    page = await ada.sees("end")
    assert buttons(page) == ["‹", "2 / 2", "›", "Back to the question"]
    await scene.do(ada.tap("Back to the question"))
    await ada.sees(say("card-change"))
    await scene.do(ada.tap("Blue"))
    assert "Your last answer: Blue" in (await ada.sees(say("card-idle"))).words
    assert len([message for message in ada.chat if message.from_bot]) == 1


@pytest.mark.parametrize("letter", ["x", "ñ", "😀", "ש"])
async def test_a_text_of_50000_characters_is_cut_and_read_all_pages_through_everything(
    scene: Scene, rita: Person, letter: str
) -> None:
    ada = scene.person("Ada")
    words = [f"{number}{letter}" for number in range(50_000 // 7)]
    text = " ".join(words)
    text += letter * (50_000 - len(text))
    await launch(rita, file_of({"text": text, "note": "short"}))
    await agree(ada)
    card = await ada.sees(say("card-cut"))
    assert buttons(card) == ["Red", "Blue", "Skip", "Read all"]
    await scene.do(ada.tap("Read all"))
    page = await ada.sees("text\n")
    pages = int(next(text for text in buttons(page) if " / " in text).partition(" / ")[2])
    read = []
    for number in range(1, pages + 1):
        page = await ada.sees("")
        assert f"{number} / {pages}" in buttons(page)
        read.append(page.words)
        await scene.do(ada.tap("›"))
    bare = re.sub(r"\s+", "", "".join(part.replace("text\n", "", 1) for part in read))
    assert bare == re.sub(r"\s+", "", text) + "noteshort"
    await scene.do(ada.tap("Back to the question"))
    await scene.do(ada.tap("Red"))
    await ada.sees("Your last answer: Red")


async def test_a_long_text_without_a_single_space_is_shown_whole(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, file_of({"text": "ab" * 4000}))
    await agree(ada)
    await scene.do(ada.tap("Read all"))
    first = await ada.sees("text\n")
    await scene.do(ada.tap("›"))
    second = await ada.sees("text\n")
    await scene.do(ada.tap("›"))
    third = await ada.sees("")
    whole = "".join(page.words.replace("text\n", "") for page in (first, second, third))
    assert whole.startswith("ab" * 3000)


async def test_several_columns_are_shown_with_their_names_and_empty_ones_not(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, file_of({"text": "It rains.", "hypothesis": "It is wet.", "note": " "}))
    await agree(ada)
    card = await ada.sees("It rains.")
    assert card.words == "Colours\nWhich colour is it?\n\ntext\nIt rains.\n\nhypothesis\nIt is wet."


@pytest.mark.parametrize("nasty", NASTY)
async def test_whatever_people_write_is_shown_to_the_letter_everywhere(
    scene: Scene, rita: Person, nasty: str
) -> None:
    ada = scene.person("Ada")
    shown, as_name = " ".join(nasty.split()), AS_NAMES.get(nasty, nasty)
    option = " ".join(as_name.split())
    # A comma or a semicolon in it would make two options of it.
    options = f"{nasty}\nRed"
    row = {"text": nasty, nasty.strip(): "value", "other": nasty}
    name, question = shown[:80], f"{nasty}?"
    await launch(rita, file_of(row), name=name, question=question, options=options)
    await agree(ada)
    card = await ada.sees("value")
    body = f"text\n{nasty}\n\n{as_name}\nvalue\n\nother\n{nasty}"
    assert card.words == f"{name}\n{shown}?\n\n{body}"
    assert buttons(card)[:2] == [option, "Red"]
    await scene.do(ada.tap(on=card, row=0, col=0))
    await ada.sees(f"Your last answer: {option}")
    panel = await rita.sees("State: running")
    assert panel.words.startswith(name)
    await scene.do(rita.send("/projects"))
    assert buttons(await rita.sees(say("projects-head")))[0].startswith(name[:12])
    await scene.do(rita.send("/results"))
    await scene.tick()
    results = (await rita.downloads("results-1.csv")).decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(results, newline=""))
    # An apostrophe before what a spreadsheet would take for a formula, and not a letter else.
    assert row["text"].removeprefix("'") == nasty
    assert row["other"].removeprefix("'") == nasty
    assert row["label"].removeprefix("'") == option


async def test_jsonl_with_numbers_and_nulls_is_understood(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    lines = [{"id": "a", "text": "Sky", "year": 1999, "hot": True, "note": None}]
    await rita.send_document("tasks.jsonl", "\n".join(map(json.dumps, lines)).encode())
    await rita.sees("I’ve read tasks.jsonl: one task.")
    preview = await rita.sees("Preview: task 1 of ")
    assert "1999" in preview.words
    assert ada.chat == []


async def test_a_card_never_grows_beyond_what_telegram_takes(scene: Scene, rita: Person) -> None:
    """Longest name, question and option, every special character escaped, and a text that fills the rest."""
    ada = scene.person("Ada")
    # A column of ids tells that the first line is a heading, whatever else is in it.
    row = {"id": "1"} | {f"{number:02}{'<' * 190}": "&" * 3000 for number in range(49)}
    options = "\n".join(f"{number:02}{'&' * 62}" for number in range(50))
    answers = {"name": "&" * 80, "question": "<" * 500, "options": options}
    await fill_in(rita, file_of(row), **answers, target="95", least="3", most="10")
    assert f"00{'&' * 62} · 01{'&' * 62} · 02" in (await rita.sees("Ready to launch: ")).words
    understood = (await rita.sees(": one task.")).words
    assert f"Contributors will see: 00{'<' * 37}…, 01<<" in understood
    await scene.do(rita.tap("Launch"))
    await agree(ada)
    card = await ada.sees("<" * 500)
    await scene.do(ada.tap(on=card, row=0, col=0))
    await ada.sees("Your last answer")
    await scene.do(ada.send("/next"))
    await launch(rita, file_of({"text": "Rose"}), name="Flowers")
    await scene.later(seconds=9)
    await ada.sees("Rose")
    assert await scene.count("SELECT count(*) FROM outbox WHERE state = 'DEAD'") == 0
