"""Groups in more detail than the checks: rights, privacy mode, and what people may not do."""

import pytest
from telegram import Bot, ChatMemberAdministrator, Update
from telegram.error import BadRequest, Forbidden

from playground import Group, NotPossible, Person, Playground


@pytest.fixture
def crew(telegram: Playground, ada: Person) -> Group:
    group = telegram.group("Crew", [ada, telegram.person("Ben")])
    telegram.world.updates.drop_pending()
    return group


async def test_a_group_needs_somebody_and_can_do_without_the_bot(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    with pytest.raises(NotPossible, match="needs a member"):
        telegram.group("Nobody", [])
    quiet = telegram.group("Quiet", [ada], with_bot=False)
    await quiet.send(ada, "/start")
    assert await bot.get_updates() == ()
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(quiet.id, "hello?")
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.get_chat(quiet.id)


async def test_a_link_brings_the_bot_into_a_group_with_a_payload(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    group = telegram.group("Quiet", [ada], with_bot=False)
    group.add_bot("from_web")
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert messages[0].new_chat_members == (bot.bot,)
    assert messages[1].text == "/start@playground_bot from_web"


async def test_ids_of_groups_and_supergroups_look_like_telegrams(ada: Person, telegram: Playground) -> None:
    group, supergroup = telegram.group("A", [ada]), telegram.group("B", [ada], supergroup=True)
    assert -10_000_000_000 < group.id < 0
    assert str(supergroup.id).startswith("-100")
    assert telegram.groups == {group.id: group, supergroup.id: supergroup}
    with pytest.raises(NotPossible, match="already a supergroup"):
        supergroup.migrate()


async def test_without_privacy_mode_the_bot_reads_everything(
    bot: Bot, ada: Person, crew: Group, telegram: Playground
) -> None:
    telegram.world.bot.reads_all = True
    await crew.send(ada, "just chatting")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "just chatting"
    assert (await bot.get_me()).can_read_all_group_messages


async def test_edits_are_told_only_where_the_message_was(bot: Bot, ada: Person, crew: Group) -> None:
    hidden = await crew.send(ada, "just chatting")
    command = await crew.send(ada, "/next 1")
    await crew.member(ada).edit(hidden, "still chatting")
    await crew.member(ada).edit(command, "/next 2")
    messages = [update.effective_message for update in await bot.get_updates()]
    texts = [(message.text, bool(message.edit_date)) for message in messages if message]
    assert texts == [("/next 1", False), ("/next 2", True)]


async def test_the_bot_gives_and_takes_rights(
    bot: Bot, ada: Person, crew: Group, telegram: Playground
) -> None:
    eve = telegram.person("Eve")
    with pytest.raises(BadRequest, match="ot enough rights"):
        await bot.promote_chat_member(crew.id, ada.id, can_pin_messages=True)
    crew.promote_bot()
    with pytest.raises(BadRequest, match=r"(?i)user_not_participant"):
        await bot.promote_chat_member(crew.id, eve.id, can_pin_messages=True)
    crew.add(eve)
    await bot.promote_chat_member(crew.id, eve.id, can_pin_messages=True)
    member = await bot.get_chat_member(crew.id, eve.id)
    assert isinstance(member, ChatMemberAdministrator)
    assert (member.can_pin_messages, member.can_delete_messages) == (True, False)
    with pytest.raises(BadRequest, match="ser is an administrator of the chat"):
        await bot.ban_chat_member(crew.id, eve.id)
    await bot.promote_chat_member(crew.id, eve.id)
    assert (await bot.get_chat_member(crew.id, eve.id)).status == "member"
    with pytest.raises(NotPossible, match="no such rights: can_fly"):
        crew.promote(eve, "can_fly")


async def test_unbanning_a_member_puts_them_out_unless_only_if_banned(
    bot: Bot, ada: Person, crew: Group, telegram: Playground
) -> None:
    eve = telegram.person("Eve")
    crew.add(eve)
    crew.promote_bot()
    await bot.unban_chat_member(crew.id, eve.id, only_if_banned=True)
    assert crew.has(eve)
    await bot.unban_chat_member(crew.id, eve.id)
    assert not crew.has(eve)


async def test_the_bot_cannot_be_banned_by_itself_nor_people_in_private_chats(
    bot: Bot, ada: Person, crew: Group
) -> None:
    crew.promote_bot()
    with pytest.raises(BadRequest, match="an't restrict self"):
        await bot.ban_chat_member(crew.id, bot.id)
    with pytest.raises(BadRequest, match="an't ban members in private chats"):
        await bot.ban_chat_member(ada.id, ada.id)


async def test_a_plain_member_hears_of_other_members_by_messages_only(
    bot: Bot, crew: Group, telegram: Playground
) -> None:
    await bot.get_updates(allowed_updates=[Update.CHAT_MEMBER])
    crew.join(telegram.person("Kim"))
    assert await bot.get_updates() == ()


async def test_title_and_description_must_change(bot: Bot, crew: Group) -> None:
    crew.promote_bot()
    await bot.set_chat_description(crew.id, "We ask many")
    assert (await bot.get_chat(crew.id)).description == "We ask many"
    with pytest.raises(BadRequest, match="hat description is not modified"):
        await bot.set_chat_description(crew.id, "We ask many")
    with pytest.raises(BadRequest, match="hat title is not modified"):
        await bot.set_chat_title(crew.id, "Crew")


async def test_a_private_chat_has_two_members(bot: Bot, ada: Person, telegram: Playground) -> None:
    assert await bot.get_chat_member_count(ada.id) == 2
    assert (await bot.get_chat_member(ada.id, ada.id)).status == "member"
    with pytest.raises(BadRequest, match="ember not found"):
        await bot.get_chat_member(ada.id, telegram.person("Eve").id)


async def test_people_do_in_a_group_what_they_do_alone(bot: Bot, ada: Person, crew: Group) -> None:
    crew.promote_bot()
    here = crew.member(ada)
    first = await here.send("rules")
    await here.send_location(1, 2)
    await here.send_document("a.csv", b"x")
    await here.forward(first)
    await here.delete(first)
    _, *updates = await bot.get_updates()
    kinds = [
        (u.message.text, bool(u.message.location), bool(u.message.document)) for u in updates if u.message
    ]
    assert kinds == [
        ("rules", False, False),
        (None, True, False),
        (None, False, True),
        ("rules", False, False),
    ]
    with pytest.raises(NotPossible, match="not a message from Ada"):
        await here.edit(first, "gone already")


async def test_a_group_outlives_saving(
    ada: Person, crew: Group, telegram: Playground, tmp_path: object
) -> None:
    crew.promote_bot("can_pin_messages")
    await crew.send(ada, "/next")
    telegram.save(f"{tmp_path}/state.json")
    again = Playground.load(f"{tmp_path}/state.json", clock=telegram.clock)
    (group,) = again.groups.values()
    assert (group.title, group.bot_status, group.chat) == ("Crew", "administrator", crew.chat)
    assert group._chat.bot_standing == crew._chat.bot_standing
    assert group.has(again.people[ada.id])
