"""Channels, forums, and what members may do."""

from pathlib import Path

import pytest
from telegram import Bot, ChatMemberRestricted, ChatPermissions
from telegram.error import BadRequest

from playground import Clock, Group, NotPossible, Person, Playground


@pytest.fixture
def ben(telegram: Playground) -> Person:
    return telegram.person("Ben")


@pytest.fixture
def forum(telegram: Playground, ada: Person, ben: Person) -> Group:
    group = telegram.group("Forum", [ada, ben], supergroup=True)
    group.make_forum()
    group.promote_bot()
    return group


async def test_a_post_in_a_channel_is_sent_by_the_channel(
    bot: Bot, telegram: Playground, ada: Person
) -> None:
    news = telegram.channel("News", [ada], username="our_news")
    sent = await bot.send_message("@Our_News", "From the bot")
    assert (sent.from_user, sent.sender_chat) == (None, sent.chat)
    assert (sent.chat.type, sent.chat.username) == ("channel", "our_news")
    own = await news.send(ada, "From Ada")
    await news.member(ada).edit(own, "From Ada again")
    posted, edited = (await bot.get_updates(timeout=0))[-2:]
    assert posted.channel_post is not None
    assert edited.edited_channel_post is not None
    assert (posted.channel_post.text, posted.message) == ("From Ada", None)
    assert posted.channel_post.sender_chat.id == news.id  # type: ignore[union-attr]


async def test_only_administrators_write_in_a_channel(
    bot: Bot, telegram: Playground, ada: Person, ben: Person
) -> None:
    news = telegram.channel("News", [ada, ben])
    with pytest.raises(NotPossible, match="only administrators"):
        await news.send(ben, "Me too")
    news.promote_bot("can_edit_messages")
    with pytest.raises(BadRequest, match="eed administrator rights in the channel chat"):
        await bot.send_message(news.id, "x")
    with pytest.raises(BadRequest, match="on-anonymous polls"):
        news.promote_bot()
        await bot.send_poll(news.id, "Well?", ["a", "b"], is_anonymous=False)


async def test_reactions_in_a_channel_are_only_counted(
    bot: Bot, telegram: Playground, ada: Person, ben: Person
) -> None:
    news = telegram.channel("News", [ada, ben])
    await bot.get_updates(timeout=0, allowed_updates=["message_reaction", "message_reaction_count"])
    await bot.send_message(news.id, "x")
    for person in (ada, ben):
        await news.member(person).react(await news.sees("x"), "👍")
    told = (await bot.get_updates(timeout=0))[-1].message_reaction_count
    assert told is not None
    assert [(one.type.emoji, one.total_count) for one in told.reactions] == [("👍", 2)]  # type: ignore[attr-defined]


async def test_posts_come_into_the_linked_group(
    bot: Bot, telegram: Playground, ada: Person, ben: Person
) -> None:
    news, talk = telegram.channel("News", [ada]), telegram.group("Talk", [ada, ben], supergroup=True)
    talk.promote_bot()
    talk.link(news)
    await news.send(ada, "Look")
    update = (await bot.get_updates(timeout=0))[-1].message
    assert update is not None
    assert (update.chat.id, update.text, update.is_automatic_forward) == (talk.id, "Look", True)
    assert (update.sender_chat.id, update.from_user.id) == (news.id, 777000)  # type: ignore[union-attr]
    assert (await bot.get_chat(news.id)).linked_chat_id == talk.id


async def test_messages_stay_in_their_topic(bot: Bot, ada: Person, ben: Person, forum: Group) -> None:
    topic = await bot.create_forum_topic(forum.id, "Cats")
    inside = await bot.send_message(forum.id, "Meow", message_thread_id=topic.message_thread_id)
    assert (inside.message_thread_id, inside.is_topic_message) == (topic.message_thread_id, True)
    await forum.send(ben, "Purr", reply_to=await forum.sees("Meow"))
    told = (await bot.get_updates(timeout=0))[-1].message
    assert told is not None
    assert (told.message_thread_id, told.is_topic_message) == (topic.message_thread_id, True)
    reply = await told.reply_text("Hiss", do_quote=True)
    assert reply.message_thread_id == topic.message_thread_id
    with pytest.raises(BadRequest, match="essage thread not found"):
        await bot.send_message(forum.id, "x", message_thread_id=999)
    await bot.close_forum_topic(forum.id, topic.message_thread_id)
    with pytest.raises(NotPossible, match="Cats is closed"):
        await forum.send(ben, "x", topic=topic.message_thread_id)
    await bot.delete_forum_topic(forum.id, topic.message_thread_id)
    assert [message.text for message in forum.chat if message.text] == []


async def test_a_restriction_holds_until_its_end(
    bot: Bot, telegram: Playground, ben: Person, forum: Group
) -> None:
    until = int(telegram.clock()) + 60
    await bot.restrict_chat_member(forum.id, ben.id, ChatPermissions.no_permissions(), until_date=until)
    member = await bot.get_chat_member(forum.id, ben.id)
    assert isinstance(member, ChatMemberRestricted)
    assert (member.can_send_messages, int(member.until_date.timestamp())) == (False, until)
    with pytest.raises(NotPossible, match="Ben may not write"):
        await forum.send(ben, "x")
    assert isinstance(telegram.clock, Clock)
    await telegram.clock.move(61)
    await forum.send(ben, "x")
    assert (await bot.get_chat_member(forum.id, ben.id)).status == "member"


async def test_a_group_says_what_everybody_may_do(bot: Bot, ben: Person, forum: Group) -> None:
    await bot.set_chat_permissions(forum.id, ChatPermissions(can_send_polls=False))
    with pytest.raises(NotPossible, match="may not write"):
        await forum.send(ben, "x")
    found = (await bot.get_chat(forum.id)).permissions
    assert found is not None
    assert found.can_send_messages is False


async def test_a_forum_a_channel_and_a_restriction_are_saved(
    bot: Bot, telegram: Playground, ben: Person, forum: Group, tmp_path: Path
) -> None:
    topic = await bot.create_forum_topic(forum.id, "Cats")
    await bot.restrict_chat_member(forum.id, ben.id, ChatPermissions.no_permissions())
    news = telegram.channel("News", [ben], username="our_news")
    forum.link(news)
    telegram.save(tmp_path / "saved.json")
    again = Playground.load(tmp_path / "saved.json")
    chat = again.world.groups[forum.id]
    assert chat.topics is not None
    assert chat.topics.by_id[topic.message_thread_id].name == "Cats"
    assert (chat.linked_to, chat.chat_json["is_forum"]) == (news.id, True)
    assert chat.standing(ben.id).status == "restricted"
    assert again.world.public_chat("our_news") is again.world.groups[news.id]


async def test_a_username_belongs_to_one_chat(telegram: Playground, ada: Person) -> None:
    telegram.channel("News", [ada], username="our_news")
    with pytest.raises(NotPossible, match="is taken"):
        telegram.group("Talk", [ada], supergroup=True, username="OUR_NEWS")
    with pytest.raises(NotPossible, match="5 to 32 letters"):
        telegram.channel("Other", [ada], username="x")
