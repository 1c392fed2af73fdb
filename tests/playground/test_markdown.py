"""MarkdownV2 and the old Markdown, by the parsers alone; the places are counted in UTF-16 units."""

import pytest

from playground import ApiError
from playground.text.markdown import parse_markdown, parse_markdown_v2


def parts(parsed: tuple[str, list[object]]) -> tuple[str, list[tuple[str, int, int]]]:
    text, entities = parsed
    return text, sorted((e.type, e.offset, e.length) for e in entities)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("*b*", "b", [("bold", 0, 1)]),
        ("😀 *bö*", "😀 bö", [("bold", 3, 2)]),
        ("_i_ __u__ ~s~ ||x||", "i u s x", [
            ("italic", 0, 1), ("spoiler", 6, 1), ("strikethrough", 4, 1), ("underline", 2, 1)
        ]),
        ("*b _i __u___*", "b i u", [("bold", 0, 5), ("italic", 2, 3), ("underline", 4, 1)]),
        (r"1\. \*no\* \\", "1. *no* \\", []),
        ("`a*b` c", "a*b c", [("code", 0, 3)]),
        ("```\ncode\n```", "code\n", [("pre", 0, 5)]),
        (r"```a\` b```", "a` b", [("pre", 0, 4)]),
        ("**", "", []),
        ("[text](https://a.example/\\))", "text", [("text_link", 0, 4)]),
        (r"[https://a\.example]", "https://a.example", [("text_link", 0, 17)]),
        ("![👍](tg://emoji?id=5368324170671202286)", "👍", [("custom_emoji", 0, 2)]),
        (">one\n>two\nthree", "one\ntwo\nthree", [("blockquote", 0, 7)]),
        (">one\n>two||", "one\ntwo", [("expandable_blockquote", 0, 7)]),
        (">*b* x", "b x", [("blockquote", 0, 3), ("bold", 0, 1)]),
    ],
)  # fmt: skip
def test_markdown_v2_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    assert parts(parse_markdown_v2(source)) == (text, entities)  # type: ignore[arg-type]


def test_a_code_block_has_its_language_and_a_link_its_address() -> None:
    _, (block,) = parse_markdown_v2("```python\nx = 1\n```")
    assert (block.language, block.length) == ("python", 6)
    _, (link,) = parse_markdown_v2(r"[a](https://a.example/\)x)")
    assert link.url == "https://a.example/)x"


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("a.b", r"Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped"),
        ("a|b", r"Character '\|' is reserved"),
        ("ö*b", "Can't find end of Bold entity at byte offset 2"),
        ("*a _b", "Can't find end of Italic entity at byte offset 3"),
        ("*a _b*", "Can't find end of Bold entity at byte offset 5"),
        ("`a", "Can't find end of Code entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
        ("![a](https://a.example)", "Custom emoji entity must contain a tg://emoji URL"),
    ],
)
def test_broken_markdown_v2_is_refused_with_its_place(source: str, error: str) -> None:
    with pytest.raises(ApiError, match=f"can't parse entities: {error}"):
        parse_markdown_v2(source)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*b* _i_ `c`", "b i c", [("bold", 0, 1), ("code", 4, 1), ("italic", 2, 1)]),
        ("😀 [l](https://a.example)!", "😀 l!", [("text_link", 3, 1)]),
        ("```python\nx = 1```", "x = 1", [("pre", 0, 5)]),
        (r"\*no\* 1.", "*no* 1.", []),
        ("*a _b*", "a _b", [("bold", 0, 4)]),
        ("__", "", []),
    ],
)
def test_the_old_markdown_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    assert parts(parse_markdown(source)) == (text, entities)  # type: ignore[arg-type]


def test_the_old_markdown_names_where_an_entity_began() -> None:
    with pytest.raises(ApiError, match="Can't find end of the entity starting at byte offset 3"):
        parse_markdown("é *b")
