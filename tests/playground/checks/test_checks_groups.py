"""Checks: groups, their members and rights, what the bot reads there, and reactions."""

import pytest
from checks_scene import keyboard, unknown_fields
from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner, ReactionTypeEmoji, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from playground import Group, NotPossible, Person, Playground


async def test_check_86_the_bot_learns_that_it_was_added(
    bot: Bot, ada: Person, ben: Person, telegram: Playground
) -> None:
    group = telegram.group("Crew", [ada, ben])
    joined, created = await bot.get_updates()
    assert joined.my_chat_member is not None
    assert (joined.my_chat_member.old_chat_member.status, joined.my_chat_member.new_chat_member.status) == (
        "left",
        "member",
    )
    assert created.message is not None
    assert (created.message.chat.id, created.message.chat.title) == (group.id, "Crew")
    assert created.message.group_chat_created
    assert unknown_fields([joined, created]) == []


async def test_check_87_with_privacy_mode_the_bot_reads_what_is_meant_for_it(
    bot: Bot, ada: Person, ben: Person, crew: Group
) -> None:
    sent = await bot.send_message(crew.id, "Who is there?")
    for text in ("just chatting", "/next", "/next@other_bot", "/next@playground_bot", "hey @playground_bot"):
        await crew.send(ada, text)
    await crew.send(ben, "me", reply_to=crew.message(sent.message_id))
    read = [(u.message.text, u.message.from_user.first_name) for u in await bot.get_updates() if u.message]  # type: ignore[union-attr]
    assert read == [
        ("/next", "Ada"),
        ("/next@playground_bot", "Ada"),
        ("hey @playground_bot", "Ada"),
        ("me", "Ben"),
    ]


async def test_check_88_an_administrator_reads_everything(bot: Bot, ada: Person, crew: Group) -> None:
    crew.promote_bot("can_delete_messages")
    await crew.send(ada, "just chatting")
    promoted, chat = await bot.get_updates()
    assert promoted.my_chat_member is not None
    new = promoted.my_chat_member.new_chat_member
    assert isinstance(new, ChatMemberAdministrator)
    assert (new.can_delete_messages, new.can_pin_messages) == (True, False)
    assert chat.message is not None
    assert chat.message.text == "just chatting"


async def test_check_89_the_bot_looks_at_a_groups_people(
    bot: Bot, ada: Person, ben: Person, crew: Group, telegram: Playground
) -> None:
    crew.promote(ben, "can_pin_messages")
    chat = await bot.get_chat(crew.id)
    assert (chat.title, chat.type) == ("Crew", "group")
    assert await bot.get_chat_member_count(crew.id) == 3
    owner = await bot.get_chat_member(crew.id, ada.id)
    assert isinstance(owner, ChatMemberOwner)
    administrators = await bot.get_chat_administrators(crew.id)
    assert {member.user.first_name for member in administrators} == {"Ada", "Ben"}
    stranger = telegram.person("Eve")
    assert (await bot.get_chat_member(crew.id, stranger.id)).status == "left"
    assert unknown_fields([chat, owner, administrators]) == []
    with pytest.raises(BadRequest, match="here are no administrators in the private chat"):
        await bot.get_chat_administrators(ada.id)


async def test_check_90_people_come_and_go(bot: Bot, ada: Person, crew: Group, telegram: Playground) -> None:
    eve, kim = telegram.person("Eve"), telegram.person("Kim")
    crew.add(eve)
    crew.join(kim)
    crew.leave(eve)
    messages = [update.message for update in await bot.get_updates() if update.message]
    assert [[user.first_name for user in m.new_chat_members] for m in messages] == [["Eve"], ["Kim"], []]
    assert messages[2].left_chat_member is not None
    assert messages[2].left_chat_member.first_name == "Eve"
    assert (crew.has(eve), crew.has(kim)) == (False, True)
    with pytest.raises(NotPossible, match="Eve is not in the group"):
        await crew.send(eve, "hello?")


async def test_check_91_an_administrator_hears_of_members_if_it_asks(
    bot: Bot, crew: Group, telegram: Playground
) -> None:
    crew.promote_bot()
    await bot.get_updates(allowed_updates=[Update.CHAT_MEMBER])
    telegram.world.updates.drop_pending()
    crew.join(telegram.person("Kim"))
    (update,) = await bot.get_updates()
    assert update.chat_member is not None
    assert (
        update.chat_member.new_chat_member.user.first_name,
        update.chat_member.new_chat_member.status,
    ) == (
        "Kim",
        "member",
    )


async def test_check_92_a_bot_that_was_removed_cannot_write(bot: Bot, crew: Group) -> None:
    crew.remove_bot()
    left, kicked = await bot.get_updates()
    assert left.message is not None
    assert left.message.left_chat_member == bot.bot
    assert kicked.my_chat_member is not None
    assert kicked.my_chat_member.new_chat_member.status == "kicked"
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await bot.send_message(crew.id, "hello?")
    crew.add_bot()
    assert await bot.send_message(crew.id, "back")


