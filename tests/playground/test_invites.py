"""Links into groups, through the real PTB client."""

from pathlib import Path

import pytest
from playground_scene import Clock, make_bot
from telegram import Bot
from telegram.error import BadRequest

from playground import Group, NotPossible, Person, Playground


@pytest.fixture
def crew(telegram: Playground, ada: Person) -> Group:
    crew = telegram.group("Crew", [ada])
    crew.promote_bot()
    telegram.world.updates.drop_pending()
    return crew


@pytest.fixture
def ben(telegram: Playground) -> Person:
    return telegram.person("Ben")


async def test_people_come_in_by_a_link_until_it_is_used_up(
    bot: Bot, crew: Group, ben: Person, telegram: Playground
) -> None:
    link = await bot.create_chat_invite_link(crew.id, name="One", member_limit=1)
    assert (link.name, link.member_limit, link.is_primary, link.creator.id) == ("One", 1, False, bot.id)
    await bot.get_updates(allowed_updates=["chat_member"])

    crew.join(ben, link.invite_link)

    assert crew.has(ben)
    (update,) = await bot.get_updates()
    assert update.chat_member is not None
    assert update.chat_member.invite_link == link
    with pytest.raises(NotPossible, match="used as often as it may be"):
        crew.join(telegram.person("Cleo"), link.invite_link)


async def test_people_ask_and_are_let_in_or_not(
    bot: Bot, crew: Group, ben: Person, telegram: Playground
) -> None:
    link = await bot.create_chat_invite_link(crew.id, creates_join_request=True)
    cleo = telegram.person("Cleo")
    for person in (ben, cleo):
        crew.join(person, link.invite_link)
        assert not crew.has(person)
    asked = [update.chat_join_request for update in await bot.get_updates()]
    assert [request.from_user.id for request in asked if request] == [ben.id, cleo.id]

    assert await bot.approve_chat_join_request(crew.id, ben.id)
    assert await bot.decline_chat_join_request(crew.id, cleo.id)

    assert (crew.has(ben), crew.has(cleo)) == (True, False)
    with pytest.raises(BadRequest, match="User_already_participant"):
        await bot.approve_chat_join_request(crew.id, ben.id)
    with pytest.raises(BadRequest, match="Hide_requester_missing"):
        await bot.decline_chat_join_request(crew.id, cleo.id)


async def test_a_link_ends_by_time_or_by_being_revoked(
    bot: Bot, crew: Group, ben: Person, clock: Clock
) -> None:
    link = await bot.create_chat_invite_link(crew.id, expire_date=int(clock.now) + 60)
    other = await bot.create_chat_invite_link(crew.id)
    assert (await bot.revoke_chat_invite_link(crew.id, other)).is_revoked
    clock.now += 61
    for each, why in ((link.invite_link, "expired"), (other.invite_link, "revoked"), ("x", "no such link")):
        with pytest.raises(NotPossible, match=why):
            crew.join(ben, each)


async def test_an_exported_link_replaces_the_one_before(bot: Bot, crew: Group, ben: Person) -> None:
    old, new = [await bot.export_chat_invite_link(crew.id) for _ in range(2)]
    with pytest.raises(NotPossible, match="revoked"):
        crew.join(ben, old)
    crew.join(ben, new)
    assert crew.has(ben)


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_what_telegram_refuses_is_refused(bot: Bot, crew: Group, ada: Person) -> None:
    with pytest.raises(BadRequest, match="Member limit can't be specified"):
        await bot.create_chat_invite_link(crew.id, member_limit=5, creates_join_request=True)
    with pytest.raises(BadRequest, match="Invite_hash_expired"):
        await bot.edit_chat_invite_link(crew.id, "https://t.me/+nothing")
    with pytest.raises(BadRequest, match="Can't invite members to a private chat"):
        await bot.export_chat_invite_link(ada.id)
    crew.promote_bot("can_pin_messages")
    with pytest.raises(BadRequest, match="Not enough rights to manage chat invite link"):
        await bot.export_chat_invite_link(crew.id)


async def test_links_outlive_a_save(
    bot: Bot, crew: Group, ben: Person, telegram: Playground, clock: Clock, tmp_path: Path
) -> None:
    link = await bot.create_chat_invite_link(crew.id, creates_join_request=True)
    crew.join(ben, link.invite_link)
    telegram.save(tmp_path / "state.json")
    async with Playground.load(tmp_path / "state.json", clock=clock) as again, make_bot(again) as new:
        assert await new.approve_chat_join_request(crew.id, ben.id)
        assert again.groups[crew.id].has(again.people[ben.id])
