"""Checks: files of every kind up and down, albums, places, contacts, dice and polls."""

from datetime import timedelta

import pytest
from checks_scene import png, unknown_fields
from telegram import (
    Bot,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    InputPollOption,
    Message,
    Poll,
    Update,
)
from telegram.error import BadRequest

from playground import NotPossible, Person, Playground


async def test_check_30_a_photo_goes_up_and_down(bot: Bot, ada: Person) -> None:
    sent = await bot.send_photo(ada.id, png(), caption="a picture", has_spoiler=True)
    assert [(size.width, size.height) for size in sent.photo] == [(30, 20)]
    assert sent.has_media_spoiler
    await ada.send_photo(png(40, 10), caption="mine")
    (update,) = await bot.get_updates()
    assert update.message is not None
    file = await update.message.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == png(40, 10)


async def test_check_31_a_document_keeps_its_name_and_type(bot: Bot, ada: Person) -> None:
    await ada.send_document("tareas ñ.csv", b"a;b\n", caption="for /new")
    (update,) = await bot.get_updates()
    assert update.message is not None
    document = update.message.document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("tareas ñ.csv", "text/csv", 4)
    sent = await bot.send_document(ada.id, b"x,y\n", filename="résultats.csv")
    assert await ada.downloads("résultats.csv") == b"x,y\n"
    assert unknown_fields(sent) == []


async def test_check_32_a_voice_message_has_its_length(bot: Bot, ada: Person) -> None:
    sent = await bot.send_voice(ada.id, b"OggS", duration=7, caption="listen")
    assert sent.voice is not None
    assert (sent.voice.duration, sent.caption) == (timedelta(seconds=7), "listen")
    await ada.send_voice(b"OggS mine", duration=3)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.voice is not None
    assert (update.message.voice.duration, update.message.voice.mime_type) == (
        timedelta(seconds=3),
        "audio/ogg",
    )
    file = await update.message.voice.get_file()
    assert bytes(await file.download_as_bytearray()) == b"OggS mine"


async def test_check_33_music_has_title_and_performer(bot: Bot, ada: Person) -> None:
    sent = await bot.send_audio(ada.id, b"ID3", duration=200, performer="Bach", title="Air")
    assert sent.audio is not None
    assert (sent.audio.performer, sent.audio.title, sent.audio.duration) == (
        "Bach",
        "Air",
        timedelta(seconds=200),
    )
    await ada.send_audio(b"ID3", performer="Clara", title="Romanze", duration=180)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.audio is not None
    assert (update.message.audio.performer, update.message.audio.duration) == ("Clara", timedelta(minutes=3))


async def test_check_34_videos_round_or_silent_or_neither(bot: Bot, ada: Person) -> None:
    film = await bot.send_video(ada.id, b"film", duration=9, width=320, height=240)
    silent = await bot.send_animation(ada.id, b"gif", duration=2, width=10, height=10)
    spherical = await bot.send_video_note(ada.id, b"note", duration=4, length=100)
    assert film.video is not None
    assert (film.video.width, film.video.height, film.video.duration) == (320, 240, timedelta(seconds=9))
    assert silent.animation is not None
    assert silent.document is not None
    assert spherical.video_note is not None
    assert spherical.video_note.length == 100
    await ada.send_video(b"my film", duration=5)
    await ada.send_video_note(b"my note", duration=6)
    videos = [update.message for update in await bot.get_updates()]
    assert [m.video.duration if m and m.video else None for m in videos] == [timedelta(seconds=5), None]
    assert unknown_fields([film, silent, spherical, *videos]) == []


async def test_check_35_a_sticker_is_sent(bot: Bot, ada: Person) -> None:
    sent = await bot.send_sticker(ada.id, b"RIFF webp", emoji="😀")
    assert sent.sticker is not None
    assert (sent.sticker.emoji, sent.sticker.is_animated) == ("😀", False)


