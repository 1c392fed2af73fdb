"""In a group, the bot says what it is, offers a way into the private chat, and does nothing else."""

import pytest
from bot_scene import Scene, launch, say, tasks_csv

from playground import Group, Message, Person


def from_bot(group: Group) -> list[Message]:
    return [message for message in group.chat if message.from_bot]


async def test_brought_into_a_group_it_greets_once(scene: Scene, ada: Person) -> None:
    group = scene.telegram.group("Friends", [ada])
    await scene.quiet()
    (greeting,) = from_bot(group)
    assert greeting.words == say("group")
    ((button,),) = greeting.buttons
    assert button.url is not None
    assert button.url.endswith("?start=group")
    group.remove_bot()
    group.add_bot()
    await scene.quiet()
    assert len(from_bot(group)) == 1


@pytest.mark.parametrize(
    "text", ["/start@{bot}", "/HELP@{bot}", "/next@{bot}", "/help", "/start", "Hey @{bot}!"]
)
async def test_asked_in_a_group_it_says_what_it_is_and_shows_no_task(
    scene: Scene, rita: Person, ada: Person, text: str
) -> None:
    await launch(rita, tasks_csv("Sky"))
    group = await _old_group(scene, ada)
    await scene.do(group.send(ada, text.format(bot=scene.telegram.world.bot.username)))
    assert [message.words for message in from_bot(group)[1:]] == [say("group")]


@pytest.mark.parametrize("text", ["/next", "/start@another_bot", "/foo", "Hello @another_bot", "/5"])
async def test_what_is_not_meant_for_it_is_passed_over(scene: Scene, ada: Person, text: str) -> None:
    group = await _old_group(scene, ada)
    await scene.do(group.send(ada, text))
    assert len(from_bot(group)) == 1


async def test_a_message_that_tells_no_sender_is_passed_over(scene: Scene, ada: Person) -> None:
    await _old_group(scene, ada)
    message = {
        "message_id": 90,
        "date": 1_800_000_000,
        "chat": {"id": -100, "type": "supergroup", "title": "T"},
    }
    message |= {"text": "/help", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}
    scene.telegram.world.updates.put("message", message)
    await scene.quiet()
    assert await scene.count("SELECT count(*) FROM inbox WHERE attempts > 0 OR state <> 'DONE'") == 0
    assert await scene.count("SELECT count(*) FROM outbox WHERE chat_id = 0") == 0


async def test_it_does_not_repeat_itself(scene: Scene, ada: Person) -> None:
    group = await _old_group(scene, ada)
    await scene.do(*(group.send(ada, "/help") for _ in range(5)))
    assert len(from_bot(group)) == 2


async def test_an_edit_and_a_file_in_a_group_do_nothing(scene: Scene, ada: Person) -> None:
    group = await _old_group(scene, ada)
    group.promote_bot()
    member = group.member(ada)
    sent = await member.send("Hello")
    await scene.do(member.edit(sent, "/help"), member.send_document("tasks.csv", tasks_csv("Sky").encode()))
    assert len(from_bot(group)) == 1
    assert await scene.count("SELECT count(*) FROM project") == 0


async def test_the_menu_of_a_group_holds_only_what_works_there(scene: Scene, ada: Person) -> None:
    group = await _old_group(scene, ada)
    assert [name for name, _ in group.commands(ada)] == ["start", "help"]


async def _old_group(scene: Scene, person: Person) -> Group:
    """A group that the bot greeted two hours ago."""
    group = scene.telegram.group("Friends", [person])
    await scene.quiet()
    scene.clock.move(minutes=120)
    return group
