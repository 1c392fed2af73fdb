"""How the bot introduces itself: its description, its profile, and its command menus."""

from bot_scene import Scene
from faulty_network import Exchange, refused

from handlers import HIDDEN_COMMANDS
from handlers.texts import texts_in
from playground import Person

ADMIN, ADMIN_TOO = 900, 901


async def goes_through(exchange: Exchange) -> tuple[int, bytes]:
    return await exchange()


def names(person: Person) -> set[str]:
    """The commands in somebody's menu."""
    return {name for name, _ in person.commands}


async def common_menus(stage: Scene) -> int:
    """How many menus are set at each start: those that are nobody's own."""
    await stage.start()
    await stage.stop()
    return stage.telegram.count("setMyCommands")


async def test_the_bot_says_what_it_is_for_before_start_and_on_its_profile(scene: Scene) -> None:
    bot = scene.telegram.world.bot
    for language, locale in (("", "en"), ("es", "es")):
        texts = texts_in(locale)
        assert bot.descriptions[language] == texts("bot-description")
        assert bot.short_descriptions[language] == texts("bot-short-description")


def test_the_texts_fit_where_telegram_shows_them() -> None:
    for locale in ("en", "es"):
        assert len(texts_in(locale)("bot-description")) <= 512
        assert len(texts_in(locale)("bot-short-description")) <= 120


async def test_they_are_written_only_when_they_change(scene: Scene) -> None:
    written = scene.telegram.count("setMyDescription")
    await scene.stop()
    await scene.start()
    assert scene.telegram.count("setMyDescription") == written == 2
    assert scene.telegram.count("getMyDescription") == 2, "nor are they even read"


async def test_what_an_operator_wrote_themselves_stays(stage: Scene) -> None:
    stage.telegram.world.bot.descriptions[""] = "Ours, by hand"
    stage.telegram.world.bot.short_descriptions["es"] = "Lo nuestro"
    await stage.start()
    bot = stage.telegram.world.bot
    assert bot.descriptions == {"": "Ours, by hand"}
    assert bot.short_descriptions["es"] == "Lo nuestro"
    assert bot.short_descriptions[""] == texts_in("en")("bot-short-description")


async def test_a_text_of_an_older_version_is_replaced(scene: Scene) -> None:
    bot = scene.telegram.world.bot
    await scene.database.run(
        lambda tx: tx.execute("UPDATE fact SET value = replace(value, :new, 'Old words') WHERE name = 'bot-words'",
            {"new": texts_in("en")("bot-short-description")})
    )  # fmt: skip
    bot.short_descriptions[""] = "Old words"
    await scene.stop()
    await scene.start()
    assert bot.short_descriptions[""] == texts_in("en")("bot-short-description")


async def test_the_bot_runs_where_telegram_refuses_its_description(stage: Scene) -> None:
    stage.faults.plan(
        "setMyDescription", refused(429, "Too Many Requests: retry after 80000", retry_after=80000)
    )
    await stage.start()
    ada = stage.person("Ada")
    await ada.start()
    await ada.sees("Welcome")
    await stage.stop()
    await stage.start()
    assert stage.telegram.world.bot.descriptions[""] == texts_in("en")("bot-description")


async def test_only_admins_see_their_commands_in_the_menu(stage: Scene) -> None:
    common = await common_menus(stage)
    await stage.start(admin_ids=frozenset({ADMIN, ADMIN_TOO}))
    for number, language in ((ADMIN, "en"), (ADMIN_TOO, "es")):
        assert names(stage.person(f"Admin {language}", id=number, language=language)) >= HIDDEN_COMMANDS
    assert not HIDDEN_COMMANDS & names(stage.person("Ada"))
    written = stage.telegram.count("setMyCommands")
    await stage.stop()
    await stage.start()
    assert stage.telegram.count("setMyCommands") == written + common


async def test_who_is_an_admin_no_longer_loses_the_commands_from_the_menu(stage: Scene) -> None:
    await stage.start(admin_ids=frozenset({ADMIN, ADMIN_TOO}))
    await stage.stop()
    await stage.start(admin_ids=frozenset({ADMIN_TOO}))
    assert not HIDDEN_COMMANDS & names(stage.person("Grace", id=ADMIN))
    assert names(stage.person("Alan", id=ADMIN_TOO)) >= HIDDEN_COMMANDS


async def test_an_admin_without_a_chat_gets_the_menu_at_a_later_start(stage: Scene) -> None:
    stage.faults.plan("setMyCommands", goes_through, times=await common_menus(stage))
    stage.faults.plan("setMyCommands", refused(400, "Bad Request: chat not found"))
    await stage.start(admin_ids=frozenset({ADMIN}))
    grace = stage.person("Grace", id=ADMIN)
    assert not HIDDEN_COMMANDS & names(grace)
    await stage.stop()
    await stage.start()
    assert names(grace) >= HIDDEN_COMMANDS
