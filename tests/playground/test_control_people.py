"""People controlled over HTTP, with the real PTB client as the bot."""

import asyncio

from control_scene import Control

BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "No", "callback_data": "n"}]]}


async def test_a_person_comes_and_is_listed_before_the_first_word(control: Control) -> None:
    await control.come("Ada", 7, language="es", username="ada_l")

    people = (await control.seen("/people"))["people"]

    assert [(one["id"], one["name"], one["language"], one["started"]) for one in people] == [
        (7, "Ada", "es", False)
    ]


async def test_a_person_without_a_name_or_with_a_taken_id_does_not_come(control: Control) -> None:
    await control.come("Ada", 7)

    assert (await control.post("/people", {"name": "  "}))[0] == 400
    assert (await control.post("/people", {"name": "Ben", "id": 7}))[0] == 409


async def test_what_a_person_writes_reaches_the_bot(control: Control) -> None:
    await control.come("Ada", 7)

    sent = await control.done("/people/7/send", {"text": "Hello"})

    updates = await control.bot.get_updates()
    assert updates[0].message is not None
    assert (updates[0].message.text, updates[0].message.message_id) == ("Hello", sent["message_id"])


async def test_a_start_link_arrives_with_its_payload(control: Control) -> None:
    await control.come("Ada", 7)

    await control.done("/people/7/start", {"payload": "friend"})

    updates = await control.bot.get_updates()
    assert updates[0].message is not None
    assert updates[0].message.text == "/start friend"


async def test_an_uploaded_file_keeps_its_name_type_and_bytes(control: Control) -> None:
    await control.come("Ada", 7)
    path = f"{control.root}/playground/people/7/upload?name=%C3%A9t%C3%A9.csv&caption=Here"

    async with control.session.post(
        path, data=b"a,b\n1,2\n", headers={"Content-Type": "text/csv"}
    ) as response:
        assert response.status == 200

    message = (await control.bot.get_updates())[0].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.document.mime_type, message.caption) == (
        "été.csv",
        "text/csv",
        "Here",
    )
    file = await message.document.get_file()
    assert await file.download_as_bytearray() == b"a,b\n1,2\n"


async def test_a_press_is_answered_to_whoever_waits_for_it(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    await control.bot.send_message(7, "Well?", api_kwargs={"reply_markup": BUTTONS})

    press = await control.done("/people/7/tap", {"text": "Yes"})
    waiting = asyncio.gather(control.seen(f"/people/7/answers/{press['query_id']}?timeout=5"))
    query = (await control.bot.get_updates())[-1].callback_query
    assert query is not None
    await query.answer("Noted", show_alert=True)

    [answer] = await waiting
    assert (query.data, answer["text"], answer["show_alert"]) == ("y", "Noted", True)


async def test_a_press_that_the_bot_leaves_alone_is_told_as_such(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    await control.bot.send_message(7, "Well?", api_kwargs={"reply_markup": BUTTONS})

    press = await control.done("/people/7/tap", {"row": 0, "col": 1})

    status, _ = await control.get(f"/people/7/answers/{press['query_id']}?timeout=0")
    assert (press["data"], status) == ("n", 404)


async def test_waiting_brings_what_the_bot_sends_and_later_what_it_changes(control: Control) -> None:
    await control.come("Ada", 7)
    first = await control.done("/people/7/start")
    waiting = asyncio.gather(control.seen(f"/people/7/next?since={first['revision']}&timeout=5"))

    sent = await control.bot.send_message(7, "One")
    [new] = await waiting
    await control.bot.edit_message_text("Two", 7, sent.message_id)
    changed = await control.seen(f"/people/7/next?since={new['revision']}&timeout=5")

    assert [one["text"] for one in new["messages"]] == ["One"]
    assert [(one["text"], one["message_id"]) for one in changed["messages"]] == [("Two", sent.message_id)]


async def test_waiting_in_vain_ends_with_nothing(control: Control) -> None:
    await control.come("Ada", 7)

    assert (await control.seen("/people/7/next?timeout=0"))["messages"] == []


async def test_a_chat_is_read_page_by_page_from_its_end(control: Control) -> None:
    await control.come("Ada", 7)
    for number in range(5):
        await control.done("/people/7/send", {"text": str(number)})

    newest = await control.seen("/people/7/chat?limit=2")
    rest = await control.seen(f"/people/7/chat?limit=9&before={newest['messages'][0]['message_id']}")

    assert ([one["text"] for one in newest["messages"]], newest["has_older"]) == (["3", "4"], True)
    assert ([one["text"] for one in rest["messages"]], rest["has_older"]) == (["0", "1", "2"], False)


async def test_who_has_blocked_the_bot_cannot_write_until_unblocking(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")

    assert (await control.done("/people/7/block"))["blocked"] is True
    assert (await control.post("/people/7/send", {"text": "Hello"}))[0] == 409
    assert (await control.done("/people/7/unblock"))["blocked"] is False
    await control.done("/people/7/send", {"text": "Hello"})


async def test_a_person_changes_and_deletes_their_own_messages_only(control: Control) -> None:
    await control.come("Ada", 7)
    mine = await control.done("/people/7/send", {"text": "Helo"})
    theirs = await control.bot.send_message(7, "Mine")

    changed = await control.done("/people/7/edit", {"message_id": mine["message_id"], "text": "Hello"})
    refused, _ = await control.post("/people/7/edit", {"message_id": theirs.message_id, "text": "Yours"})
    await control.done("/people/7/delete", {"message_id": mine["message_id"]})

    assert (changed["text"], refused) == ("Hello", 409)
    assert [one["text"] for one in (await control.seen("/people/7/chat"))["messages"]] == ["Mine"]


async def test_in_a_group_the_bot_reads_a_member_who_talks_to_it(control: Control) -> None:
    await control.come("Ada", 7)
    await control.come("Ben", 8)
    group = await control.done("/groups", {"title": "Crew", "members": [7, 8]})

    await control.done("/people/8/send", {"text": "/help", "chat": group["id"]})

    read = [update.message for update in await control.bot.get_updates() if update.message]
    assert [(one.chat.id, one.from_user and one.from_user.id) for one in read if one.text] == [
        (group["id"], 8)
    ]
    assert group["members"] == [7, 8]


async def test_votes_and_reactions_are_seen_with_the_message(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    poll = await control.bot.send_poll(7, "Tea?", ["Yes", "No"], is_anonymous=False)

    await control.done("/people/7/vote", {"message_id": poll.message_id, "options": [1]})
    shown = await control.done("/people/7/react", {"message_id": poll.message_id, "emoji": "👍"})

    assert (shown["votes"], shown["reactions"]) == ({"7": [1]}, [[7, "👍"]])


async def test_the_menu_of_a_person_is_in_their_language(control: Control) -> None:
    await control.come("Ada", 7, language="es")
    await control.bot.set_my_commands([("help", "Help")])
    await control.bot.set_my_commands([("help", "Ayuda")], language_code="es")

    commands = (await control.seen("/people/7"))["commands"]

    assert commands == [{"command": "help", "description": "Ayuda"}]
