"""Every kind of message a bot can send, and what people do with it, in a playground without a bot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bare_scene import Bare, bare_playground, picture, tone
from browser_scene import Chat, Window
from playwright.sync_api import Browser, Locator, expect

ADA = 1_001
BEN = 1_002


@pytest.fixture
def bare() -> Iterator[Bare]:
    with bare_playground() as bare:
        for person, name in ((ADA, "Ada"), (BEN, "Ben")):
            bare.drive("/people", name=name, id=person)
            bare.drive(f"/people/{person}/start")
        yield bare


@pytest.fixture
def window(browser: Browser, bare: Bare) -> Iterator[Window]:
    with Window.opened(browser, bare.page, width=1280, height=800, status="the bot is away") as window:
        yield window


@pytest.fixture
def ada(window: Window) -> Chat:
    return window.chat(ADA)


def newest(chat: Chat) -> Locator:
    return chat.column.locator(".message.theirs").last


def test_a_photo_is_shown_and_opens_in_its_full_size(bare: Bare, ada: Chat, window: Window) -> None:
    photo = bare.upload(ADA, "photo", "sea.png", picture(320, 200))
    bare.call("sendPhoto", chat_id=ADA, photo=photo, caption="The sea")

    image = newest(ada).get_by_role("img", name="The sea")
    expect(image).to_have_js_property("naturalWidth", 320)
    newest(ada).get_by_role("button", name="Show the photo").click()
    expect(window.page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    window.page.keyboard.press("Escape")
    expect(window.page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1080, 1500), (1200, 500), (48, 30)])
def test_a_photo_fills_its_bubble_however_long_its_words_are(
    bare: Bare, ada: Chat, pictures: Path, window: Window, width: int, height: int
) -> None:
    photo = bare.upload(ADA, "photo", "sea.png", picture(width, height))
    keyboard = {
        "inline_keyboard": [[{"text": "A button with many words on it, as some have", "callback_data": "d"}]]
    }
    for more in ({}, {"reply_markup": keyboard}):
        bare.call("sendPhoto", chat_id=ADA, photo=photo, caption="What the picture shows. " * 12, **more)
        image = newest(ada).get_by_role("img")
        expect(image).to_have_js_property("complete", True)
        shown, bubble = image.bounding_box(), newest(ada).locator(".bubble").bounding_box()
        assert shown is not None
        assert bubble is not None
        assert bubble["width"] - shown["width"] < 12
        assert shown["width"] >= 200
        assert abs(shown["width"] / shown["height"] - width / height) < 0.02
        assert shown["height"] <= 470
    window.keep(pictures / f"photo-{width}.png")


def test_a_picture_that_is_dropped_goes_as_a_photo(bare: Bare, ada: Chat, window: Window) -> None:
    files = window.page.evaluate_handle(
        "(bytes) => { const held = new DataTransfer();"
        " held.items.add(new File([new Uint8Array(bytes)], 'sea.png', { type: 'image/png' })); return held; }",
        list(picture(32, 20)),
    )
    ada.column.dispatch_event("drop", {"dataTransfer": files})

    expect(ada.column.locator(".message.mine").last.get_by_role("img")).to_have_js_property(
        "naturalWidth", 32
    )


def test_a_document_is_downloaded_under_its_name(bare: Bare, ada: Chat, window: Window) -> None:
    document = bare.upload(ADA, "document", "notes.txt", b"One\n")
    bare.call("sendDocument", chat_id=ADA, document=document)

    with window.page.expect_download() as download:
        newest(ada).get_by_role("link", name="Download notes.txt").click()
    assert download.value.suggested_filename == "notes.txt"
    assert Path(download.value.path()).read_bytes() == b"One\n"


def test_a_voice_message_is_sent_with_its_length_and_played(
    ada: Chat, window: Window, tmp_path: Path
) -> None:
    (tmp_path / "hum.wav").write_bytes(tone(3))
    ada.column.get_by_role("button", name="Attach").click()
    with window.page.expect_file_chooser() as chooser:
        window.page.get_by_role("menuitem", name="Voice").click()
    chooser.value.set_files(tmp_path / "hum.wav")

    sound = ada.column.locator(".message.mine").last
    expect(sound.locator(".player")).to_contain_text("0:03")
    sound.get_by_role("button", name="Play the voice message").click()
    expect(sound.get_by_role("slider", name="Position")).not_to_have_value("0")


def test_a_place_tells_where_it_is(bare: Bare, ada: Chat) -> None:
    bare.call("sendVenue", chat_id=ADA, latitude=48.858, longitude=-2.294, title="Tower", address="Field 5")

    expect(newest(ada)).to_contain_text("Tower")
    expect(newest(ada)).to_contain_text("48.8580° N, 2.2940° W")


def test_a_vote_is_cast_and_retracted_and_seen_by_the_others(bare: Bare, ada: Chat) -> None:
    options = [{"text": text} for text in ("Monday", "Tuesday", "Never")]
    bare.call("sendPoll", chat_id=ADA, question="When?", options=options, is_anonymous=False)

    newest(ada).get_by_role("button", name="Tuesday").click()
    expect(newest(ada)).to_contain_text("1 vote")
    expect(newest(ada).locator(".option.mine")).to_contain_text("Tuesday")
    newest(ada).get_by_role("button", name="Retract vote").click()

    expect(newest(ada)).to_contain_text("0 votes")
    given = [update for update in bare.call("getUpdates") if "poll_answer" in update]
    assert [update["poll_answer"]["option_ids"] for update in given] == [[1], []]


def test_several_answers_of_a_poll_go_together(bare: Bare, ada: Chat) -> None:
    options = [{"text": text} for text in ("Tea", "Coffee", "Water")]
    bare.call("sendPoll", chat_id=ADA, question="What?", options=options, allows_multiple_answers=True)
    vote = newest(ada).get_by_role("button", name="Vote", exact=True)

    expect(vote).to_be_disabled()
    newest(ada).get_by_role("button", name="Tea").click()
    newest(ada).get_by_role("button", name="Water").click()
    vote.click()

    expect(newest(ada).locator(".option.mine")).to_have_count(2)
    expect(newest(ada)).to_contain_text("1 vote")


def test_a_quiz_tells_what_was_right_and_why(bare: Bare, ada: Chat) -> None:
    quiz = {"type": "quiz", "correct_option_id": 1, "explanation": "Count on your fingers."}
    options = [{"text": "3"}, {"text": "4"}]
    bare.call("sendPoll", chat_id=ADA, question="2 + 2?", options=options, **quiz)
    expect(newest(ada)).not_to_contain_text("fingers")

    newest(ada).get_by_role("button", name="3").click()

    expect(newest(ada).locator(".option.wrong")).to_contain_text("3")
    expect(newest(ada).locator(".option.right")).to_contain_text("4")
    expect(newest(ada)).to_contain_text("Count on your fingers.")
    expect(newest(ada).get_by_role("button", name="Retract vote")).to_have_count(0)


def test_the_bots_keyboard_stands_in_place_of_ones_own_until_it_was_used(bare: Bare, ada: Chat) -> None:
    keyboard = {
        "keyboard": [["Tea"], [{"text": "My number", "request_contact": True}]],
        "one_time_keyboard": True,
    }
    bare.call("sendMessage", chat_id=ADA, text="Which?", reply_markup=keyboard)
    keys = ada.column.get_by_role("group", name="The bot's keyboard")

    keys.get_by_role("button", name="Tea").click()
    expect(ada.column.locator(".message.mine").last).to_contain_text("Tea")
    expect(keys).to_be_hidden()
    bare.call("sendMessage", chat_id=ADA, text="And your number?", reply_markup=keyboard)
    keys.get_by_role("button", name="My number").click()
    expect(ada.column.locator(".message.mine .contact")).to_be_visible()


def test_an_invoice_is_paid_once_the_bot_agrees(bare: Bare, ada: Chat) -> None:
    price = [{"label": "Coffee", "amount": 5}]
    bare.call(
        "sendInvoice",
        chat_id=ADA,
        title="Coffee",
        description="A cup",
        payload="p",
        currency="XTR",
        prices=price,
    )
    newest(ada).get_by_role("button", name="Pay ★ 5").click()
    checkout = None
    while checkout is None:
        news = bare.call("getUpdates", timeout=10, allowed_updates=["pre_checkout_query"])
        checkout = next((one["pre_checkout_query"] for one in news if "pre_checkout_query" in one), None)
    bare.call("answerPreCheckoutQuery", pre_checkout_query_id=checkout["id"], ok=True)

    expect(ada.column.locator(".service").last).to_contain_text("Paid ★ 5")


def test_the_bot_is_seen_typing_until_it_writes(bare: Bare, ada: Chat) -> None:
    bare.call("sendChatAction", chat_id=ADA, action="typing")
    expect(ada.column.locator(".chat-title")).to_contain_text("is typing")
    bare.call("sendMessage", chat_id=ADA, text="Here I am")
    expect(ada.column.locator(".chat-title")).not_to_contain_text("is typing")


def test_a_pinned_message_stays_in_sight_until_it_is_unpinned(bare: Bare, ada: Chat) -> None:
    rules = bare.call("sendMessage", chat_id=ADA, text="The rules of the game")
    bare.call("pinChatMessage", chat_id=ADA, message_id=rules["message_id"])
    pin = ada.column.locator(".pinned")

    expect(pin).to_contain_text("The rules of the game")
    for number in range(30):
        bare.call("sendMessage", chat_id=ADA, text=f"line {number}")
    expect(ada.column.get_by_text("line 29")).to_be_in_viewport()
    pin.click()
    expect(ada.column.locator(".words").filter(has_text="The rules")).to_be_in_viewport()
    bare.call("unpinChatMessage", chat_id=ADA)
    expect(pin).to_be_hidden()


def test_an_alert_waits_for_an_ok(bare: Bare, ada: Chat, window: Window) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Press", "callback_data": "p"}]]}
    bare.call("sendMessage", chat_id=ADA, text="Go on", reply_markup=keyboard)
    ada.button("Press").click()
    query = None
    while query is None:
        news = bare.call("getUpdates", timeout=10)
        query = next((one["callback_query"] for one in news if "callback_query" in one), None)
    bare.call("answerCallbackQuery", callback_query_id=query["id"], text="Not today", show_alert=True)

    dialog = window.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Not today")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_have_count(0)


def test_pictures_of_all_kinds(bare: Bare, ada: Chat, window: Window, pictures: Path) -> None:
    photo = bare.upload(BEN, "photo", "sea.png", picture(320, 200))
    voice = bare.upload(BEN, "voice", "hum.wav", tone(2))
    keyboard = {
        "inline_keyboard": [[{"text": "Day", "callback_data": "d"}, {"text": "Night", "callback_data": "n"}]]
    }
    options = [{"text": text} for text in ("Monday", "Tuesday", "Another day")]
    bare.call("sendVoice", chat_id=ADA, voice=voice)
    bare.call("sendPhoto", chat_id=ADA, photo=photo, caption="Is it day or night?", reply_markup=keyboard)
    bare.call("sendPoll", chat_id=ADA, question="When do we meet?", options=options, is_anonymous=False)
    bare.call("sendLocation", chat_id=BEN, latitude=48.858, longitude=2.294)
    bare.call(
        "sendMessage", chat_id=BEN, text="<b>Bold</b>, <i>italic</i>, <code>code</code>", parse_mode="HTML"
    )
    bare.call(
        "sendMessage", chat_id=BEN, text="Tea or coffee?", reply_markup={"keyboard": [["Tea", "Coffee"]]}
    )
    newest(ada).get_by_role("button", name="Tuesday").click()
    expect(newest(ada)).to_contain_text("1 vote")
    expect(window.chat(BEN).column.get_by_role("button", name="Coffee")).to_be_visible()
    bare.call("getUpdates")
    expect(window.page.locator(".status")).to_have_text("the bot listens")
    window.keep(pictures / "kinds.png")

    page = window.page
    assert page.evaluate("document.querySelectorAll('.log').length") == 2
    assert page.evaluate(
        "[...document.querySelectorAll('.log')].every((log) => log.scrollWidth <= log.clientWidth)"
    )
