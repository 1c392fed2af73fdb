"""First contact: two clear next steps after the welcome, help by role, and what somebody agreed to."""

from bot_scene import Scene, agree, buttons, from_bot, launch, say, tasks_csv

from playground import Person

ADMIN = 900


async def test_three_taps_lead_to_the_first_answer(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await ada.start()
    await ada.sees("Welcome")
    await scene.do(ada.tap("I agree"))
    await scene.do(ada.tap("Red"))
    assert await scene.count("SELECT count(*) FROM answer WHERE counted") == 1


async def test_the_welcome_says_how_one_asks_people_and_stays_to_be_agreed_to(scene: Scene) -> None:
    ada = scene.person("Ada")
    await ada.start()
    welcome = await ada.sees("To ask people something")
    await scene.do(ada.tap("Ask people something"))
    how = await ada.sees("Send me the spreadsheet as a file")
    assert how.id > welcome.id
    await scene.do(ada.tap("I agree", on=welcome))
    await ada.sees(say("card-idle"))


async def test_who_may_not_ask_reads_how_they_can_come_to(stage: Scene) -> None:
    await stage.start(open_requesters=False, admin_ids=frozenset({ADMIN}))
    ada, admin = stage.person("Ada"), stage.person("Grace", id=ADMIN)
    await ada.start()
    await ada.sees("Welcome")
    await stage.do(ada.tap("Ask people something"))
    await ada.sees("ask for an access link (admins make one with /grant)")
    await stage.do(admin.send("/grant"))
    link = from_bot(admin)[-1].words.split()[-1]
    await stage.do(ada.start(link.rpartition("?start=")[2]))
    await ada.sees("You can now ask people")
    await stage.do(ada.tap("How to prepare a file"))
    await ada.sees("Send me the spreadsheet as a file")


async def test_the_help_of_a_contributor_is_short_and_leads_to_the_rest(scene: Scene) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await scene.do(ada.send("/help"))
    shown = from_bot(ada)[-1]
    assert shown.words == f"{say('help-answering')}\n\n{say('help-privacy')}"
    assert buttons(shown) == ["Ask people something", "What I agreed to", "Privacy", "All commands"]
    await scene.do(ada.tap("All commands"))
    everything = from_bot(ada)[-1]
    assert everything.id == shown.id
    for command in ("/start", "/next", "/pause", "/resume", "/stop", "/projects", "/announce", "/help"):
        assert f"{command} – " in everything.words
    assert "/grant" not in everything.words
    await scene.do(ada.tap("‹ Help"))
    assert from_bot(ada)[-1].words == shown.words


async def test_the_help_of_a_requester_is_about_asking_and_of_an_admin_about_the_bot(stage: Scene) -> None:
    await stage.start(open_requesters=True, admin_ids=frozenset({ADMIN}))
    rita, admin = stage.person("Rita"), stage.person("Grace", id=ADMIN)
    await launch(rita, tasks_csv("Sky"))
    await stage.do(rita.send("/help"), admin.send("/help"))
    assert from_bot(rita)[-1].words == f"{say('help-asking')}\n\n{say('help-privacy')}"
    assert buttons(from_bot(rita)[-1]) == ["How to prepare a file", "Privacy", "All commands"]
    assert from_bot(admin)[-1].words == "\n\n".join(map(say, ("help-asking", "help-running", "help-privacy")))
    await agree(rita)
    await stage.do(rita.send("/help"))
    assert from_bot(rita)[-1].words == "\n\n".join(
        map(say, ("help-answering", "help-asking", "help-privacy"))
    )
    await stage.do(admin.tap("All commands"))
    assert "/grant – " in from_bot(admin)[-1].words


async def test_somebody_who_never_wrote_gets_the_help_in_their_language(scene: Scene) -> None:
    ana = scene.person("Ana", language="es")
    await scene.do(ana.send("/help"))
    assert "Responder preguntas" in from_bot(ana)[-1].words
    assert "/start" in from_bot(ana)[-1].words


async def test_the_consent_text_can_be_read_again_and_after_leaving(scene: Scene, rita: Person) -> None:
    ada = scene.person("Ada")
    await launch(rita, tasks_csv("Sky"))
    await agree(ada)
    await ada.sees("Sky")
    await scene.do(ada.send("/help"))
    await scene.do(ada.tap("What I agreed to"))
    assert from_bot(ada)[-1].words == f"You agreed to this on 2027-01-15.\n\n{say('consent-text')}"
    await scene.do(ada.send("/stop"))
    await scene.do(ada.send("/help"))
    await scene.do(ada.tap("What I agreed to"))
    words = from_bot(ada)[-1].words
    assert words.startswith("You agreed to this on 2027-01-15. You withdrew your agreement on 2027-01-15.")
    assert say("consent-text") in words


async def test_a_text_that_has_changed_since_is_not_passed_off_as_what_they_agreed_to(scene: Scene) -> None:
    ada = scene.person("Ada")
    await agree(ada)
    await scene.database.run(lambda tx: tx.execute("UPDATE consent SET text_hash = 'of other words'"))
    await scene.do(ada.send("/help"))
    await scene.do(ada.tap("What I agreed to"))
    assert say("help-consent-changed") in from_bot(ada)[-1].words


async def test_an_old_or_made_up_button_shows_nothing_of_others(scene: Scene) -> None:
    ada, eve = scene.person("Ada"), scene.person("Eve")
    await agree(ada)
    await scene.do(eve.send("/help"))
    shown = from_bot(eve)[-1]
    await scene.do(eve.tap(data="i1:c:1", on=shown))
    assert say("help-consent-none") in from_bot(eve)[-1].words
    toast = await (await eve.tap(data="i1:z:1", on=shown)).answer()
    assert toast.text == say("refused-outdated")
