"""Provides every sentence that people read, in their language."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast

#: The language for people whose app uses one that we do not have.
DEFAULT_LOCALE = "en"
LOCALES = ("en", "es")

Args = Mapping[str, str | int | float]
#: Pieces of a sentence, each with the name of the argument that follows it; "" after the last.
_Parts = tuple[tuple[str, str], ...]
#: Sentences that stand in no file of ours, by language.
_MORE_SENTENCES: list[Mapping[str, str]] = []
#: Fluent refuses arguments above 2,500 characters; a text of 500 can be as long once it is escaped.
_LONGEST_ARG = 2000
#: Placeholder for a long argument: its number between two characters that no text contains.
_LONG = re.compile("\ufdd0[0-9]+\ufdd1")


class TextMissing(LookupError):
    """A sentence or one of its arguments is missing: a mistake in the code, which the tests find."""


class Texts:
    """The sentences of one language: `texts("card-idle")`."""

    def __init__(self, locale: str, bundle: FluentBundle) -> None:
        self.locale = locale
        self._bundle = bundle
        #: Cached sentences without arguments.
        self._whole: dict[str, str] = {}
        #: Cached parts of sentences that only insert texts.
        self._parts: dict[str, _Parts | None] = {}

    def __call__(self, key: str, args: Args | None = None) -> str:
        """Return the sentence `key` with its arguments filled in.

        Arguments are inserted as they are: if the sentence becomes HTML, the caller escapes them first.

        Raises:
            TextMissing: There is no such sentence, or it needs an argument that is not given.
        """
        if args:
            return self._filled(key, args)
        if key not in self._whole:
            self._whole[key] = self._filled(key, {})
        return self._whole[key]

    def _filled(self, key: str, args: Args) -> str:
        if key not in self._parts:
            self._parts[key] = _parts_of(self._pattern(key))
        parts = self._parts[key]
        # Nearly every card has such a sentence, and Fluent takes longer for it than for anything else on the card.
        if parts is not None and all(isinstance(args.get(name), str) for _, name in parts if name):
            return "".join([before + str(args[name]) if name else before for before, name in parts])
        pattern = self._pattern(key)
        short, long = _apart(args)
        text, errors = self._bundle.format_pattern(pattern, short)
        if errors:
            raise TextMissing(f"{self.locale}: sentence {key!r}: {errors[0]}")
        return _LONG.sub(lambda found: long[found[0]], str(text)) if long else str(text)

    def _pattern(self, key: str) -> Pattern:
        if not self._bundle.has_message(key):
            raise TextMissing(f"{self.locale}: no sentence {key!r}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise TextMissing(f"{self.locale}: sentence {key!r} is empty")
        return pattern


def _parts_of(pattern: Pattern) -> _Parts | None:
    """Return a sentence as pieces, each with the argument that follows it; None if it does more than insert them."""
    parts, before = [], ""
    # Fluent leaves out the pattern around a single element.
    for element in getattr(pattern, "elements", [pattern]):
        if isinstance(element, ast.TextElement):
            before += element.value
        elif isinstance(element, ast.Placeable) and isinstance(element.expression, ast.VariableReference):
            parts.append((before, element.expression.id.name))
            before = ""
        else:
            return None
    return (*parts, (before, ""))


def _apart(args: Args) -> tuple[dict[str, str | int | float], dict[str, str]]:
    """Replace long arguments with marks; return the arguments for Fluent, and the text for each mark."""
    short, long = dict(args), {}
    for number, (name, value) in enumerate(args.items()):
        if isinstance(value, str) and len(value) > _LONGEST_ARG:
            short[name] = mark = f"\ufdd0{number}\ufdd1"
            long[mark] = value
    return short, long


def locale_for(language_code: str | None) -> str:
    """Return the language for somebody whose app reports `language_code` (for example `es-MX`)."""
    language = (language_code or "").replace("_", "-").split("-")[0].casefold()
    return language if language in LOCALES else DEFAULT_LOCALE


@cache
def texts_in(locale: str) -> Texts:
    """Return the sentences of a language."""
    # Without isolating marks, which would be in every text and button, though invisible.
    bundle = FluentBundle([locale], use_isolating=False)
    for file in files_of(locale_for(locale)):
        bundle.add_resource(FluentResource(file.read_text("utf-8")))
    for sentences in _MORE_SENTENCES:
        bundle.add_resource(FluentResource(sentences[locale_for(locale)]))
    return Texts(locale, bundle)


@contextmanager
def with_sentences(sentences: Mapping[str, str]) -> Iterator[None]:
    """Have more sentences for a while than the files hold.

    Args:
        sentences: What to add, in Fluent syntax, by language.
    """
    _MORE_SENTENCES.append(sentences)
    texts_in.cache_clear()
    try:
        yield
    finally:
        _MORE_SENTENCES.remove(sentences)
        texts_in.cache_clear()


def files_of(locale: str) -> list[Traversable]:
    """Return the files with the sentences of a language, by subject and name."""
    subjects = sorted(resources.files("handlers").joinpath("locales", locale).iterdir(), key=_name)
    return [
        file
        for subject in subjects
        if subject.is_dir()
        for file in sorted(subject.iterdir(), key=_name)
        if file.name.endswith(".ftl")
    ]


def _name(entry: Traversable) -> str:
    return entry.name
