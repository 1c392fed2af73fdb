"""What was done, in a sentence."""

from crowd.announcing.fares import TENTHS
from crowd.projects.draft import DraftStep
from handlers.cut import cut
from handlers.texts import Args, Texts
from storage.governing.events import NOBODY, Event, EventType

#: How much of a reason is shown, which somebody typed.
_REASON = 100
#: Types whose reason is a word of the program, or a number: it chooses the words of the sentence.
_WORDED = frozenset(
    {
        EventType.COMPLETED,
        EventType.FORGOTTEN,
        EventType.HANDED_OUT,
        EventType.PAYING_ENDED,
        EventType.REPORTED,
    }
)


def told(event: Event, texts: Texts) -> str:
    """Return what was done as a sentence; it is not escaped, as it also stands in files."""
    return texts("audit-told", _args(event, texts))


def _args(event: Event, texts: Texts) -> Args:
    def person(id_: int) -> str:
        return str(id_) if id_ > 0 else texts("audit-somebody")

    number = int(event.reason) if event.reason.isascii() and event.reason.isdecimal() else 0
    step, _, typed = event.reason.partition(" ") if event.type is EventType.RULE_CHANGED else ("", "", "")
    return {
        "type": _type(event),
        "actor": person(event.actor_id),
        "person": person(event.about_id),
        "project": "none" if event.project_id is None else str(event.project_id),
        "reason": cut(event.reason, _REASON) or "–",
        "word": event.reason.lower() if event.type in _WORDED and event.reason else "none",
        "number": number,
        "stars": number / TENTHS,
        "rule": step.lower() if step in DraftStep.__members__ else "none",
        "typed": cut(typed, _REASON),
        "isTyped": "yes" if typed else "no",
    }


def _type(event: Event) -> str:
    by_itself = event.actor_id == NOBODY
    if event.type is EventType.HELD and by_itself:
        return "held_reports"
    # Whoever did it may also have been forgotten: then the one whom it was done to was somebody else, or is gone too.
    if event.type in _BY_ITSELF and by_itself and event.about_id != NOBODY:
        return f"{event.type.lower()}_itself"
    return event.type.lower()


#: What somebody does, but also happens by itself.
_BY_ITSELF = frozenset(
    {
        EventType.BREAK_ENDED,
        EventType.DELETED,
        EventType.ANNOUNCEMENT_STOPPED,
        EventType.PAYING_ENDED,
    }
)
