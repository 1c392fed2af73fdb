"""Adds the parts of a later version of the Bot API to the table, from the names and types in a library.

The machine-readable description with its prose lags behind, but aiogram keeps up: `fields.json` holds its methods
and types, each field with a name, a Python type and whether it is required. It has no limits.
"""

import re

# The declarations are an external file: only this module knows its format.
from typing import Any

_SOURCE = "names and types since then: aiogram, MIT licence"
#: Old names that the library still accepts, and its own classes.
_OLD_FIELDS = frozenset(
    {
        "allow_sending_without_reply",
        "can_reply",
        "can_send_gift",
        "correct_option_id",
        "disable_web_page_preview",
        "exclude_limited",
        "force_reply",
        "forward_date",
        "forward_from",
        "forward_from_chat",
        "forward_from_message_id",
        "forward_sender_name",
        "forward_signature",
        "hide_url",
        "is_animated",
        "is_video",
        "last_resale_star_count",
        "reply_to_message_id",
        "request_user",
        "sticker_format",
        "switch_pm_parameter",
        "switch_pm_text",
        "user_ids",
        "user_shared",
    }
)
_NO_TYPES = frozenset(
    {
        "BufferedInputFile",
        "Chat",
        "DiceEmoji",
        "Downloadable",
        "ErrorEvent",
        "FSInputFile",
        "KeyboardButtonRequestUser",
        "MenuButton",
        "URLInputFile",
        "UpdateTypeLookupError",
        "UserShared",
    }
)
#: Groups of types that a field in the table may have together.
_GROUPS = {
    "ChatId": "Integer|String",
    "DateTime": "Integer",
    "InputFile": "InputFile|String",
    "InputRichMessageMedia": "InputMedia",
    "ReplyMarkup": "InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply",
}
_SCALARS = {
    "bool": "Boolean",
    "DateTime": "Integer",
    "datetime.datetime": "Integer",
    "float": "Float",
    "int": "Integer",
    "str": "String",
}
_FIXED = re.compile(r"Literal\[(?:'(.+)'|\w+\.(\w+))\]")


def extend(table: dict[str, Any], later: dict[str, Any]) -> dict[str, Any]:
    """Make the table for the later version; entries from the older version stay unchanged."""
    methods = {name: _method(name, table, row) for name, row in later["methods"].items()}
    known: dict[str, Any] = table["types"]
    types = {**known}
    for name, row in later["types"].items():
        if name not in _NO_TYPES and not isinstance(known.get(name), list):
            types[name] = {**known.get(name, {}), **_new_fields(row, known.get(name, {}))}
    return {
        **table,
        "source": f"{table['source']}; {_SOURCE}",
        "version": later["version"],
        "methods": {**table["methods"], **methods},
        "types": _with_kinds(types, known),
    }


def _method(name: str, table: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    known = table["methods"].get(name)
    fields = known["fields"] if known else {}
    returns = known["returns"] if known else _type(row["returns"])
    return {"returns": returns, "fields": {**fields, **_new_fields(row, fields)}}


def _new_fields(row: dict[str, Any], known: dict[str, str]) -> dict[str, str]:
    return {
        field["name"]: _field(field)
        for field in row["fields"]
        if field["name"] not in known and field["name"] not in _OLD_FIELDS
    }


def _field(field: dict[str, Any]) -> str:
    fixed = _FIXED.fullmatch(field["type"])
    if fixed is not None:
        return f"String! of:{fixed[1] or fixed[2].lower()}"
    return _type(field["type"]) + ("!" if field["required"] else "")


def _type(declared: str) -> str:
    """Write a Python type as the table does: `list[X]` in brackets, without None and defaults."""
    names = [name for name in declared.split(" | ") if name not in {"None", "Default"}]
    return "|".join(dict.fromkeys(_one_type(name) for name in names))


def _one_type(name: str) -> str:
    if name.startswith("list["):
        inner = _type(name.removeprefix("list[").removesuffix("]"))
        return "|".join(f"[{one}]" for one in inner.split("|"))
    if name.startswith("Literal["):
        return "Boolean" if name == "Literal[True]" else "String"
    bare = name.removesuffix("Union")
    return _SCALARS.get(name) or _GROUPS.get(bare if bare != name else "", bare)


def _with_kinds(types: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Add new types as kinds of an older one: RichBlockButtons is a RichBlock."""
    for name in [name for name, row in types.items() if isinstance(row, list) or row == {}]:
        kinds = [
            one
            for one, row in types.items()
            if one not in known and one != name and one.startswith(name) and " of:" in row.get("type", "")
        ]
        if kinds:
            types[name] = [*(types[name] or ()), *kinds]
    return types
