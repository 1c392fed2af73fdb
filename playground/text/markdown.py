"""Telegram's Markdown, version 2 and legacy: converts marked-up text to plain text and entities.

The marks and refusals follow td/telegram/MessageEntity.cpp (`parse_markdown_v2`, `parse_markdown`); positions in
a refusal are byte offsets in UTF-8, as in Telegram.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from playground.errors import ApiError, bad_request
from playground.text.entities import Entity, read_time, utf16_length

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
#: By kind of entity: its name in Telegram's refusals.
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji",
}
#: Marks, longest first: the first that matches counts.
_MARKS = (
    ("```", "pre"),
    ("__", "underline"),
    ("||", "spoiler"),
    ("![", "custom_emoji"),
    ("`", "code"),
    ("_", "italic"),
    ("*", "bold"),
    ("~", "strikethrough"),
    ("[", "text_link"),
)
_ENDS = {kind: mark for mark, kind in _MARKS} | {"text_link": "]", "custom_emoji": "]"}
_EMOJI_URL = "tg://emoji?id="
_TIME_URL = "tg://time?"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A mark that has not been closed yet; positions are in the source and in the output."""

    kind: str
    begin: int
    start: int
    offset: int
    language: str | None = None


class _Reader:
    """One pass over a text in MarkdownV2."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._output = ""
        #: The output's length in UTF-16 units.
        self._length = 0
        self._open: list[_Open] = []
        self._quote: _Open | None = None
        self.entities: list[Entity] = []

    def read(self) -> str:
        """Read everything; return the text without marks and collect the entities."""
        while self._position < len(self._source):
            character = self._source[self._position]
            if character == "\\" and self._next_is_ascii():
                self._put(self._source[self._position + 1], 2)
            elif character == "\n" and self._quote is not None:
                self._end_of_line()
            elif not self._is_special(character):
                self._put(character, 1)
            elif not self._closes():
                self._opens(character)
        if self._open:
            last = self._open[-1]
            raise _broken(f"Can't find end of {_NAMES[last.kind]} entity {self._at(last.begin)}")
        if self._quote is not None:
            self._end_quote("blockquote")
        return self._output

    def _next_is_ascii(self) -> bool:
        following = self._source[self._position + 1 : self._position + 2]
        return bool(following) and following <= "~"

    def _is_special(self, character: str) -> bool:
        literal = self._open and self._open[-1].kind in {"code", "pre"}
        return character == "`" if literal else character in _RESERVED

    def _put(self, text: str, taken: int) -> None:
        self._output += text
        self._length += utf16_length(text)
        self._position += taken

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self._source[:position].encode())}"

    def _begins(self, mark: str) -> bool:
        return self._source.startswith(mark, self._position)

    def _opened(self, kind: str, begin: int, language: str | None = None) -> _Open:
        return _Open(kind=kind, begin=begin, start=len(self._output), offset=self._length, language=language)

    def _opens(self, character: str) -> None:
        begin = self._position
        if character == ">" and not self._open and self._output[-1:] in {"", "\n"}:
            self._position += 1
            self._quote = self._quote or self._opened("blockquote", begin)
            return
        for mark, kind in _MARKS:
            if self._begins(mark):
                self._position += len(mark)
                language = None
                if kind == "pre":
                    language, self._position = _read_language(self._source, self._position)
                self._open.append(self._opened(kind, begin, language))
                return
        raise _broken(f"Character '{character}' is reserved and must be escaped with the preceding '\\'")

    def _closes(self) -> bool:
        """Close the innermost entity if this is its mark."""
        if not self._open:
            return self._ends_expandable()
        last = self._open[-1]
        mark = _ENDS[last.kind]
        if not self._begins(mark) or (mark == "_" and self._begins("__")):
            return False
        self._open.pop()
        self._position += len(mark)
        address = self._address() if mark == "]" else None
        self._finish(last, address)
        return True

    def _ends_expandable(self) -> bool:
        """Whether two bars at the end of a quotation's last line make it expandable."""
        rest = self._source[self._position + 2 : self._position + 4]
        ends = self._quote is not None and self._begins("||") and (rest == "" or rest[0] == "\n")
        if not ends or rest == "\n>":
            return False
        self._position += 2
        self._end_quote("expandable_blockquote")
        return True

    def _end_of_line(self) -> None:
        if self._source.startswith("\n>", self._position):
            self._put("\n", 2)
            return
        self._end_quote("blockquote")
        self._put("\n", 1)

    def _end_quote(self, kind: str) -> None:
        quote, self._quote = self._quote, None
        if quote is not None and self._length > quote.offset:
            length = self._length - quote.offset
            self.entities.append(Entity(type=kind, offset=quote.offset, length=length))

    def _address(self) -> str | None:
        """Read the address in parentheses after a link's text; None if there is none."""
        if not self._begins("("):
            return None
        begin = self._position = self._position + 1
        address = ""
        while self._position < len(self._source) and not self._begins(")"):
            if self._begins("\\") and self._next_is_ascii():
                self._position += 1
            address += self._source[self._position]
            self._position += 1
        if not self._begins(")"):
            raise _broken(f"Can't find end of a URL {self._at(begin)}")
        self._position += 1
        return address

    def _finish(self, opened: _Open, address: str | None) -> None:
        url = emoji = unix_time = None
        kind, time_format = opened.kind, ""
        if opened.kind == "text_link":
            url = self._output[opened.start :] if address is None else address
        elif opened.kind == "custom_emoji":
            if address is not None and address.startswith(_TIME_URL):
                asked = dict(parse_qsl(address.removeprefix(_TIME_URL), keep_blank_values=True))
                kind = "date_time"
                unix_time, time_format = read_time(asked.get("unix", ""), asked.get("format", ""))
            elif address is not None and address.startswith(_EMOJI_URL):
                emoji = address.removeprefix(_EMOJI_URL)
            else:
                raise _broken("Custom emoji entity must contain a tg://emoji URL")
        length = self._length - opened.offset
        if not length or url == "":
            return
        self.entities.append(
            Entity(
                type=kind,
                offset=opened.offset,
                length=length,
                url=url,
                language=opened.language,
                custom_emoji_id=emoji,
                unix_time=unix_time,
                time_format=time_format,
            )
        )


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    """Read MarkdownV2 as Telegram does; an empty text stays empty.

    Raises:
        ApiError: A mark is not closed, or a reserved character is not escaped.
    """
    reader = _Reader(source)
    return reader.read(), reader.entities


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """Read legacy Markdown, which has bold, italic, code and links without nesting.

    Raises:
        ApiError: A mark is not closed.
    """
    text, entities = "", []
    position = 0
    while position < len(source):
        character = source[position]
        if character == "\\" and source[position + 1 : position + 2] in {"_", "*", "`", "["}:
            text += source[position + 1]
            position += 2
        elif character not in "_*`[":
            text += character
            position += 1
        else:
            inside, entity, position = _read_old(source, position, utf16_length(text))
            text += inside
            entities += [entity] if entity is not None else []
    return text, entities


