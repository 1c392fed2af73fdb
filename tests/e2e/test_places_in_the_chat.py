"""A question for a place, from the dialogue to the results: sent, typed, refused and changed."""

import csv
import io
from collections.abc import Callable

from bot_scene import Scene, agree, buttons, by_both_ways, from_bot, say, tasks_csv

from bot.receiving.taking import types_taken
from playground import Message, Person
from storage.tx import Tx

GATE, TOWER, PARIS = (52.5163, 13.3777), (52.5208, 13.4094), (48.8584, 2.2945)
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)


async def launch_places(
    scene: Scene, rita: Person, *tasks: str, area: str = "within 10 km of 52.52, 13.405"
) -> None:
    """Set up a question for a place with a few taps, and launch it with three answers for each task."""
    await rita.send_document("photos.csv", tasks_csv(*tasks).encode())
    await rita.sees("What do you want to ask about each task?")
    await scene.do(rita.send("Where was it taken?"))
    await scene.do(rita.tap(say("button-edit-kind")))
    await scene.do(rita.tap(say("kind-of-place")))
    await rita.sees("How close must two places be to count as the same?")
    await scene.do(rita.tap("100 m"))
    await rita.sees("Where can places be?")
    await scene.do(rita.send(area))
    ready = await rita.sees("Ready to launch: photos")
    assert "Answers: a place" in ready.words
    assert "The same if at most 100 m apart" in ready.words
    await scene.do(rita.send("95 % 3-3"))
    await scene.do(rita.tap("Launch"))
    await rita.sees("State: running")


def last(person: Person) -> Message:
    return from_bot(person)[-1]


def rows(sql: str) -> Callable[[Tx], list[tuple[object, ...]]]:
    return lambda tx: [tuple(row[name] for name in row.keys()) for row in tx.execute(sql)]  # noqa: SIM118 - a row is no dict


async def given(scene: Scene) -> list[object]:
    found = await scene.bot.parts.database.read(
        rows("SELECT value FROM answer WHERE counted = 1 ORDER BY assignment_id")
    )
    return [row[0] for row in found]