async def test_check_36_a_file_is_sent_again_by_its_id_and_as_its_kind_only(bot: Bot, ada: Person) -> None:
    photo = (await bot.send_photo(ada.id, png())).photo[0]
    assert (await bot.send_photo(ada.id, photo.file_id)).photo[0] == photo
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Photo as Document"):
        await bot.send_document(ada.id, photo.file_id)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/HTTP URL specified"):
        await bot.send_photo(ada.id, "AgACnothing")


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_check_37_an_album_shows_its_files_together(bot: Bot, ada: Person) -> None:
    sent = await bot.send_media_group(
        ada.id, [InputMediaPhoto(png(), caption="both"), InputMediaVideo(b"film", duration=3)]
    )
    assert [bool(sent[0].photo), bool(sent[1].video)] == [True, True]
    assert sent[0].media_group_id == sent[1].media_group_id is not None
    assert (sent[0].caption, sent[1].caption) == ("both", None)
    with pytest.raises(BadRequest, match=r"(?i)can't be mixed with other media types"):
        await bot.send_media_group(ada.id, [InputMediaDocument(b"a"), InputMediaAudio(b"b")])


async def test_check_38_a_file_replaces_another(bot: Bot, ada: Person) -> None:
    sent = await bot.send_photo(ada.id, png(), caption="before")
    edited = await bot.edit_message_media(
        InputMediaDocument(b"abc", caption="after", filename="a.txt"), ada.id, sent.message_id
    )
    assert isinstance(edited, Message)
    assert edited.document is not None
    assert (edited.document.file_name, edited.caption, edited.photo) == ("a.txt", "after", ())
    assert await ada.downloads("a.txt") == b"abc"


async def test_check_39_a_caption_is_edited_and_a_text_is_not_a_caption(bot: Bot, ada: Person) -> None:
    sent = await bot.send_document(ada.id, b"abc", filename="a.txt")
    await bot.edit_message_caption(ada.id, sent.message_id, caption="<i>new</i>", parse_mode="HTML")
    assert ada.last is not None
    assert (ada.last.caption, ada.last.entities[0].type) == ("new", "italic")
    with pytest.raises(BadRequest, match="here is no text in the message to edit"):
        await bot.edit_message_text("x", ada.id, sent.message_id)
    text = await bot.send_message(ada.id, "text")
    with pytest.raises(BadRequest, match="here is no caption in the message to edit"):
        await bot.edit_message_caption(ada.id, text.message_id, caption="x")


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_check_40_files_above_20_mb_cannot_be_fetched(bot: Bot, ada: Person) -> None:
    await ada.send_document("big.bin", bytes(20 * 1024 * 1024 + 1))
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.document is not None
    with pytest.raises(BadRequest, match="ile is too big"):
        await update.message.document.get_file()


async def test_check_41_places_are_sent_both_ways(bot: Bot, ada: Person) -> None:
    sent = await bot.send_location(ada.id, 48.85, 2.29)
    venue = await bot.send_venue(ada.id, 48.85, 2.29, "Tower", "Paris")
    assert sent.location is not None
    assert (sent.location.latitude, sent.location.longitude) == (48.85, 2.29)
    assert venue.venue is not None
    assert (venue.venue.title, venue.venue.location.latitude) == ("Tower", 48.85)
    await ada.send_location(-33.9, 18.4)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.location is not None
    assert update.message.location.latitude == -33.9


async def test_check_42_a_live_location_moves_until_it_is_stopped(
    bot: Bot, ada: Person, telegram: Playground
) -> None:
    sent = await bot.send_location(ada.id, 1, 2, live_period=60)
    moved = await bot.edit_message_live_location(ada.id, sent.message_id, latitude=3, longitude=4)
    assert isinstance(moved, Message)
    assert moved.location is not None
    assert (moved.location.latitude, moved.location.live_period) == (3, timedelta(minutes=1))
    stopped = await bot.stop_message_live_location(ada.id, sent.message_id)
    assert isinstance(stopped, Message)
    assert stopped.location is not None
    assert stopped.location.live_period is None
    late = await bot.send_location(ada.id, 1, 2, live_period=60)
    await telegram.clock.move(61)
    with pytest.raises(BadRequest, match="essage can't be edited"):
        await bot.edit_message_live_location(ada.id, late.message_id, latitude=3, longitude=4)


