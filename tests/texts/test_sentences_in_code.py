"""No sentence that people read is in the code: they are all in the language files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from text_catalogue import Source, calls_of, name_of, sources, strings_in

#: Where whatever a person reads is made, or could be.
FOLDERS = (
    "handlers",
    "usecases",
    "bot/sending/shows",
    "bot/sending/show.py",
    "bot/sending/showing.py",
    "bot/sending/sender.py",
    "bot/jobs.py",
    "storage",
    "crowd",
)

#: Two words in a row, in any alphabet.
_TWO_WORDS = re.compile(r"[^\W\d_]{2,}['’,;:.!?]?\s+[^\W\d_]{2,}")
_SQL = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|GROUP|NULL|AND|OR|GROUP|ORDER|PRAGMA|BEGIN|ROLLBACK|SAVEPOINT|RELEASE|CREATE|AS|CASE|RETURNING)\b"
)
_LOGGING = ("debug", "info", "warning", "error", "exception", "critical", "log")

#: What reads like a sentence and reaches nobody: reasons kept in the outbox, what the errors of Telegram and of
#: Python's csv module say, and the head of a generated file.
ALLOWED = {
    "handlers/drafting/importing.py": {"too big"},
    # Encodings as people call them.
    "crowd/files/tables/legacy.py": {"Shift JIS", "Mac Roman", "DOS code page 850", "DOS code page 866"},
    # The name of a font.
    "handlers/projects/agreement_picture.py": {"DejaVu Sans"},
    "storage/answering/skips.py": {"sum(CASE WHEN reason"},
    # Parts of SQL.
    "storage/people/my_data.py": {"CASE WHEN", " THEN ", " END AS ", " AS shown_"},
    "storage/schema.py": {"What the upgrades in storage/upgrades make"},
    # Part of a refusal's message, for whoever runs the bot.
    "storage/file/backup.py": {"is damaged, or is not a database", "cannot be read"},
    # What people type.
    "crowd/people/pace_words.py": {"at most"},
    # The name of a kept fact.
    "storage/free_ids.py": {" up to"},
    # Words that people type for numbers, days and no limit, in every language at once.
    "crowd/typed/nothing.py": {"no limit", "sin límite"},
    "crowd/typed/days.py": {"day after tomorrow", "pasado manana", "january", "enero", "monday", "lunes"},
    "crowd/typed/amounts.py": {
        "at least",
        "at most",
        "to|and",
        "any number",
        "cualquier n",
        "exactly ",
        "exactamente igual",
        "dentro de",
        "no unit",
        "sin unidad",
        "per cent",
        "between ",
        "or more",
    },
    "crowd/typed/places.py": {"cualquier lugar", "dentro de"},
    "crowd/typed/numbers.py": {"one two three", "uno dos tres"},
    # Languages by their own names.
    "crowd/kinds/wordings.py": {
        "any text",
        "a code|",
        "e-mail address|",
        "electrónico|",
        "a link|",
        "phone number|",
        "a date|",
        "exactly the same|",
        "capital letters",
        "capitals and",
        "no cuentan",
        "word by word|",
        "up to|",
        "at least|",
        " or more|",
    },
    "crowd/projects/topics.py": {"Bahasa Indonesia", "Tiếng Việt"},
    # What is for whoever runs the bot: it goes into the log and to the commands' output.
    "storage/file/damage.py": {
        "Could not decode to UTF-8",
        "Stop everything that uses",
        "then replace it with the newest backup using",
        "The disk under ",
        "so nothing can be stored.",
        " MB are free",
        "The disk is full (",
        "The database ",
        " cannot be written (",
        "Another process has been writing to the database ",
        "seems to be frozen",
        "There is no room in ",
        " for this user or file, although ",
        "Raise the quota",
    },
    "storage/database.py": {"nothing could be read: ", "nothing was stored: "},
    "storage/checking/values.py": {"state IN ("},
    # How a person's messages are counted.
    "crowd/people/flooding.py": {"goes on"},
    "usecases/announcing/spread_announcements.py": {"nothing to show"},
    "bot/sending/sender.py": {
        "cannot be shown",
        "nothing to show",
        "chat not found",
        "user not found",
        "user is deactivated",
        "to edit not found",
        "not modified",
        "can't be edited",
    },
    "bot/sending/acknowledging.py": {"query is too old"},
    "bot/sending/showing.py": {"not modified", "can't parse"},
}


def silent(tree: ast.AST) -> set[int]:
    """The ids of the strings in a module that go to a log or into an exception, or are a pattern or an annotation."""
    places: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.Raise():
                places.append(node)
            case ast.Call() if name_of(node) in {*_LOGGING, "compile", "cast", "warn"}:
                places.append(node)
            case ast.Call() if name_of(node).endswith(("Error", "Refused", "Missing", "Outdated", "Lost")):
                # A refusal with words is an exception's message; one of the domain holds a key, and no space.
                places.append(node)
            case ast.AnnAssign(annotation=annotation):
                places.append(annotation)
    return {id(string) for place in places for string in ast.walk(place)}


def sentences_in(source: Source) -> Iterator[tuple[int, str]]:
    """Every string of a module that a person could read as a sentence, with its line."""
    quiet = silent(source.tree)
    for string in strings_in(source.tree):
        text = str(string.value)
        known = any(words in text for words in ALLOWED.get(source.path, ()))
        if id(string) in quiet or known or _SQL.search(text):
            continue
        if _TWO_WORDS.search(text):
            yield string.lineno, text


#: The map of what columns hold is documentation: docs/privacy.md is written from it.
DOCUMENTATION = {"storage/people/personal.py"}


@pytest.mark.parametrize(
    "source",
    [source for source in sources(*FOLDERS) if source.path not in DOCUMENTATION],
    ids=lambda source: source.path,
)
def test_no_sentence_stands_in_the_code(source: Source) -> None:
    assert list(sentences_in(source)) == []


@pytest.mark.parametrize(
    "line",
    [
        'Reply(key="Please send a file")',
        'texts = "Thank you, that was all."',
        'html = f"<b>{name}</b> is done now"',
        'button("Go on", tap)',
        'words = ["¿Qué tal?"]',
        'def say(text="your answer was saved"): ...',
    ],
)
def test_a_sentence_in_code_is_found(line: str) -> None:
    source = Source(path="handlers/answering/card.py", tree=ast.parse(line))
    assert [number for number, _ in sentences_in(source)] == [1]


@pytest.mark.parametrize(
    "line",
    [
        '"""A docstring of many words."""',
        'raise ValueError("this is for the log")',
        'logger.warning("this is for the log")',
        'tx.execute("SELECT id FROM task WHERE state = :state")',
        'PATTERN = re.compile("two words")',
        'key = "card-idle"',
        'part = "95 %"',
    ],
)
def test_what_reaches_nobody_is_left_alone(line: str) -> None:
    source = Source(path="handlers/answering/card.py", tree=ast.parse(line))
    assert list(sentences_in(source)) == []


def test_the_exceptions_that_are_allowed_are_still_there() -> None:
    for path, words in ALLOWED.items():
        text = Path(__file__).parents[2].joinpath(path).read_text("utf-8")
        assert [word for word in words if word not in text] == []


def test_replies_are_made_from_keys_only() -> None:
    for source in sources("handlers"):
        for call in calls_of(source.tree, "Reply"):
            for word in call.keywords:
                if word.arg == "key" and isinstance(word.value, ast.Constant):
                    assert " " not in str(word.value.value), source.path
