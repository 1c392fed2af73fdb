"""Telegram's HTML: converts text with tags to plain text and entities.

The accepted tags and the refusals follow td/telegram/MessageEntity.cpp (`parse_html`); positions in a refusal are
byte offsets in UTF-8, as in Telegram.
"""

import re
from dataclasses import dataclass

from playground.errors import ApiError, bad_request
from playground.text.entities import Entity, read_time, utf16_length

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_SPECIAL = re.compile(r"<|&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_END = re.compile(r"\s*(>?)")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(r"\s*([^\s=>]+)\s*(=?)\s*")
_VALUE = re.compile(r"\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Open:
    """A start tag whose end tag has not been read yet."""

    tag: str
    attributes: dict[str, str]
    offset: int
    #: The output's length in characters when the tag was opened.
    start: int


class _Reader:
    """One pass over an HTML text."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._output = ""
        #: The output's length in UTF-16 units, tracked because counting again at every tag is slow.
        self._length = 0
        self._open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> str:
        """Read everything; return the text without tags and collect the entities."""
        while special := _SPECIAL.search(self._source, self._position):
            self._put(self._source[self._position : special.start()])
            self._position = special.end()
            if special.group() != "<":
                self._put(_character(special))
            elif self._source.startswith("/", self._position):
                self._end_tag(special.start())
            else:
                self._start_tag(special.start())
        if self._open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        return self._output + self._source[self._position :]

    def _put(self, text: str) -> None:
        self._output += text
        self._length += utf16_length(text)

    def _at(self, position: int) -> str:
        return f"at byte offset {len(self._source[:position].encode())}"

    def _start_tag(self, begin: int) -> None:
        name = _match(_TAG_NAME, self._source, self._position)
        self._position = name.end()
        tag = name.group().lower()
        if self._position >= len(self._source):
            raise _broken(f"Unclosed start tag {self._at(begin)}")
        if tag not in _TYPES:
            raise _broken(f'Unsupported start tag "{tag}" {self._at(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" {self._at(begin)}')
        start = len(self._output)
        self._open.append(_Open(tag=tag, attributes=attributes, offset=self._length, start=start))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            rest = _match(_TAG_END, self._source, self._position)
            self._position = rest.end()
            if rest.group(1):
                return attributes
            name = _ATTRIBUTE.match(self._source, self._position)
            if name is None:
                raise _broken(self._why_no_attribute(tag, begin))
            self._position = name.end()
            attributes[name.group(1).lower()] = self._value(tag, begin) if name.group(2) else ""

    def _why_no_attribute(self, tag: str, begin: int) -> str:
        if self._position >= len(self._source):
            return f'Unclosed start tag "{tag}" {self._at(begin)}'
        return f'Empty attribute name in the tag "{tag}" {self._at(begin)}'

    def _value(self, tag: str, begin: int) -> str:
        value = _VALUE.match(self._source, self._position)
        if value is None:
            raise _broken(f'Unclosed start tag "{tag}" {self._at(begin)}')
        self._position = value.end()
        return _SPECIAL.sub(
            lambda special: _character(special) if special.group() != "<" else "<", _chosen(value)
        )

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            raise _broken(f"Unexpected end tag {self._at(begin)}")
        name = _match(_TAG_NAME, self._source, self._position + 1)
        close = _match(_TAG_END, self._source, name.end())
        found = name.group().lower()
        opened = self._open.pop()
        if found and found != opened.tag:
            raise _broken(
                f'Unmatched end tag {self._at(begin)}, expected "</{opened.tag}>", found "</{found}>"'
            )
        if not close.group(1):
            raise _broken(f"Unclosed end tag {self._at(begin)}")
        self._position = close.end()
        self._finish(opened)

    def _finish(self, opened: _Open) -> None:
        length = self._length - opened.offset
        if not length:
            return
        given = opened.attributes
        kind = _TYPES[opened.tag]
        url = language = emoji = unix_time = None
        time_format = ""
        if kind == "text_link":
            url = given.get("href") or self._output[opened.start :]
        elif kind == "custom_emoji":
            emoji = given.get("emoji-id", "")
        elif kind == "date_time":
            unix_time, time_format = read_time(given.get("unix", ""), given.get("format", ""))
        elif kind == "blockquote" and "expandable" in given:
            kind = "expandable_blockquote"
        elif kind == "code" and self._open and self._open[-1].tag == "pre":
            language = given.get("class", "").removeprefix("language-") or None
        self.entities.append(
            Entity(
                type=kind,
                offset=opened.offset,
                length=length,
                url=url,
                language=language,
                custom_emoji_id=emoji,
                unix_time=unix_time,
                time_format=time_format,
            )
        )


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Read HTML as Telegram does; an empty text stays empty.

    Raises:
        ApiError: The markup is broken, or a tag is not one of Telegram's.
    """
    if "<" not in source and "&" not in source:
        return source, []
    reader = _Reader(source)
    text = reader.read()
    return text, _join_code_blocks(reader.entities)


def _join_code_blocks(entities: list[Entity]) -> list[Entity]:
    """Turn `<pre><code class="language-x">` into a single block with a language."""
    blocks = {(e.offset, e.length): e for e in entities if e.type == "code" and e.language}
    joined = []
    for entity in entities:
        inner = blocks.get((entity.offset, entity.length))
        if entity.type == "pre" and inner is not None:
            joined.append(
                Entity(type="pre", offset=entity.offset, length=entity.length, language=inner.language)
            )
        elif entity is not inner:
            joined.append(entity)
    return joined


def _match(pattern: re.Pattern[str], text: str, position: int) -> re.Match[str]:
    found = pattern.match(text, position)
    if found is None:  # these patterns match the empty string, so this is a bug
        raise ValueError(f"{pattern.pattern!r} must accept the empty string")
    return found


def _chosen(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group is not None), "")


def _character(special: re.Match[str]) -> str:
    decimal, hexadecimal, name = special.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code == 0 or code >= 0x110000 or 0xD800 <= code < 0xE000:
        return special.group()
    return chr(code)


def _broken(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")