async def test_check_93_the_bot_leaves(bot: Bot, ada: Person, crew: Group) -> None:
    assert await bot.leave_chat(crew.id)
    assert crew.bot_status == "left"
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(crew.id, "hello?")
    with pytest.raises(BadRequest, match="hat member status can't be changed in private chats"):
        await bot.leave_chat(ada.id)


async def test_check_94_members_are_banned_with_the_right_only(
    bot: Bot, ada: Person, ben: Person, crew: Group
) -> None:
    with pytest.raises(BadRequest, match="ot enough rights to restrict/unrestrict chat member"):
        await bot.ban_chat_member(crew.id, ben.id)
    crew.promote_bot()
    assert await bot.ban_chat_member(crew.id, ben.id)
    with pytest.raises(NotPossible, match="Ben is banned"):
        crew.join(ben)
    assert await bot.unban_chat_member(crew.id, ben.id)
    crew.join(ben)
    with pytest.raises(BadRequest, match="an't remove chat owner"):
        await bot.ban_chat_member(crew.id, ada.id)


async def test_check_95_the_title_changes_and_the_bot_learns_of_it(bot: Bot, crew: Group) -> None:
    with pytest.raises(BadRequest, match="ot enough rights to change chat title"):
        await bot.set_chat_title(crew.id, "Team")
    crew.promote_bot()
    assert await bot.set_chat_title(crew.id, "Team")
    assert crew.title == "Team"
    updates = await bot.get_updates()
    assert updates[-1].message is not None
    assert (updates[-1].message.new_chat_title, updates[-1].message.chat.title) == ("Team", "Team")


async def test_check_96_a_group_becomes_a_supergroup(bot: Bot, ada: Person, crew: Group) -> None:
    new = crew.migrate()
    old_chat, new_chat = [update.message for update in await bot.get_updates()]
    assert old_chat is not None
    assert new_chat is not None
    assert (old_chat.chat.id, old_chat.migrate_to_chat_id) == (crew.id, new.id)
    assert (new_chat.chat.id, new_chat.migrate_from_chat_id) == (new.id, crew.id)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(crew.id, "hello?")
    assert moved.value.new_chat_id == new.id
    sent = await bot.send_message(new.id, "hello")
    assert (sent.chat.type, sent.chat.title) == ("supergroup", "Crew")
    with pytest.raises(NotPossible, match="became a supergroup"):
        await crew.send(ada, "still here")


async def test_check_97_deleting_and_pinning_in_a_group_need_rights(
    bot: Bot, ada: Person, crew: Group
) -> None:
    message = await crew.send(ada, "spam")
    own = await bot.send_message(crew.id, "mine")
    with pytest.raises(BadRequest, match="essage can't be deleted"):
        await bot.delete_message(crew.id, message.id)
    with pytest.raises(BadRequest, match="ot enough rights to manage pinned messages in the chat"):
        await bot.pin_chat_message(crew.id, own.message_id)
    assert await bot.delete_message(crew.id, own.message_id)
    crew.promote_bot()
    assert await bot.delete_message(crew.id, message.id)
    assert crew.message(message.id) is None


async def test_check_98_a_button_in_a_group_is_pressed_by_its_members(
    bot: Bot, ada: Person, ben: Person, crew: Group
) -> None:
    await bot.send_message(crew.id, "Who wants?", reply_markup=keyboard("I"))
    tap = await crew.member(ben).tap("I")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert (update.callback_query.from_user.id, update.callback_query.message.chat.id) == (ben.id, crew.id)
    await bot.answer_callback_query(tap.query_id, "Yours")
    assert (await ben.notices("Yours")).query_id == tap.query_id
    assert ada.toasts == []


async def test_check_99_the_bot_reacts_and_hears_of_reactions(bot: Bot, ada: Person, crew: Group) -> None:
    await bot.get_updates(allowed_updates=[Update.MESSAGE_REACTION])
    message = await crew.send(ada, "done!")
    sent = await bot.send_message(crew.id, "well done")
    assert await bot.set_message_reaction(crew.id, message.id, "👍")
    shown = crew.message(message.id)
    assert shown is not None
    assert shown.reactions == ((bot.id, "👍"),)
    await crew.member(ada).react(await crew.sees("well done"), "🔥")
    assert await bot.get_updates() == ()
    crew.promote_bot()
    await crew.member(ada).react(await crew.sees("well done"), "🎉")
    (update,) = await bot.get_updates()
    change = update.message_reaction
    assert change is not None
    assert (change.message_id, change.old_reaction, change.new_reaction) == (
        sent.message_id,
        (ReactionTypeEmoji("🔥"),),
        (ReactionTypeEmoji("🎉"),),
    )
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(crew.id, message.id, "🥕")