async def test_check_43_contacts_are_sent_both_ways(bot: Bot, ada: Person) -> None:
    sent = await bot.send_contact(ada.id, "+15550100", "Grace", "Hopper")
    assert sent.contact is not None
    assert (sent.contact.phone_number, sent.contact.last_name) == ("+15550100", "Hopper")
    await ada.send_contact("+15550199")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.contact is not None
    assert (update.message.contact.first_name, update.message.contact.user_id) == ("Ada", ada.id)


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_check_44_dice_fall_as_the_seed_says(bot: Bot, ada: Person) -> None:
    thrown = [(await bot.send_dice(ada.id)).dice for _ in range(5)]
    await ada.send_dice("🎯")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert all(dice is not None and 1 <= dice.value <= 6 for dice in [*thrown, update.message.dice])
    with pytest.raises(BadRequest, match=r"(?i)wrong emoji specified"):
        await bot.send_dice(ada.id, emoji="🐦")


async def test_check_45_votes_in_an_open_poll_are_reported(bot: Bot, ada: Person, ben: Person) -> None:
    await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    sent = await bot.send_poll(ada.id, "Bird?", ["Yes", InputPollOption("No")], is_anonymous=False)
    await ada.vote(await ada.gets("poll"), "No")
    answer, state = await bot.get_updates()
    assert answer.poll_answer is not None
    assert answer.poll_answer.user is not None
    assert (answer.poll_answer.user.id, answer.poll_answer.option_ids) == (ada.id, (1,))
    assert state.poll is not None
    assert sent.poll is not None
    assert (state.poll.id, state.poll.options[1].voter_count) == (sent.poll.id, 1)
    assert unknown_fields([sent, answer, state]) == []


async def test_check_46_a_vote_can_be_changed_and_taken_back(bot: Bot, ada: Person) -> None:
    await bot.send_poll(ada.id, "Which?", ["a", "b", "c"], is_anonymous=False, allows_multiple_answers=True)
    poll = await ada.gets("poll")
    for chosen in (["a", "c"], ["b"], []):
        await ada.vote(poll, *chosen)
    answers = [update.poll_answer for update in await bot.get_updates() if update.poll_answer]
    assert [answer.option_ids for answer in answers] == [(0, 2), (1,), ()]


async def test_check_47_an_anonymous_poll_hides_who_voted(bot: Bot, ada: Person) -> None:
    await bot.send_poll(ada.id, "Which?", ["a", "b"])
    await ada.vote(await ada.gets("poll"), 0)
    (update,) = await bot.get_updates()
    assert update.poll is not None
    assert (update.poll_answer, update.poll.total_voter_count) == (None, 1)


# As on Telegram, the answer comes by its old name too, of which PTB 22.8 warns.
@pytest.mark.filterwarnings("ignore:.*correct_option_id:telegram.warnings.PTBDeprecationWarning")
async def test_check_48_a_quiz_keeps_the_first_vote(bot: Bot, ada: Person) -> None:
    sent = await bot.send_poll(
        ada.id, "2 + 2?", ["3", "4"], type=Poll.QUIZ, correct_option_ids=[1], explanation="Count."
    )
    assert sent.poll is not None
    assert (sent.poll.type, sent.poll.correct_option_ids, sent.poll.explanation) == ("quiz", (1,), "Count.")
    poll = await ada.gets("poll")
    await ada.vote(poll, "4")
    with pytest.raises(NotPossible, match="cannot be changed"):
        await ada.vote(poll, "3")


async def test_check_49_a_stopped_poll_takes_no_votes(bot: Bot, ada: Person) -> None:
    sent = await bot.send_poll(ada.id, "Which?", ["a", "b"])
    poll = await ada.gets("poll")
    await ada.vote(poll, "b")
    result = await bot.stop_poll(ada.id, sent.message_id)
    assert (result.is_closed, [option.voter_count for option in result.options]) == (True, [0, 1])
    with pytest.raises(NotPossible, match="is closed"):
        await ada.vote(poll, "a")
    with pytest.raises(BadRequest, match="oll has already been closed"):
        await bot.stop_poll(ada.id, sent.message_id)


async def test_check_50_a_poll_closes_by_itself(bot: Bot, ada: Person, telegram: Playground) -> None:
    await bot.send_poll(ada.id, "Which?", ["a", "b"], open_period=30)
    poll = await ada.gets("poll")
    await telegram.clock.move(31)
    (update,) = await bot.get_updates()
    assert update.poll is not None
    assert update.poll.is_closed
    with pytest.raises(NotPossible, match="is closed"):
        await ada.vote(poll, "a")
