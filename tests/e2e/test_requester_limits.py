"""A requester sets in the chat when a project ends, and lets it continue."""

from bot_scene import Scene, agree, buttons, fill_in, launch, say, tasks_csv

from playground import Person


async def test_a_budget_set_on_the_panel_ends_the_project_and_a_higher_one_goes_on(
    scene: Scene, rita: Person
) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await launch(rita, tasks_csv("Sky", "Rose"), least="2", most="2")
    panel = await rita.sees("State: running")
    await scene.do(rita.tap("When to stop", on=panel))
    rules = await rita.sees("When “Colours” stops asking")
    await scene.do(rita.tap("End date or limit", on=rules))
    asked = await rita.sees("When should “Colours” end at the latest?")
    assert asked.id == panel.id
    await scene.do(rita.send("soon"))
    await rita.sees("I can’t read a number of answers or a time in “soon”")
    await scene.do(rita.send("2"))
    await rita.sees("Ends at the latest after 2 answers in all")
    await agree(ada, eve)
    await scene.do(ada.tap("Red"), eve.tap("Red"))
    await scene.later(seconds=4)
    await rita.sees("Colours has ended.")
    assert await scene.count("SELECT count(*) FROM consensus WHERE reason = 'budget'") > 0
    done = await rita.sees("State: done")
    await scene.do(rita.tap("When to stop", on=done))
    await scene.do(rita.tap("Ends after 2 answers", on=done))
    await scene.do(rita.tap("4 answers"))
    await scene.later(seconds=4)
    await rita.sees("State: running")
    for person in (ada, eve):
        await person.gets(lambda message: "Red" in buttons(message), what="the other task")
        scene.clock.move(seconds=1)
        await scene.do(person.tap("Red"))
    await scene.tick()
    await rita.sees("Colours is done.")
    await scene.later(seconds=4)
    await rita.sees("2 of 2 tasks closed")


async def test_a_time_set_before_the_launch_ends_the_project(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await fill_in(
        rita,
        tasks_csv("Sky", "Rose"),
        question="Which?",
    )
    ready = await rita.sees("Ready to launch: Colours")
    await scene.do(rita.tap("More", on=ready))
    await scene.do(rita.tap("End date or limit", on=ready))
    await scene.do(rita.tap("In a day"))
    ready = await rita.sees("Ready to launch: Colours")
    assert "Ends at the latest on 2027-01-16 08:00 UTC" in ready.words
    await scene.do(rita.tap("More", on=ready))
    await scene.do(rita.tap("Ends 2027-01-16 08:00 UTC", on=ready))
    await scene.do(rita.send("+10m"))
    ready = await rita.sees("Ends at the latest on 2027-01-15 08:10 UTC")
    await scene.do(rita.tap("Launch", on=ready))
    await rita.sees("State: running")
    await agree(ada)
    await ada.sees("Sky")
    await scene.later(minutes=10)
    await rita.sees("Colours has ended.")
    await rita.sees("State: done")
    await ada.sees(say("card-idle"))
    assert await scene.count("SELECT count(*) FROM consensus WHERE reason = 'deadline'") == 2


async def test_a_task_closes_by_its_margin_or_where_nothing_is_and_the_panel_says_so(
    scene: Scene, rita: Person
) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await fill_in(
        rita,
        tasks_csv("Sky", "Rose"),
        question="Which?",
        options="Red, Blue, None",
        target="99.9",
        least="2",
    )
    ready = await rita.sees("Ready to launch: Colours")
    await scene.do(rita.tap("More", on=ready))
    await scene.do(rita.tap("Stop when ahead by", on=ready))
    await rita.sees("By how many answers must an option be ahead?")
    await scene.do(rita.tap("2"))
    ready = await rita.sees("Also stops when one option is 2 ahead of every other")
    await scene.do(rita.tap("More", on=ready))
    await scene.do(rita.tap("Stop early if empty", on=ready))
    await scene.do(rita.tap("None"))
    await rita.sees("How many answers in a row must say “None”?")
    await scene.do(rita.send("2"))
    ready = await rita.sees("Also stops when 2 answers in a row say “None”")
    await scene.do(rita.tap("Launch", on=ready))
    await rita.sees("State: running")
    await agree(ada, eve)
    for person in (ada, eve):
        for _ in range(2):
            card = await person.gets(lambda message: "Red" in buttons(message), what="a task")
            scene.clock.move(seconds=1)
            await scene.do(person.tap("None" if card.words.endswith("Sky") else "Blue"))
    await scene.tick()
    await rita.sees("Colours is done.")
    await scene.later(seconds=4)
    await rita.sees("Closed: far enough ahead 1, nothing there 1")


async def test_a_rule_changed_on_the_panel_of_a_running_project_holds_at_once(
    scene: Scene, rita: Person
) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"), least="1", most="5")
    panel = await rita.sees("State: running")
    await agree(ada)
    await scene.do(ada.tap("Red"))
    await scene.do(rita.tap("When to stop", on=panel))
    shown = await rita.sees("When “Colours” stops asking")
    assert shown.id == panel.id
    await scene.do(rita.tap("At most", on=shown))
    await rita.sees("How many answers should a task get at most?")
    await scene.do(rita.send("1"))
    await scene.later(seconds=4)
    await scene.tick()
    await rita.sees("Colours is done.")
    done = await rita.sees("Closed: at the maximum 1")
    assert "State: done" in done.words


async def test_times_are_read_and_said_back_by_the_clock_of_the_requester(scene: Scene, rita: Person) -> None:
    await fill_in(rita, tasks_csv("Sky", "Rose"))
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("End date or limit"))
    asked = await rita.sees("When should “Colours” end at the latest?")
    assert say("zone-unknown") in asked.words
    await scene.do(rita.send("03/04/2027"))
    await rita.sees(say("refused-date-ambiguous", found="03/04/2027", one="2027-04-03", other="2027-03-04"))
    await scene.do(rita.send("yesterday"))
    await rita.sees("I can’t read a number of answers or a time in “yesterday”")
    await scene.do(rita.send("today 07:00"))
    await rita.sees("“today 07:00” is in the past: it’s now 2027-01-15 08:00 (UTC)")
    await scene.do(rita.send("tomorrow 18:00"))
    ready = await rita.sees("Ends at the latest on 2027-01-16 18:00 UTC")
    assert say("zone-unknown") in ready.words
    await scene.database.run(lambda tx: tx.execute("UPDATE contributor SET zone = 'Europe/Madrid'"))
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("Ends 2027-01-16 19:00 Madrid time"))
    assert "Times are in Madrid time." in (await rita.sees("When should “Colours” end")).words
    await scene.do(rita.send("mañana a las 18:00"))
    ready = await rita.sees("Ends at the latest on 2027-01-16 18:00 Madrid time")
    assert say("zone-unknown") not in ready.words
    assert (await scene.draft()).limits.deadline_at == 1_800_118_800_000_000


async def test_a_limit_that_cannot_cover_the_tasks_is_warned_of_before_the_launch(
    scene: Scene, rita: Person
) -> None:
    await fill_in(rita, tasks_csv(*(f"Task {number}" for number in range(30))), least="3")
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("End date or limit"))
    await scene.do(rita.send("5"))
    await rita.sees("⚠️ 5 answers can’t cover 30 tasks with at least 3 each: that takes 90.")
    await scene.do(rita.tap("More"))
    await scene.do(rita.tap("Ends after 5 answers"))
    since = rita.revision
    await scene.do(rita.send("１,０００ answers"))
    ready = await rita.sees("Ends at the latest after 1,000 answers in all", since=since)
    assert "can’t cover" not in ready.words