@by_both_ways
async def test_a_location_and_a_venue_answer_the_open_task(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_places(scene, rita, "Photo 1", "Photo 2", "Photo 3")
    await agree(ada)
    card = await ada.sees("Photo 1")
    assert "📍 Send the place: tap the paper clip, then Location." in card.words
    assert "within 10 km of 52.52000, 13.40500" in card.words
    assert buttons(card) == ["Skip"]
    await scene.do(ada.send_location(*GATE))
    assert "Your last answer: 52.51630, 13.37770" in (await ada.sees("Photo 2")).words
    await scene.do(ada.send_venue(*TOWER, "TV tower", "Panoramastraße 1A"))
    assert "Your last answer: 52.52080, 13.40940" in (await ada.sees("Photo 3")).words
    assert await given(scene) == ["[52.5163, 13.3777]", "[52.5208, 13.4094]"]


async def test_coordinates_and_links_are_typed_and_corrected_by_editing(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_places(scene, rita, "Photo 1", "Photo 2", "Photo 3", "Photo 4")
    await agree(ada)
    await ada.sees("Photo 1")
    await scene.do(ada.send("52.5163, 13.3777"))
    assert "Your last answer: 52.51630, 13.37770" in (await ada.sees("Photo 2")).words
    await scene.do(ada.send("52°31'15\"N 13°24'34\"E"))
    assert "Your last answer: 52.52083, 13.40944" in (await ada.sees("Photo 3")).words
    await scene.do(ada.send("https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=17/52.5/13.3"))
    await ada.sees("Photo 4")
    sent = next(message for message in reversed(ada.chat) if not message.from_bot)
    await scene.do(ada.edit(sent, "52.5208, 13.4094"))
    assert any("Your last answer: 52.52080, 13.40940" in message.words for message in from_bot(ada))


async def test_what_is_no_place_here_is_told_kindly(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_places(scene, rita, "Photo 1")
    await agree(ada)
    await ada.sees("Photo 1")
    for typed, told in (
        ("https://maps.app.goo.gl/abc", "I don’t open links, and a short one doesn’t say where"),
        ("https://www.google.com/maps/place/Gate", "I can’t find coordinates in this link"),
        ("91, 13", "There’s no such place"),
        ("48.8584, 2.2945", "but the place has to be within 10 km of it"),
        ("Paris", "I can’t look up the names of places."),
        ("over there", "Please send a location: tap the paper clip, then Location."),
    ):
        await scene.do(ada.send(typed))
        assert told in last(ada).words, typed
    await scene.do(ada.send_location(*PARIS))
    assert "but the place has to be within 10 km of it" in last(ada).words
    await scene.do(ada.send_photo(PHOTO))
    await ada.sees("Please send a location: tap the paper clip, then Location.")
    assert await given(scene) == []


async def test_a_live_location_counts_where_it_begins(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_places(scene, rita, "Photo 1", "Photo 2")
    await agree(ada)
    await ada.sees("Photo 1")
    sent = ada.send_location(*GATE, live_period=900)
    await scene.do(sent)
    await ada.sees("I’ve taken where your live location was when you sent it.")
    live = next(message for message in reversed(ada.chat) if not message.from_bot)
    await scene.do(ada.move_location(live, *TOWER))
    assert await given(scene) == ["[52.5163, 13.3777]"]
    assert "52.5208" not in str(await stored_updates(scene))


async def stored_updates(scene: Scene) -> list[tuple[object, ...]]:
    return await scene.bot.parts.database.read(rows("SELECT body FROM inbox"))


async def test_an_answer_is_changed_by_another_location(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_places(scene, rita, "Photo 1", "Photo 2")
    await agree(ada)
    await ada.sees("Photo 1")
    await scene.do(ada.send_location(*GATE))
    await ada.sees("Photo 2")
    await scene.do(ada.tap("Change"))
    await scene.do(ada.send_location(*TOWER))
    assert any("Your last answer: 52.52080, 13.40940" in message.words for message in from_bot(ada))
    assert await given(scene) == ["[52.5208, 13.4094]"]


async def test_a_forwarded_location_is_nobodys_answer(scene: Scene, rita: Person) -> None:
    ada, ben = scene.person("Ada"), scene.person("Ben")
    await launch_places(scene, rita, "Photo 1")
    await agree(ada)
    await ada.sees("Photo 1")
    await ben.send("/start")
    await scene.do(ben.send_location(*GATE))
    theirs = next(message for message in reversed(ben.chat) if not message.from_bot)
    await scene.do(ada.forward(theirs, from_chat=ben))
    await ada.sees("Please send a location: tap the paper clip, then Location.")
    assert await given(scene) == []


async def kept_of(scene: Scene, person: Person) -> set[str]:
    """What of places would be kept in a message that somebody sends now."""
    update = {"update_id": 1, "message": {"from": {"id": person.id}}}
    return set(await scene.bot.parts.database.read(types_taken, update, at=scene.clock()))


async def test_a_place_is_kept_only_while_it_is_asked_for(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch_places(scene, rita, "Photo 1")
    await agree(ada)
    await ada.sees("Photo 1")
    assert await kept_of(scene, ada) == {"location", "venue"}
    assert await kept_of(scene, rita) == set(), "of those who were not asked"
    await scene.do(ada.send_location(*GATE))
    assert await kept_of(scene, ada) == set(), "once the question is answered"
    await scene.do(ada.tap("Change"))
    assert await kept_of(scene, ada) == {"location", "venue"}
    await scene.do(ada.tap(say("button-keep")))
    await scene.do(ada.send_location(*TOWER))
    await ada.sees("Berlin")
    dump = await scene.bot.parts.database.read(rows("SELECT quote(value) AS v FROM answer"))
    assert "52.5163" in str(dump)
    assert "52.5208" not in str(dump) + str(await stored_updates(scene))


async def test_the_results_hold_places_and_agreement_comes_in_words(scene: Scene, rita: Person) -> None:
    await launch_places(scene, rita, "Photo 1")
    for name, off in (("Ada", 0.0), ("Ben", 0.0001), ("Cleo", -0.0001)):
        person = scene.person(name)
        await agree(person)
        await person.sees("Photo 1")
        await scene.do(person.send_location(GATE[0] + off, GATE[1]))
    await scene.later(minutes=1)
    await scene.do(rita.send("/results"))
    await rita.sees("All are at 52.516")
    data = await rita.wait_for(
        lambda: (
            message.document.data
            for message in reversed(rita.chat)
            if message.from_bot and message.document and "photos-results-" in message.document.name
        ),
        what="the results",
        wait_s=20.0,
    )
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert abs(float(row["latitude"]) - GATE[0]) < 0.00005
    assert float(row["radius_m"]) < 20.0
    await scene.do(rita.send("/agreement"))
    await rita.sees("photos")


async def test_a_location_that_came_before_the_question_is_asked_for_again(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch_places(scene, rita, "Photo 1")
    await scene.do(ada.send("/start"))
    await scene.stop()
    await ada.tap("I agree")
    await ada.send_location(*GATE)
    await scene.start()
    await ada.sees("your location came before the question did, so I didn’t keep it.")
    assert await given(scene) == []
    await ada.sees("Photo 1")
    await scene.later(minutes=1)
    await scene.do(ada.send_location(*TOWER))
    assert await given(scene) == ["[52.5208, 13.4094]"]
