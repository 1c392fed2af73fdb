"""How the kinds of question look in the chat: the one list of them on this floor."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from crowd import kinds
from crowd.errors import InvalidInput
from crowd.kinds import Value
from crowd.kinds.question import Question
from handlers.kinds.face import Face
from handlers.kinds.many_of import ManyOfFace
from handlers.kinds.number import NumberFace
from handlers.kinds.one_of import OneOfFace
from handlers.kinds.pair import PairFace
from handlers.kinds.place import PlaceFace
from handlers.kinds.scale import ScaleFace
from handlers.kinds.sent import Sent
from handlers.kinds.text import TextFace
from handlers.texts import Texts, with_sentences

__all__ = ["Face", "Sent", "face_of", "presets_at", "read_sent", "registered", "set_up"]

_FACES: list[Face] = [
    OneOfFace(),
    NumberFace(),
    ScaleFace(),
    ManyOfFace(),
    PairFace(),
    PlaceFace(),
    TextFace(),
]


def presets_at(step: str, texts: Texts) -> list[str]:
    """Return usual answers to a step of the dialogue, whichever kind of question it belongs to."""
    return [preset for face in _FACES for preset in face.presets(step, texts)]


def face_of(question: Question) -> Face:
    """Return how a question looks in the chat."""
    return next(face for face in _FACES if face.name == question.kind.name)


def read_sent(question: Question, sent: Sent) -> Value | None:
    """Return the answer in a message that is no text; None if the question takes no such message, or not this one."""
    face = face_of(question)
    if sent.type not in face.takes or sent.is_reduced:
        return None
    try:
        return question.check(face.read_message(question, sent))
    except InvalidInput:
        return None


def set_up(question: Question, texts: Texts) -> str:
    """Return in a line how a question is set up; what people typed is not escaped."""
    return face_of(question).summary(question, texts)


@contextmanager
def registered(kind: kinds.Kind, face: Face, sentences: Mapping[str, str]) -> Iterator[None]:
    """Have one more kind for a while on all floors, as a test does to show what a kind is made of.

    Args:
        kind: The kind.
        face: How it looks.
        sentences: What it says, in Fluent syntax, by language.
    """
    with kinds.registered(kind), with_sentences(sentences):
        _FACES.append(face)
        try:
            yield
        finally:
            _FACES.remove(face)
