"""The messages about a file or pasted lines: what was understood, what to ask, what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import cast

from crowd.files.errors import Cause, Reason
from crowd.files.result_file import write_csv
from crowd.files.tables.choices import Note, NoteType
from crowd.files.tables.table import GOLD
from handlers.cut import cut, width
from handlers.drafting.file_words import cause_html, note_text, reason_text
from handlers.message import Buttons, Message, button, escaped
from handlers.taps import FileTap
from handlers.texts import Args, Texts
from storage.drafting.pending_files import PendingFile
from usecases.drafting.understand_file import QUESTIONS, UNDER_WAY, FileScreen, Understood, cause_of

#: Room for the errors of a file; what does not fit goes into a file of its own.
_CAUSES_ROOM = 3400
#: How much to show of the name of a file, of a column, of a line.
_NAME_ROOM, _COLUMN_ROOM, _LINE_ROOM = 60, 40, 160
#: How much to show of all columns together.
_COLUMNS_ROOM = 900
#: How much to show of an option on a button.
_ON_BUTTON = 20

Shown = Mapping[str, object]
#: Reasons that mean a file is not a table at all, so its sender has to make one.
_NO_TABLE = frozenset(
    {Reason.PDF, Reason.PICTURE, Reason.ARCHIVE, Reason.TEXT_DOCUMENT, Reason.NUMBERS, Reason.BINARY}
)


def file_message(pending: PendingFile, texts: Texts) -> Message:
    """Return the message about something received, as it looks now."""
    screen = FileScreen(pending.screen)
    said = _SAID.get(screen)
    is_pasted = pending.received.file_id is None
    name = {"name": texts("pasted-lines") if is_pasted else cut(pending.received.name, _NAME_ROOM)}
    html = (
        said(pending.shown, texts) if said is not None else _of_whole_file(screen, pending.shown, name, texts)
    )
    return Message(html=html, buttons=_buttons(pending, screen, texts))


def _buttons(pending: PendingFile, screen: FileScreen, texts: Texts) -> Buttons:
    if screen in UNDER_WAY:
        return [[button(texts("button-file-stop"), FileTap(pending.id, screen, 0))]]
    return _answers(pending, texts) if screen in QUESTIONS else []


def _of_whole_file(screen: FileScreen, shown: Shown, name: Args, texts: Texts) -> str:
    """Return the arguments that give the file's name."""
    match screen:
        case FileScreen.UNDERSTOOD:
            return _understood(shown, name, texts)
        case FileScreen.REFUSED | FileScreen.STOPPED:
            return "\n".join([texts(f"file-{screen}", escaped(name)), *_cause_lines(shown, texts)])
        case FileScreen.QUEUED:
            return texts("file-queued", escaped({**name, **_numbers(shown, "ahead")}))
        case FileScreen.IMPORTING:
            return texts("file-importing", escaped({**name, **_numbers(shown, "rows", "done")}))
        case FileScreen.REPLACED:
            after = texts("pasted-lines") if shown.get("pasted") else cut(str(shown["by"]), _NAME_ROOM)
            return texts("file-replaced", escaped({**name, "after": after}))
        case _:
            return texts(f"file-{screen}", escaped(name))


def errors_table(understood: Understood, texts: Texts) -> str | None:
    """Return all errors as a CSV file if they do not fit a message."""
    errors = understood.errors
    if errors is None or holds_all(understood.shown, texts):
        return None
    table = [
        [str(error.row or ""), error.column or "", reason_text(error, texts), error.found]
        for error in errors.errors
    ]
    return b"".join(write_csv(["row", "column", "problem", "found"], table)).decode()


def _understood(shown: Shown, name: Args, texts: Texts) -> str:
    columns = ", ".join(cut(column, _COLUMN_ROOM) for column in cast("list[str]", shown["columns"]))
    said = [texts("file-understood", escaped({**name, **_numbers(shown, "rows", "pasted")}))]
    if not _number(shown, "pasted") or len(cast("list[str]", shown["columns"])) > 1:
        said.append(texts("file-columns", escaped({"columns": cut(columns, _COLUMNS_ROOM)})))
    counts = {key: _number(shown, key) for key in ("gold", "named")}
    said += [texts(f"file-{key}", {"count": count}) for key, count in counts.items() if count]
    if _number(shown, "keys"):
        said.append(texts("file-keys"))
    said += [
        _note(note_type, args, texts) for note_type, args in cast("list[tuple[str, Args]]", shown["notes"])
    ]
    for key in ("title", "question"):
        if key in shown:
            said.append(texts(f"file-{key}", escaped({"text": str(shown[key])})))
    if "unused" in shown:
        said.append(texts("file-unused"))
    return "\n".join([*said, texts("file-preview")])


