"""Buttons as Telegram reads them, and what a press on each kind sends."""

from typing import Any

import pytest
from playground_scene import call
from telegram import Bot

from playground import Group, NotPossible, Person, Playground, SchemaWarning


@pytest.fixture
def crew(telegram: Playground, ada: Person) -> Group:
    crew = telegram.group("Crew", [ada, telegram.person("Ben")])
    telegram.world.updates.drop_pending()
    return crew


async def send_inline(telegram: Playground, chat_id: int, **button: object) -> Any:
    """Send one inline button; return it as it was taken, or the words of the refusal."""
    markup = {"inline_keyboard": [[{"text": "Go", **button}]]}
    body = await call(telegram, "sendMessage", chat_id=chat_id, text="?", reply_markup=markup)
    return body["result"]["reply_markup"]["inline_keyboard"][0][0] if body["ok"] else body["description"]


async def show_keys(telegram: Playground, chat_id: int, *keys: object) -> str:
    """Show a reply keyboard; return the words of the refusal, if any."""
    markup = {"keyboard": [[key] for key in keys]}
    body = await call(telegram, "sendMessage", chat_id=chat_id, text="?", reply_markup=markup)
    return str(body.get("description", ""))


@pytest.mark.parametrize(
    ("button", "kept"),
    [
        ({"callback_data": "x", "switch_inline_query_current_chat": ""}, {"callback_data": "x"}),
        ({"callback_data": "", "url": "", "switch_inline_query": ""}, {"switch_inline_query": ""}),
        ({"url": "", "callback_data": "x", "style": "danger"}, {"callback_data": "x", "style": "danger"}),
        ({"url": None, "login_url": None, "callback_data": "x"}, {"callback_data": "x"}),
    ],
)
async def test_of_several_kinds_the_first_that_says_something_counts(
    telegram: Playground, ada: Person, button: dict[str, object], kept: dict[str, object]
) -> None:
    assert await send_inline(telegram, ada.id, **button) == {"text": "Go", **kept}


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_two_kinds_that_both_say_something_are_taken_and_noted(
    ada: Person, telegram: Playground
) -> None:
    given = {"callback_data": "x", "web_app": {"url": "https://a.example"}, "url": "https://b.example"}
    assert await send_inline(telegram, ada.id, **given) == {"text": "Go", "url": "https://b.example"}
    assert [(one.parameter, one.kind) for one in telegram.violations] == [("reply_markup", "beyond a limit")]


@pytest.mark.parametrize(
    "url",
    [
        "tg://user?id=123456789",
        "tg://resolve?domain=telegram",
        "ton://transfer/x",
        "https://a.example/x?y=1#z",
        "http://127.0.0.1:8080/",
        "http://[::1]/",
        "a.example/path",
        "t.me/telegram",
    ],
)
async def test_a_link_button_opens_pages_and_telegram_itself(
    telegram: Playground, ada: Person, url: str
) -> None:
    assert await send_inline(telegram, ada.id, url=url) == {"text": "Go", "url": url}


@pytest.mark.usefixtures("wrong_on_purpose")
@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        ({"url": "ftp://a.example"}, "Unsupported URL protocol"),
        ({"url": "http://localhost:3000"}, "Wrong HTTP URL"),
        ({"url": "nowhere"}, "Wrong HTTP URL"),
        ({"url": "https://a b.example"}, "Wrong HTTP URL"),
        ({"url": "https://"}, "URL host is empty"),
        ({"web_app": {"url": "http://a.example"}}, "Only HTTPS links are allowed"),
        ({"callback_data": ""}, "Text buttons are unallowed"),
        ({"callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({}, "Text buttons are unallowed"),
    ],
)
async def test_what_telegram_refuses_is_refused_in_its_words(
    telegram: Playground, ada: Person, button: dict[str, object], refusal: str
) -> None:
    assert refusal in await send_inline(telegram, ada.id, **button)


@pytest.mark.usefixtures("wrong_on_purpose")
@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        ({"request_contact": True}, "phone number can be requested in private chats only"),
        ({"request_location": True}, "location can be requested in private chats only"),
        ({"request_poll": {}}, "poll can be requested in private chats only"),
        ({"web_app": {"url": "https://a.example"}}, "Web App buttons can be used in private chats only"),
        ({"request_users": {"request_id": 1}}, "users can be requested in private chats only"),
        (
            {"request_chat": {"request_id": 1, "chat_is_channel": False}},
            "chats can be requested in private chats only",
        ),
    ],
)
async def test_a_group_has_no_buttons_that_ask_for_something(
    telegram: Playground, ada: Person, crew: Group, key: dict[str, object], refusal: str
) -> None:
    assert await show_keys(telegram, crew.id, {"text": "Give", **key}) == f"Bad Request: {refusal}"
    assert not await show_keys(telegram, ada.id, {"text": "Give", **key})
    assert [[key.text for key in row] for row in ada.keyboard] == [["Give"]]


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_a_group_has_no_web_apps(telegram: Playground, crew: Group) -> None:
    refusal = await send_inline(telegram, crew.id, web_app={"url": "https://a.example"})
    assert refusal == "Bad Request: BUTTON_TYPE_INVALID"


