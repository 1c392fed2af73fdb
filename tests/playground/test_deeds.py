"""What people can do to messages: polls, reactions, payments, editing, forwarding; and that it is saved."""

from pathlib import Path

import pytest
from telegram import Bot, LabeledPrice, ReplyKeyboardMarkup, Update
from telegram.error import BadRequest
from test_files import png

from playground import NotPossible, NotSeen, Person, Playground


async def test_a_forwarded_poll_counts_the_votes_of_both_chats(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    ben = telegram.person("Ben")
    await ben.start()
    sent = await bot.send_poll(ada.id, "Which?", ["a", "b"])
    await bot.forward_message(ben.id, ada.id, sent.message_id)
    await ben.vote(await ben.gets("poll"), "b")
    shown = (await ada.gets("poll")).content["poll"]
    assert isinstance(shown, dict)
    assert [option["voter_count"] for option in shown["options"]] == [0, 1]


async def test_a_person_forwards_a_poll_from_a_group_and_its_votes_show(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    crew = telegram.group("Crew", [ada])
    await bot.send_poll(crew.id, "Which?", ["a", "b"])
    own = await ada.forward(await crew.gets("poll"), from_chat=crew)
    await crew.member(ada).vote(await crew.gets("poll"), "b")
    forwarded = ada.message(own.id)
    assert forwarded is not None
    assert isinstance(forwarded.content["poll"], dict)
    assert forwarded.content["poll"]["total_voter_count"] == 1
    received = [update.message for update in await bot.get_updates() if update.message][-1]
    assert received.forward_origin is not None
    assert received.forward_origin.sender_user.id == bot.id  # type: ignore[attr-defined]


async def test_a_poll_takes_only_what_it_offers(bot: Bot, ada: Person) -> None:
    text = await bot.send_message(ada.id, "no poll")
    await bot.send_poll(ada.id, "Which?", ["a", "b"])
    poll = await ada.gets("poll")
    seen = ada.message(text.message_id)
    assert seen is not None
    for message, options, why in [
        (poll, [2], "counted from 0"),
        (poll, ["c"], "no option 'c'"),
        (poll, [0, 1], "only one option"),
        (poll, [], "no vote to retract"),
        (seen, [0], "is not a poll"),
    ]:
        with pytest.raises(NotPossible, match=why):
            await ada.vote(message, *options)  # type: ignore[misc]


async def test_reactions_in_a_private_chat_are_told_where_asked_for(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "done")
    await ada.react(await ada.sees("done"), "👍")
    assert await bot.get_updates(allowed_updates=[Update.MESSAGE_REACTION]) == ()
    await ada.react(await ada.sees("done"))
    (update,) = await bot.get_updates()
    assert update.message_reaction is not None
    assert (len(update.message_reaction.old_reaction), update.message_reaction.new_reaction) == (1, ())


async def test_the_bot_sets_one_reaction_and_takes_it_back(bot: Bot, ada: Person) -> None:
    message = await ada.send("done")
    await bot.set_message_reaction(ada.id, message.id, "🔥")
    await bot.set_message_reaction(ada.id, message.id)
    shown = ada.message(message.id)
    assert shown is not None
    assert shown.reactions == ()
    with pytest.raises(BadRequest, match=r"(?i)reactions_too_many"):
        await bot.set_message_reaction(ada.id, message.id, ["👍", "👎"])
    with pytest.raises(BadRequest, match="essage to react not found"):
        await bot.set_message_reaction(ada.id, 999, "👍")


async def test_what_is_not_for_sale_is_not_paid(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "no invoice")
    for thing in (await ada.sees("no invoice"), "https://t.me/$nothing"):
        with pytest.raises(NotPossible, match="no such invoice"):
            await ada.pay(thing)


async def test_a_refund_needs_the_payment_and_its_person(bot: Bot, ada: Person, telegram: Playground) -> None:
    with pytest.raises(BadRequest, match=r"(?i)charge_not_found"):
        await bot.refund_star_payment(ada.id, "stx1")
    with pytest.raises(BadRequest, match="ser not found"):
        await bot.refund_star_payment(5, "stx1")


async def test_only_ones_own_messages_can_be_edited_and_deleted(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "mine")
    theirs = await ada.sees("mine")
    with pytest.raises(NotPossible, match="not a message from Ada"):
        await ada.edit(theirs, "ours")
    with pytest.raises(NotPossible, match="not a message from Ada"):
        await ada.delete(theirs)
    own = await ada.send_document("a.csv", b"x", caption="old")
    await ada.edit(own, "new")
    changed = ada.message(own.id)
    assert changed is not None
    assert (changed.caption, changed.edited) == ("new", True)
    with pytest.raises(NotPossible, match="1 to 4096"):
        await ada.edit(own, " ")


async def test_a_start_payload_has_64_characters_of_a_small_alphabet(bot: Bot, ada: Person) -> None:
    assert (await ada.start("x" * 64)).text == f"/start {'x' * 64}"
    for payload in ("x" * 65, "a b", "é"):
        with pytest.raises(NotPossible, match="start payload"):
            await ada.start(payload)


async def test_pictures_of_an_album_belong_together(bot: Bot, ada: Person) -> None:
    await ada.send_album(png(3, 2), png(2, 3), caption="both")
    first, second = [update.message for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert first.media_group_id == second.media_group_id is not None
    assert (first.caption, second.caption, second.photo[0].height) == ("both", None, 3)
    with pytest.raises(NotPossible, match="2 to 10"):
        await ada.send_album(png(3, 2))


async def test_a_sticker_has_its_emoji(bot: Bot, ada: Person) -> None:
    await ada.send_sticker(b"RIFF webp", emoji="🐦")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.sticker is not None
    assert update.message.sticker.emoji == "🐦"


async def test_a_quote_must_be_there(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "One or two?")
    with pytest.raises(NotPossible, match="three"):
        await ada.send("so?", reply_to=ada.last, quote="three")


async def test_who_has_deleted_the_account_writes_no_more(ada: Person) -> None:
    ada.deactivate()
    with pytest.raises(NotPossible, match="has deleted the account"):
        await ada.send("hello")


async def test_waiting_for_a_kind_in_vain_shows_the_chat(bot: Bot, ada: Person) -> None:
    await bot.send_dice(ada.id)
    with pytest.raises(NotSeen, match=r"(?s)did not see a poll.*<dice: dice>"):
        await ada.gets("poll", timeout=0.01)


async def test_all_that_stands_in_chats_outlives_saving(
    bot: Bot, ada: Person, telegram: Playground, tmp_path: Path
) -> None:
    await bot.send_poll(ada.id, "Which?", ["a", "b"])
    await ada.vote(await ada.gets("poll"), "b")
    pinned = await bot.send_voice(ada.id, b"OggS", duration=3)
    await bot.pin_chat_message(ada.id, pinned.message_id)
    await bot.set_message_reaction(ada.id, 1, "👍")
    await bot.send_message(ada.id, "?", reply_markup=ReplyKeyboardMarkup([["Yes"]]))
    await bot.send_invoice(ada.id, "T", "D", "p", "XTR", [LabeledPrice("x", 5)])
    purchase = await ada.pay(await ada.gets("invoice"))
    telegram.save(tmp_path / "state.json")
    again = Playground.load(tmp_path / "state.json", clock=telegram.clock)
    ada_again = again.people[ada.id]
    assert ada_again.chat == ada.chat
    assert ada_again.keyboard == ada.keyboard != ()
    assert ada_again.pinned == ada.pinned is not None
    assert again.world.payments.open == {purchase.checkout.query_id: purchase.checkout}
    with pytest.raises(NotPossible, match="only one option"):
        await ada_again.vote(await ada_again.gets("poll"), 0, 1)
    shown = await ada_again.vote(await ada_again.gets("poll"), "a")
    assert isinstance(shown.content["poll"], dict)
    assert shown.content["poll"]["total_voter_count"] == 1