def _read_old(source: str, begin: int, offset: int) -> tuple[str, Entity | None, int]:
    """Read one entity of legacy Markdown; return its text, the entity and the position after it."""
    mark = "```" if source.startswith("```", begin) else source[begin]
    start = begin + len(mark)
    language = None
    if mark == "```":
        language, start = _read_language(source, start)
    end = source.find("]" if mark == "[" else mark, start)
    if end < 0:
        place = len(source[:begin].encode())
        raise _broken(f"Can't find end of the entity starting at byte offset {place}")
    inside = source[start:end]
    position = end + len(mark)
    url = None
    if mark == "[":
        url, position = _old_address(source, position, inside)
    kind = dict(_MARKS)[mark]
    if not inside or url == "":
        return inside, None, position
    entity = Entity(type=kind, offset=offset, length=utf16_length(inside), url=url, language=language)
    return inside, entity, position


def _read_language(source: str, start: int) -> tuple[str | None, int]:
    """Read the language after the three marks of a code block, and one line break; return the position after it."""
    end = start
    while end < len(source) and not source[end].isspace() and source[end] != "`":
        end += 1
    language = None
    if start < end < len(source) and source[end] != "`":
        language, start = source[start:end], end
    if source[start : start + 2] in {"\r\n", "\n\r"}:
        return language, start + 2
    return language, start + (source[start : start + 1] in {"\n", "\r"})


def _old_address(source: str, position: int, inside: str) -> tuple[str, int]:
    if not source.startswith("(", position):
        return inside, position
    end = source.find(")", position)
    end = len(source) if end < 0 else end
    return source[position + 1 : end], end + 1


def _broken(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")
