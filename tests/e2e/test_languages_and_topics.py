"""A requester sets what a project is about, a contributor what they want, and the two are matched."""

from bot_scene import Scene, agree, buttons, fill_in, say, tasks_csv

from playground import Person

ANSWERS = {
    "name": "Soup",
    "question": "Is it good?",
    "options": "Red, Blue",
    "target": "95",
    "least": "1",
    "most": "1",
}


async def test_people_are_asked_in_languages_they_read_about_topics_they_want(
    scene: Scene, rita: Person
) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await agree(ada, eve)
    await ada.send("/pace")
    shown = await ada.sees(say("pace-head"))
    assert "Languages you read: all" in shown.words
    await scene.do(ada.tap("Languages", on=shown))
    asked = await ada.sees(say("pace-ask-languages"))
    assert "✅ Español" in buttons(asked)
    await scene.do(ada.tap("✅ Español", on=asked))
    assert "▫️ Español" in buttons(await ada.sees(say("pace-ask-languages")))
    await scene.do(ada.tap("Back"))
    await ada.sees("Languages you read: 19 of 20")

    await fill_in(rita, tasks_csv("Sopa", "Caldo"), **ANSWERS)
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("Language"))
    await rita.sees("Which language do people need to read for “Soup”?")
    await scene.do(rita.tap("Español"))
    await rita.sees("For people who read: Español")
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("Topic"))
    await scene.do(rita.tap("Food"))
    ready = await rita.sees("Topic: Food")
    await scene.do(rita.tap("Launch", on=ready))
    await scene.later(seconds=1)

    await eve.sees("Sopa")
    assert await scene.count("SELECT count(*) FROM assignment WHERE contributor_id = :id", id=ada.id) == 0
    await scene.do(ada.tap("Languages"))
    await scene.do(ada.tap("All"))
    await scene.later(seconds=1)
    await ada.sees("Caldo")
