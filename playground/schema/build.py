"""Converts the machine-readable description of the Bot API to the small table that the playground includes.

    python -m playground.schema.build bot-api.json [fields.json] > playground/schema/bot_api.json

`fields.json` adds what a later version has: see `playground.schema.later`.

It only copies names, types, numbers and fixed values, not the prose. A field becomes a short text with parts
separated by spaces: its types, separated by `|`, in brackets for a list and with `!` if it is required; then the
limits on its values:

    chars:1-64        characters                        value:1-100     a number
    parsed:1-4096     characters once markup is read    items:2-10      entries of a list
    bytes:1-64        bytes in UTF-8                    of:red,green    one of these texts
"""

import json
import re
import sys
from pathlib import Path

# The description is an external file: only this module knows its format.
from typing import Any

from playground.schema.later import extend

_SOURCE = "PaulSonOfLars/telegram-bot-api-spec, MIT licence"
_RANGE = re.compile(r"(?<![\d.-])(\d+)\s?-\s?(\d+)(?![\d-])")
_SIZED = re.compile(
    r"(?:(\d+)-|[Uu]p to )(\d+) (characters|bytes|Bytes)(?: with at most \d+ line feeds)?( after entit)?"
)
_BETWEEN = re.compile(r"[Mm]ust be between (\d+) and (\d+)(?! and| seconds| in )")
_ITEMS = re.compile(
    r"(?<!ISO )(?<!\d)(?:(\d+)-|[Uu]p to |[Aa]t most )(\d+) (?!seconds|characters|bytes|sizes|line|MB|kilobytes)"
)
_ALWAYS = re.compile(r"(?:always|must be) \"?([a-z0-9_]+)\"?$|[Cc]urrently, always \"([^\"]+)\"")
_ONE_OF = re.compile(r"(?:[Oo]ne of|[Cc]an be(?: either)?|[Cc]urrently,? either) (\".+?)(?:\.\s|\.?$)")
_QUOTED = re.compile(r"\"([^\"]+)\"")
#: Fields whose prose has numbers that do not limit the value, or more than one.
_MISLEADING = frozenset({"value", "amount", "photos", "live_period", "opening_minute", "closing_minute"})


def build(description: dict[str, Any]) -> dict[str, Any]:
    """Make the table."""
    return {
        "source": _SOURCE,
        "version": description["version"],
        "methods": {name: _method(method) for name, method in description["methods"].items()},
        "types": {name: _type(kind) for name, kind in description["types"].items()},
    }


def _method(method: dict[str, Any]) -> dict[str, Any]:
    fields = _fields(method)
    for name, text in fields.items():
        # The form before Bot API 7.3, which Telegram still accepts.
        fields[name] = text.replace("[InputPollOption]", "[InputPollOption]|[String]")
    return {"returns": _types(method["returns"]), "fields": fields}


def _type(kind: dict[str, Any]) -> Any:
    if kind.get("subtypes"):
        return kind["subtypes"]
    fields = _fields(kind)
    for name, text in fields.items():
        # Only the prose says that a plain text can take the place of a button.
        fields[name] = text.replace("[[KeyboardButton]]", "[[KeyboardButton]]|[[String]]")
    return fields


def _fields(owner: dict[str, Any]) -> dict[str, str]:
    return {field["name"]: _field(field) for field in owner.get("fields", ())}


def _field(field: dict[str, Any]) -> str:
    types = _types(field["types"]) + ("!" if field["required"] else "")
    return " ".join(part for part in (types, _values(field)) if part)


def _types(types: list[str]) -> str:
    return "|".join(
        "[" * name.count("Array of ") + name.replace("Array of ", "") + "]" * name.count("Array of ")
        for name in types
    )


def _values(field: dict[str, Any]) -> str:
    prose, types = field["description"], field["types"]
    if field["name"] in _MISLEADING:
        return ""
    if types[0].startswith("Array of "):
        return _limit("items", _ITEMS.search(prose))
    if types[0] in {"Integer", "Float"} and "String" not in types:
        return _number(prose)
    return _text(prose) if types == ["String"] else ""


def _number(prose: str) -> str:
    found = _BETWEEN.search(prose)
    if found is None:
        ranges = _RANGE.findall(prose)
        found = _RANGE.search(prose) if len(ranges) == 1 else None
    return _limit("value", found)


def _text(prose: str) -> str:
    sized = _SIZED.search(prose)
    if sized is not None:
        unit = "parsed" if sized[4] else "bytes" if sized[3].lower() == "bytes" else "chars"
        return _limit(unit, sized)
    always = _ALWAYS.search(prose)
    if always is not None:
        return f"of:{always[1] or always[2]}"
    listed = _ONE_OF.search(prose)
    names = _QUOTED.findall(listed[1]) if listed else []
    return f"of:{','.join(names)}" if len(names) > 1 else ""


def _limit(unit: str, found: re.Match[str] | None) -> str:
    return f"{unit}:{found[1] or 0}-{found[2]}" if found else ""


def main(path: str, later: str | None = None) -> None:
    """Write the table for the description at `path` to standard output, one line per method and type."""
    table = build(json.loads(Path(path).read_text("utf-8")))
    if later is not None:
        table = extend(table, json.loads(Path(later).read_text("utf-8")))
    lines = [f"{json.dumps(name)}: {json.dumps(table[name])}" for name in ("source", "version")]
    for part in ("methods", "types"):
        rows = [
            f"  {json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}"
            for name, row in table[part].items()
        ]
        lines.append(f'"{part}": {{\n' + ",\n".join(rows) + "\n}")
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