def _note(note_type: str, args: Args, texts: Texts) -> str:
    shown = {
        name: cut(value, _COLUMNS_ROOM // 3) if isinstance(value, str) else value
        for name, value in args.items()
    }
    return escape(
        note_text(Note(type=NoteType(note_type), args=cast("dict[str, str | int]", shown)), texts),
        quote=False,
    )


def _lines(shown: Shown, texts: Texts) -> str:
    first = cast("list[str]", shown["first"])
    tasks = _number(shown, "tasks")
    said = [texts("file-lines", {"tasks": tasks}), *map(_quoted, first)]
    if tasks > len(first):
        said.append(texts("file-lines-more", {"more": tasks - len(first)}))
    return "\n".join(said)


def _heading(shown: Shown, texts: Texts) -> str:
    cells = [value for value, _ in _values(shown)]
    return "\n".join([texts("file-heading"), _quoted(" · ".join(cut(cell, _COLUMN_ROOM) for cell in cells))])


def _missing(shown: Shown, texts: Texts) -> str:
    column = str(shown["column"] or "")
    args: Args = {
        "total": _number(shown, "total"),
        "values": _missing_values(shown, _COLUMN_ROOM),
        "column": cut(column, _COLUMN_ROOM),
        "gold": int(column == GOLD),
    }
    return texts("file-missing", escaped(args))


def _missing_values(shown: Shown, room: int) -> str:
    return ", ".join(cut(value, room) for value, _ in _values(shown))


def _bad_rows(shown: Shown, texts: Texts) -> str:
    return "\n".join([texts("file-bad-rows", _counts(shown)), *_cause_lines(shown, texts)])


def _too_large(_: Shown, texts: Texts) -> str:
    return texts("refused-file-too-large")


def holds_all(shown: Shown, texts: Texts) -> bool:
    """Return whether a message names every error, row by row."""
    causes = _causes(shown)
    if len(_fitting(causes, texts)) < len(causes):
        return False
    return all(cause.total <= max(len(cause.rows), 1) for cause in causes)


def _cause_lines(shown: Shown, texts: Texts) -> list[str]:
    """Return a line for each cause, however often it repeats."""
    causes = _causes(shown)
    lines = _fitting(causes, texts)
    if not holds_all(shown, texts):
        lines.append(texts("file-errors-more"))
    if any(cause.first.reason in _NO_TABLE for cause in causes):
        lines.append(texts("file-export"))
    return lines


def _causes(shown: Shown) -> list[Cause]:
    return [cause_of(cause) for cause in cast("list[Shown]", shown.get("causes", []))]


def _fitting(causes: Sequence[Cause], texts: Texts) -> list[str]:
    """Return the lines of the first causes, as many as fit a message."""
    lines: list[str] = []
    room = _CAUSES_ROOM
    for cause in causes:
        line = f"• {cause_html(cause, texts)}"
        room -= width(line) + 1
        if room < 0:
            break
        lines.append(line)
    return lines


def _answers(pending: PendingFile, texts: Texts) -> Buttons:
    """Return buttons for the two answers to a question, the likelier first."""
    asks = FileScreen(pending.screen)
    args: Args = {}
    if asks is FileScreen.MISSING:
        values = cut(_missing_values(pending.shown, _ON_BUTTON), 2 * _ON_BUTTON)
        args = {"values": values, "gold": int(pending.shown["column"] == GOLD)}
    elif asks is FileScreen.BAD_ROWS:
        args = _numbers(pending.shown, "good")
    first = texts(f"button-file-{asks}-first", args)
    other = texts(f"button-file-{asks}-other", args)
    return [
        [button(first, FileTap(pending.id, asks, 1))],
        [button(other, FileTap(pending.id, asks, 0))],
    ]


def _counts(shown: Shown) -> dict[str, int]:
    good, bad = _number(shown, "good"), _number(shown, "bad")
    return {"rows": good + bad, "bad": bad}


def _numbers(shown: Shown, *names: str) -> dict[str, str | int | float]:
    return {name: _number(shown, name) for name in names}


def _number(shown: Shown, name: str) -> int:
    value = shown.get(name, 0)
    return value if isinstance(value, int) else 0


def _values(shown: Shown) -> list[tuple[str, int]]:
    return cast("list[tuple[str, int]]", shown["values"])


def _quoted(line: str) -> str:
    return f"<blockquote>{escape(cut(' '.join(line.split()), _LINE_ROOM), quote=False)}</blockquote>"


#: Screens whose text does not mention the file's name.
_SAID: dict[FileScreen, Callable[[Shown, Texts], str]] = {
    FileScreen.LINES: _lines,
    FileScreen.HEADING: _heading,
    FileScreen.MISSING: _missing,
    FileScreen.BAD_ROWS: _bad_rows,
    FileScreen.TOO_LARGE: _too_large,
}
