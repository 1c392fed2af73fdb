"""Puts into words what reading a table found: what is wrong and where, and how the table was read."""

from html import escape

from crowd.files.errors import Cause, RowError
from crowd.files.tables.choices import Note
from handlers.cut import cut
from handlers.texts import Texts

#: How much of a wrong cell to quote: enough to find it again.
FOUND_ROOM = 60
#: How much of a column's name to quote.
_NAME_ROOM = 40


def reason_text(error: RowError, texts: Texts) -> str:
    """Return what is wrong with one cell or row, and what to do about it."""
    return texts(f"reason-{error.reason}", {"found": cut(error.found, FOUND_ROOM), "wanted": error.wanted})


def rows_text(cause: Cause, texts: Texts) -> str:
    """Return which rows have the same error, the first ones by number; "" for the file as a whole."""
    rows = ", ".join(map(str, cause.rows))
    more = cause.total - len(cause.rows)
    if not rows:
        return ""
    if more > 0:
        return texts("file-rows-more", {"rows": rows, "more": more})
    return texts("file-row" if len(cause.rows) == 1 else "file-rows", {"rows": rows})


def note_text(note: Note, texts: Texts) -> str:
    """Return how a table was read."""
    return texts(f"note-{note.type}", note.args)


def cause_html(cause: Cause, texts: Texts) -> str:
    """Return what is wrong and where, in Telegram's HTML."""
    rows, reason = rows_text(cause, texts), escape(reason_text(cause.first, texts), quote=False)
    column = escape(_column(cause.first, texts), quote=False)
    where = ", ".join(filter(None, (rows, f"<b>{column}</b>" if column else "")))
    return f"{where}: {reason}" if where else reason


def _column(error: RowError, texts: Texts) -> str:
    """Return a column's name, and its letter in a spreadsheet."""
    letter = texts("file-column", {"letter": error.letter}) if error.letter else ""
    if not error.column:
        return letter
    name = cut(error.column, _NAME_ROOM)
    return f"{name} ({letter})" if letter else name
