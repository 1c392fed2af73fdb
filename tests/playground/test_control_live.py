"""Live events: what watchers get, and nothing twice."""

from control_scene import Control
from playground_scene import Clock

BUTTONS = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


async def test_whoever_begins_to_look_gets_everybody_and_the_bot(control: Control) -> None:
    await control.come("Ada", 7)

    async with control.live() as watching:
        frame = await watching.socket.receive_json(timeout=5)

    assert [one["name"] for one in frame["people"]] == ["Ada"]
    assert frame["bot"]["username"] == control.telegram.world.bot.username
    assert [one["name"] for one in frame["samples"]] == ["example.csv"]


async def test_an_open_chat_brings_new_changed_and_deleted_messages(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    async with control.live() as watching:
        await watching.ask(open=7)
        assert [one["text"] for one in await watching.chat("messages")] == ["/start"]

        sent = await control.bot.send_message(7, "One")
        assert [one["text"] for one in await watching.chat("messages")] == ["One"]
        await control.bot.edit_message_text("Two", 7, sent.message_id)
        assert [one["text"] for one in await watching.chat("messages")] == ["Two"]
        await control.bot.delete_message(7, sent.message_id)
        assert await watching.chat("gone") == [sent.message_id]


async def test_a_chat_that_is_not_open_shows_only_its_newest_words(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    async with control.live() as watching:
        await watching.until("people")

        await control.bot.send_message(7, "One\ntwo")

        [person] = await watching.until("people")
        assert (person["last"]["words"], person["last"]["from_bot"]) == ("One two", True)


async def test_older_messages_come_when_they_are_asked_for(control: Control) -> None:
    await control.come("Ada", 7)
    for number in range(6):
        await control.done("/people/7/send", {"text": str(number)})
    async with control.live() as watching:
        await watching.ask(open=7, limit=2)
        newest = await watching.chat("messages")

        await watching.ask(older=7, before=newest[0]["message_id"], limit=3)
        older = await watching.chat("messages")

    assert [one["text"] for one in newest] == ["4", "5"]
    assert [one["text"] for one in older] == ["1", "2", "3"]


async def test_a_flood_of_messages_is_skipped_to_its_end(control: Control) -> None:
    await control.come("Ada", 7)
    ada = control.telegram.people[7]
    await ada.send("first")
    async with control.live() as watching:
        await watching.ask(open=7, limit=20)
        await watching.chat("messages")

        # All within one turn of the loop, so that no frame goes out between.
        for number in range(500):
            await ada.send(str(number))

        frames = await watching.until("chats")
    assert frames[0]["fresh"] is True
    assert [one["text"] for one in frames[0]["messages"]] == [str(number) for number in range(480, 500)]


async def test_forgotten_messages_are_followed_no_longer(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    first = await control.bot.send_message(7, "One")
    second = await control.bot.send_message(7, "Two")
    async with control.live() as watching:
        await watching.ask(open=7)
        await watching.chat("messages")
        await watching.ask(forget=7, before=second.message_id)

        await control.bot.edit_message_text("One!", 7, first.message_id)
        await control.bot.edit_message_text("Two!", 7, second.message_id)

        assert [one["text"] for one in await watching.chat("messages")] == ["Two!"]


async def test_traffic_passes_while_it_is_wanted(control: Control) -> None:
    await control.come("Ada", 7)
    async with control.live() as watching:
        await watching.ask(traffic=True)

        await control.done("/people/7/start")
        entries = await watching.until("traffic")

    assert [(one["what"], one["name"]) for one in entries] == [("update", "message")]


async def test_a_menu_set_while_one_looks_appears(control: Control) -> None:
    await control.come("Ada", 7)
    async with control.live() as watching:
        await watching.ask(open=7)
        assert await watching.chat("commands") == []

        await control.bot.set_my_commands([("help", "Help")])

        assert await watching.chat("commands") == [{"command": "help", "description": "Help"}]


async def test_what_the_bot_is_doing_is_seen(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    async with control.live() as watching:
        await watching.until("people")

        await control.bot.send_chat_action(7, "typing")

        assert await watching.until("typing") == [{"id": 7, "action": "typing"}]


async def test_a_reply_keyboard_stands_until_it_is_taken_away(control: Control) -> None:
    await control.come("Ada", 7)
    await control.done("/people/7/start")
    async with control.live() as watching:
        await watching.ask(open=7)
        assert await watching.chat("keyboard") is None

        await control.bot.send_message(
            7, "Colour?", api_kwargs={"reply_markup": {"keyboard": [[{"text": "Red"}]]}}
        )
        assert (await watching.chat("keyboard"))["keyboard"] == [[{"text": "Red"}]]
        await control.bot.send_message(7, "Thanks", api_kwargs={"reply_markup": {"remove_keyboard": True}})
        assert await watching.chat("keyboard") is None


async def test_nonsense_is_answered_and_the_socket_goes_on(control: Control) -> None:
    async with control.live() as watching:
        await watching.socket.send_str("{")
        assert await watching.until("error")
        await watching.ask(open=99)
        assert await watching.until("error")
        await control.come("Ada", 7)
        assert await watching.until("people")


async def test_all_who_look_are_told_when_the_front_closes(control: Control) -> None:
    async with control.live() as watching:
        await watching.until("bot")

        await control.front.close()

        assert (await watching.socket.receive(timeout=5)).data == 1001


async def test_a_bot_that_handles_what_a_poll_gave_still_listens(control: Control, clock: Clock) -> None:
    assert (await control.seen("/state"))["bot"]["listening"] is False

    await control.bot.get_updates()

    assert (await control.seen("/state"))["bot"]["listening"] is True
    clock.now += 4
    assert (await control.seen("/state"))["bot"]["listening"] is False
