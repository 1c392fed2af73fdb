"""Detects whether the first line of a table is a heading or a row like the others."""

import re
from collections.abc import Sequence

from crowd.files.tables.table import GOLD, SPECIAL_COLUMNS
from crowd.typed.names import look_of

#: Words that name columns, in the bot's languages and as programs write them.
# fmt: off
_HEADINGS = (
    "id", "key", "nr", "number", "num", "index", "row", "task", "tasks", "item", "items", "text", "texts",
    "content", "body", "title", "name", "names", "question", "questions", "sentence", "sentences",
    "premise", "hypothesis", "phrase", "word", "words", "prompt", "response", "output", "input", "label",
    "labels", "answer", "answers", "gold", "truth", "contributor", "contributors", "worker", "workers",
    "annotator", "person", "user", "author", "url", "link", "image", "img", "photo", "picture", "file",
    "filename", "path", "comment", "comments", "review", "reviews", "post", "tweet", "message",
    "description", "caption", "summary", "document", "doc", "paragraph", "passage", "context", "claim",
    "statement", "headline", "article", "product", "category", "class", "type", "topic", "subject",
    "language", "lang", "date", "time", "timestamp", "source", "country", "city", "place", "rating",
    "score", "value", "option", "options", "choice", "left", "right", "note", "notes", "email", "query",
    "query1", "query2", "text1", "text2", "texto", "textos", "frase", "frases", "oración", "pregunta",
    "preguntas", "tarea", "tareas", "título", "nombre", "etiqueta", "respuesta", "respuestas", "imagen",
    "enlace", "comentario", "comentarios", "reseña", "reseñas", "mensaje", "descripción", "resumen",
    "palabra", "palabras", "categoría", "tipo", "tema", "idioma", "fecha", "fuente", "país", "ciudad",
    "nota", "notas", "persona", "autor", "número", "clave",
)
# fmt: on
#: Most characters and words in a column name.
_LONGEST_NAME, _MOST_WORDS = 60, 7
#: Texts this many times longer than the cell above them, and at least this long, have a name above them.
_MUCH_LONGER, _LONG = 2.5, 12
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)]*$")
_NUMBER = re.compile(r"[+-]?[\d\s]*\d(?:[.,]\d+)?%?")
_DATA = re.compile(r"https?://|www\.|\S+@\S+\.\w|\d{4}-\d\d-\d\d|\d\d?[./]\d\d?[./]\d{2,4}$")
_IDENTIFIER = re.compile(r"[a-z]+(?:[_.-][a-z0-9]+)+|[a-z]+[A-Z][A-Za-z]*|[a-z_]+\d*")


def may_be_row(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first line of a table may be a row, so that it's better to ask.

    Args:
        first: Its cells.
        rows: The cells of some of the lines below; without any there is no way to tell.
    """
    named = [place for place, cell in enumerate(first) if cell.strip()]
    if not named or not rows:
        return False
    if any(look_of(first[place]) in _SURE for place in named):
        return False
    columns = [(first[place].strip(), _filled(place, rows)) for place in named]
    if any(look_of(name) in _LOOKS and not _is_below(name, below) for name, below in columns):
        return False
    if any(_is_like_a_row(name, below) for name, below in columns):
        return True
    return not any(_is_like_a_name(name, below) for name, below in columns)


def _filled(place: int, rows: Sequence[Sequence[str]]) -> list[str]:
    return [row[place].strip() for row in rows if place < len(row) and row[place].strip()]


def _is_below(name: str, below: Sequence[str]) -> bool:
    return len(below) > 1 and look_of(name) in map(look_of, below)


def _is_like_a_row(name: str, below: Sequence[str]) -> bool:
    """Whether it is a number, a date, an address, a sentence, or something that other rows have too."""
    if _is_data(name) or _is_below(name, below):
        return True
    return (
        _SENTENCE_END.search(name) is not None or len(name) > _LONGEST_NAME or len(name.split()) > _MOST_WORDS
    )


def _is_like_a_name(name: str, below: Sequence[str]) -> bool:
    """Whether it is above numbers or much longer texts, or is an identifier above texts that mostly are not."""
    if not below:
        return False
    if all(map(_is_data, below)):
        return True
    typical = sorted(map(len, below))[len(below) // 2]
    if typical > _MUCH_LONGER * len(name) and typical >= _LONG:
        return True
    like_it = sum(_IDENTIFIER.fullmatch(text) is not None for text in below)
    return _IDENTIFIER.fullmatch(name) is not None and like_it < len(below) / 2


def _is_data(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None or _DATA.match(text) is not None


_LOOKS = frozenset(map(look_of, _HEADINGS))
#: These control the bot, so nobody has them in a row.
_SURE = frozenset(map(look_of, SPECIAL_COLUMNS - {GOLD}))
