"""Reads the language files for the tests, and searches the code for the sentences it uses."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from handlers.texts import files_of as locale_files
from handlers.texts import texts_in

ROOT = Path(__file__).parents[2]

#: Telegram's tags for formatting (Bot API, "HTML style"), as far as our sentences may want them.
TELEGRAM_TAGS = {"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence as a language file has it."""

    file: str
    pattern: str  #: its source
    arguments: frozenset[str]
    numbers: frozenset[str]  #: those of them that the sentence formats as numbers


class _Arguments(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.numbers: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_FunctionReference(self, node: fluent.FunctionReference) -> None:  # noqa: N802
        inside = _Arguments()
        inside.generic_visit(node)
        self.names |= inside.names
        self.numbers |= inside.names


@cache
def sentences_of(locale: str) -> Mapping[str, Sentence]:
    """Return every sentence of a language by its key; a mistake of syntax, or a key given twice, raises."""
    found: dict[str, Sentence] = {}
    for file in locale_files(locale):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            if isinstance(entry, fluent.Junk):
                where = f"{locale}/{file.name}"
                raise SyntaxError(f"{where}: {entry.content!r}")  # noqa: TRY004 (of the file, not of a type)
            if not isinstance(entry, fluent.Message) or entry.value is None:
                continue
            if entry.id.name in found:
                raise SyntaxError(f"{locale}/{file.name}: {entry.id.name} is there twice")
            arguments = _Arguments()
            arguments.visit(entry.value)
            start, end = entry.value.span.start, entry.value.span.end
            found[entry.id.name] = Sentence(
                file=file.name,
                pattern=file.read_text("utf-8")[start:end],
                arguments=frozenset(arguments.names),
                numbers=frozenset(arguments.numbers),
            )
    return found


def filled(locale: str, key: str, value: str | int) -> str:
    """Return a sentence with the same value for each of its arguments; a word only where one may stand."""
    sentence = sentences_of(locale)[key]
    numbers = dict.fromkeys(sentence.numbers, value if isinstance(value, int) else 7)
    return texts_in(locale)(key, dict.fromkeys(sentence.arguments, value) | numbers)


def files_of(locale: str) -> list[str]:
    """Return the names of a language's files."""
    return sorted(file.name for file in locale_files(locale))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.open.append(tag)
        if tag not in TELEGRAM_TAGS:
            self.wrong.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words_of(html: str) -> str:
    """Return what a message says once its markup is read; raise where Telegram would refuse the markup."""
    tags = _Tags()
    tags.feed(html)
    tags.close()
    if tags.wrong or tags.open:
        raise ValueError(f"tags {tags.wrong + tags.open} in {html[:200]!r}")
    return "".join(tags.words)


def utf16(text: str) -> int:
    """Return a text's length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A module of ours and its syntax tree."""

    path: str
    tree: ast.Module


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Return the modules in folders, or single files, of the project."""
    paths = [
        path
        for folder in folders
        for path in (sorted((ROOT / folder).rglob("*.py")) if (ROOT / folder).is_dir() else [ROOT / folder])
    ]
    return tuple(
        Source(path=str(path.relative_to(ROOT)), tree=ast.parse(path.read_text("utf-8"))) for path in paths
    )


def strings_in(tree: ast.AST) -> Iterator[ast.Constant]:
    """Every string constant in a piece of code that is not a docstring, of a module or of a constant."""
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node


def name_of(call: ast.Call) -> str:
    """The last part of what is called: `Reply` of `context.Reply(...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def calls_of(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Every call of something of these names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) in names:
            yield node
