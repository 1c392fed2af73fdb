"""Checks: the client starts, and the bot says who it is."""

import httpx
import pytest
from playground_scene import make_request
from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    MenuButtonCommands,
    MenuButtonDefault,
)
from telegram.error import BadRequest, EndPointNotFound, InvalidToken

from playground import Group, Person, Playground


async def test_check_01_the_client_starts_and_learns_who_the_bot_is(bot: Bot, telegram: Playground) -> None:
    assert bot.bot.is_bot
    assert bot.id == int(telegram.token.partition(":")[0])
    assert bot.username == "playground_bot"
    assert not bot.can_read_all_group_messages


async def test_check_02_a_malformed_token_is_refused(telegram: Playground) -> None:
    wrong = Bot(
        "1:short",
        base_url=telegram.base_url,
        request=make_request(),
        get_updates_request=make_request(),
    )
    with pytest.raises(InvalidToken):
        await wrong.initialize()
    await wrong.shutdown()


@pytest.mark.usefixtures("wrong_on_purpose")
async def test_check_03_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")


async def test_check_04_method_names_are_read_in_any_case(telegram: Playground) -> None:
    async with httpx.AsyncClient(verify=False) as client:
        reply = await client.get(f"{telegram.base_url}{telegram.token}/GETME")
    assert (reply.status_code, reply.json()["result"]["is_bot"]) == (200, True)


async def test_check_05_commands_are_kept_by_scope_and_language(bot: Bot) -> None:
    everywhere = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("start", "Begin")])
    await bot.set_my_commands([("start", "Empezar")], scope=everywhere, language_code="es")
    assert [c.description for c in await bot.get_my_commands()] == ["Begin"]
    assert [c.description for c in await bot.get_my_commands(everywhere, "es")] == ["Empezar"]
    assert await bot.get_my_commands(everywhere) == ()
    await bot.delete_my_commands(everywhere, "es")
    assert await bot.get_my_commands(everywhere, "es") == ()


async def test_check_06_a_person_sees_the_narrowest_menu_in_their_language(
    bot: Bot, ada: Person, ben: Person, crew: Group
) -> None:
    await bot.set_my_commands([("start", "Begin")])
    await bot.set_my_commands([("start", "Empezar")], language_code="es")
    await bot.set_my_commands([("ban", "Put out")], scope=BotCommandScopeChatAdministrators(crew.id))
    assert (ada.commands, ben.commands) == ([("start", "Empezar")], [("start", "Begin")])
    await bot.set_my_commands([("audit", "Look closely")], scope=BotCommandScopeChat(ada.id))
    assert ada.commands == [("audit", "Look closely")]
    assert (crew.commands(ada), crew.commands(ben)) == ([("ban", "Put out")], [("start", "Begin")])


async def test_check_07_the_profile_has_texts_in_several_languages(bot: Bot) -> None:
    await bot.set_my_name("Askmany")
    await bot.set_my_name("Preguntón", language_code="es")
    await bot.set_my_description("Asks many people")
    await bot.set_my_short_description("Asks")
    assert (await bot.get_my_name(language_code="es")).name == "Preguntón"
    assert (await bot.get_my_name(language_code="fr")).name == "Askmany"
    assert (await bot.get_my_description()).description == "Asks many people"
    assert (await bot.get_my_short_description(language_code="es")).short_description == "Asks"


async def test_check_08_the_menu_button_can_differ_by_chat(bot: Bot, ada: Person, ben: Person) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    await bot.set_chat_menu_button(ada.id, MenuButtonDefault())
    assert isinstance(await bot.get_chat_menu_button(ada.id), MenuButtonDefault)
    assert isinstance(await bot.get_chat_menu_button(ben.id), MenuButtonCommands)


async def test_check_09_logging_out_is_answered(bot: Bot) -> None:
    assert await bot.log_out()


@pytest.mark.usefixtures("wrong_on_purpose")
@pytest.mark.parametrize(
    ("command", "description", "refusal"),
    [
        ("myInfo", "About me", "Bot_command_invalid"),
        ("my-info", "About me", "Bot_command_invalid"),
        ("x" * 33, "About me", "Command length must not exceed 32"),
        ("/", "About me", "Command must be non-empty"),
        ("info", " ", "Command description must be non-empty"),
        ("info", "x" * 257, "Command description length must not exceed 256"),
    ],
)
async def test_check_107_a_command_is_of_small_letters_digits_and_lines(
    bot: Bot, telegram: Playground, command: str, description: str, refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.set_my_commands([(command, description)])
    assert await bot.get_my_commands() == ()
    assert {violation.method for violation in telegram.violations} == {"setMyCommands"}
