"""How the kinds of question look in the chat: the one list of them on this floor."""

from crowd.kinds.question import Question
from handlers.kinds.face import Face
from handlers.kinds.many_of import ManyOfFace
from handlers.kinds.number import NumberFace
from handlers.kinds.one_of import OneOfFace
from handlers.kinds.scale import ScaleFace
from handlers.texts import Texts

__all__ = ["FACES", "Face", "face_of", "presets_at", "set_up"]

FACES: tuple[Face, ...] = (OneOfFace(), NumberFace(), ScaleFace(), ManyOfFace())

_BY_NAME = {face.name: face for face in FACES}


def presets_at(step: str, texts: Texts) -> list[str]:
    """Return usual answers to a step of the dialogue, whichever kind of question it belongs to."""
    return [preset for face in FACES for preset in face.presets(step, texts)]


def face_of(question: Question) -> Face:
    """Return how a question looks in the chat."""
    return _BY_NAME[question.kind.name]


def set_up(question: Question, texts: Texts) -> str:
    """Return in a line how a question is set up; what people typed is not escaped."""
    return face_of(question).summary(question, texts)