async def shared(bot: Bot, name: str) -> object:
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text is None
    return update.message.to_dict()[name]


async def test_a_press_shares_people(bot: Bot, ada: Person, telegram: Playground) -> None:
    ben, cleo = telegram.person("Ben", username="ben_b"), telegram.person("Cleo")
    wanted = {"request_id": 7, "max_quantity": 2, "request_name": True, "request_username": True}
    await show_keys(telegram, ada.id, {"text": "Pick", "request_users": wanted})

    await ada.press("Pick", users=[ben.id, cleo.id])

    assert await shared(bot, "users_shared") == {
        "request_id": 7,
        "users": [
            {"user_id": ben.id, "first_name": "Ben", "username": "ben_b"},
            {"user_id": cleo.id, "first_name": "Cleo"},
        ],
        "user_ids": [ben.id, cleo.id],
    }
    with pytest.raises(NotPossible, match="accepts at most 2"):
        await ada.press("Pick", users=[ben.id, cleo.id, ada.id])
    with pytest.raises(NotPossible, match="nobody has the id"):
        await ada.press("Pick", users=[1])


async def test_a_press_shares_a_group(bot: Bot, ada: Person, crew: Group, telegram: Playground) -> None:
    wanted = {"request_id": 8, "chat_is_channel": False, "request_title": True}
    await show_keys(telegram, ada.id, {"text": "Group", "request_chat": wanted})

    await ada.press("Group")

    assert await shared(bot, "chat_shared") == {"request_id": 8, "chat_id": crew.id, "title": "Crew"}
    with pytest.raises(NotPossible, match="no such group"):
        await ada.press("Group", chat=-1)
    await show_keys(
        telegram, ada.id, {"text": "Channel", "request_chat": {"request_id": 9, "chat_is_channel": True}}
    )
    with pytest.raises(NotPossible, match="has none"):
        await ada.press("Channel")


# As on Telegram, the answer comes by its old name too, of which PTB 22.8 warns.
@pytest.mark.filterwarnings("ignore:.*correct_option_id:telegram.warnings.PTBDeprecationWarning")
@pytest.mark.parametrize(("wanted", "kind"), [({}, "regular"), ({"type": "quiz"}, "quiz")])
async def test_a_press_makes_a_poll_that_others_can_vote_in(
    bot: Bot, telegram: Playground, ada: Person, wanted: dict[str, str], kind: str
) -> None:
    await show_keys(telegram, ada.id, {"text": "Poll", "request_poll": wanted})

    message = await ada.press("Poll")

    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.poll is not None
    assert update.message.poll.type == kind
    await ada.vote(message, 0)


async def test_a_press_opens_a_web_app_that_sends_data(bot: Bot, ada: Person, telegram: Playground) -> None:
    await show_keys(telegram, ada.id, {"text": "Form", "web_app": {"url": "https://a.example"}})

    with pytest.raises(NotPossible, match="opens a web app"):
        await ada.press("Form")
    await ada.press("Form", data='{"colour": "red"}')

    assert await shared(bot, "web_app_data") == {"data": '{"colour": "red"}', "button_text": "Form"}


async def test_the_options_of_a_poll_may_be_plain_texts(ada: Person, telegram: Playground) -> None:
    sent = await call(telegram, "sendPoll", chat_id=ada.id, question="Which?", options=["a", {"text": "b"}])
    assert [option["text"] for option in sent["result"]["poll"]["options"]] == ["a", "b"]


async def test_fields_that_a_library_adds_to_buttons_do_no_harm(telegram: Playground, ada: Person) -> None:
    """Telegraf says of each button whether it is hidden, and telebot gives each a name."""
    row = [{"text": str(n), "callback_data": "x", "hide": False, "unique": "u"} for n in range(4)]
    body = await call(
        telegram, "sendMessage", chat_id=ada.id, text="?", reply_markup={"inline_keyboard": [row, row]}
    )
    assert body["ok"], body
    keys = [{"text": str(n), "hide": False} for n in range(4)]
    assert not await show_keys(telegram, ada.id, *keys)
    with pytest.warns(SchemaWarning, match="hide"):
        telegram.assert_clean()
    telegram.forget_violations()
