"""The text of a digest."""

from collections.abc import Mapping
from typing import Any

from handlers import taps
from handlers.message import Message, button, escaped
from handlers.texts import Texts
from usecases.announcing.send_digests import COUNT_AT_MOST


def digest(told: Mapping[str, Any], texts: Texts, *, backs_off: bool) -> Message:
    """Return a digest from its row: projects with tasks, and how the person's answers turned out."""
    lines = [texts("digest-head")]
    if told["answered"]:
        lines.append(texts("digest-answered", {"n": told["answered"]}))
    if told["decided"]:
        lines.append(texts("digest-decided", {"n": told["decided"], "agreed": told["agreed"]}))
    if told["projects"]:
        lines += ["", texts("digest-tasks")]
    for name, count in told["projects"]:
        args = {"name": name, "n": count, "more": int(count >= COUNT_AT_MOST)}
        lines.append(texts("digest-project", escaped(args)))
    if told["others"]:
        lines.append(texts("digest-others", {"n": told["others"]}))
    if backs_off:
        lines += ["", f"<i>{texts('card-backs-off')}</i>"]
    buttons = [[button(texts("button-begin"), taps.BeginTap())]] if told["projects"] else []
    return Message(html="\n".join(lines), buttons=buttons)
