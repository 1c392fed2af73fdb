"""Methods about the bot itself: its profile, its descriptions, its commands and its menu button."""

import re

from playground.chats.groups import RIGHTS
from playground.errors import bad_request
from playground.serving.parameters import Parameters
from playground.wire import JsonObject
from playground.world import World

MAX_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]+")
_MAX_COMMAND = 32
_MAX_COMMAND_WORDS = 256
_MAX_NAME = 64
_MAX_DESCRIPTION = 512
_MAX_SHORT_DESCRIPTION = 120


def get_me(world: World, parameters: Parameters) -> JsonObject:  # noqa: ARG001 - the shape of every method
    """Answer getMe: return the bot's profile."""
    return world.bot.user_json() | {
        "can_join_groups": True,
        "can_read_all_group_messages": world.bot.reads_all,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def leave(world: World, parameters: Parameters) -> bool:  # noqa: ARG001 - the shape of every method
    """Answer logOut and close: there is no other server to move to, so nothing changes."""
    return True


def _scope(parameters: Parameters) -> tuple[str, str]:
    scope = parameters.mapping("scope", "BotCommandScope") or {"type": "default"}
    key = "/".join(str(scope[part]) for part in ("type", "chat_id", "user_id") if part in scope)
    return key, parameters.text("language_code")


def set_commands(world: World, parameters: Parameters) -> bool:
    """Answer setMyCommands: store the commands for a scope and a language."""
    given = parameters.sequence("commands", "BotCommand")
    if given is None:
        raise bad_request('parameter "commands" is required')
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.bot.commands[_scope(parameters)] = [_command(command) for command in given]
    return True


def _command(given: object) -> JsonObject:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = str(given.get("command", "")).strip().removeprefix("/")
    words = str(given.get("description", "")).strip()
    _hold_length("command", name, _MAX_COMMAND)
    _hold_length("command description", words, _MAX_COMMAND_WORDS)
    # Capital letters are refused too, not converted to lowercase.
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": words}


def _hold_length(what: str, text: str, most: int) -> None:
    if not text:
        raise bad_request(f"{what} must be non-empty")
    if len(text) > most:
        raise bad_request(f"{what} length must not exceed {most}")


def get_commands(world: World, parameters: Parameters) -> list[JsonObject]:
    """Answer getMyCommands: return the commands for exactly this scope and language."""
    return world.bot.commands.get(_scope(parameters), [])


def delete_commands(world: World, parameters: Parameters) -> bool:
    """Answer deleteMyCommands: delete the commands for exactly this scope and language."""
    world.bot.commands.pop(_scope(parameters), None)
    return True


def _set_words(kept: dict[str, str], parameters: Parameters, name: str, most: int) -> bool:
    words, language = parameters.text(name), parameters.text("language_code")
    if len(words) > most:
        raise bad_request(f"BOT_{name.upper()}_TOO_LONG")
    if words:
        kept[language] = words
    else:
        kept.pop(language, None)
    return True


def _get_words(kept: dict[str, str], parameters: Parameters, default: str = "") -> str:
    return kept.get(parameters.text("language_code"), kept.get("", default))


def set_name(world: World, parameters: Parameters) -> bool:
    """Answer setMyName."""
    return _set_words(world.bot.names, parameters, "name", _MAX_NAME)


def get_name(world: World, parameters: Parameters) -> JsonObject:
    """Answer getMyName."""
    return {"name": _get_words(world.bot.names, parameters, world.bot.first_name)}


def set_description(world: World, parameters: Parameters) -> bool:
    """Answer setMyDescription: what an empty chat shows."""
    return _set_words(world.bot.descriptions, parameters, "description", _MAX_DESCRIPTION)


def get_description(world: World, parameters: Parameters) -> JsonObject:
    """Answer getMyDescription."""
    return {"description": _get_words(world.bot.descriptions, parameters)}


def set_short_description(world: World, parameters: Parameters) -> bool:
    """Answer setMyShortDescription: what the profile page shows."""
    kept = world.bot.short_descriptions
    return _set_words(kept, parameters, "short_description", _MAX_SHORT_DESCRIPTION)


def get_short_description(world: World, parameters: Parameters) -> JsonObject:
    """Answer getMyShortDescription."""
    return {"short_description": _get_words(world.bot.short_descriptions, parameters)}


def set_default_rights(world: World, parameters: Parameters) -> bool:
    """Answer setMyDefaultAdministratorRights: what the bot asks for when somebody makes it an administrator."""
    kind = "channel" if parameters.flag("for_channels") else "supergroup"
    flags = Parameters(parameters.mapping("rights", "ChatAdministratorRights") or {})
    # In a channel everybody is anonymous, so nothing is kept about it.
    hides = kind != "channel" and flags.flag("is_anonymous")
    given = {"is_anonymous": hides} | {name: flags.flag(name) for name in RIGHTS[kind]}
    world.bot.default_rights[kind] = {**given}
    return True


def get_default_rights(world: World, parameters: Parameters) -> JsonObject:
    """Answer getMyDefaultAdministratorRights."""
    kind = "channel" if parameters.flag("for_channels") else "supergroup"
    return world.bot.default_rights.get(kind) or dict.fromkeys(("is_anonymous", *RIGHTS[kind]), False)


def set_menu_button(world: World, parameters: Parameters) -> bool:
    """Answer setChatMenuButton: for one chat, or for all chats without their own."""
    button = parameters.mapping("menu_button", "MenuButton") or {"type": "default"}
    world.bot.menu_buttons[_chat_id(world, parameters)] = button
    return True


def get_menu_button(world: World, parameters: Parameters) -> JsonObject:
    """Answer getChatMenuButton."""
    kept = world.bot.menu_buttons
    chat_id = _chat_id(world, parameters)
    return kept.get(chat_id) or kept.get(0) or {"type": "commands"}


def _chat_id(world: World, parameters: Parameters) -> int:
    return world.find_chat(parameters).id if parameters.text("chat_id") else 0
