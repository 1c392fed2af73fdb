"""How the kinds of question look in the chat: the one list of them on this floor."""

from crowd.kinds.question import Question
from handlers.kinds.face import Face
from handlers.kinds.one_of import OneOfFace

__all__ = ["FACES", "Face", "face_of"]

FACES: tuple[Face, ...] = (OneOfFace(),)

_BY_NAME = {face.name: face for face in FACES}


def face_of(question: Question) -> Face:
    """Return how a question looks in the chat."""
    return _BY_NAME[question.kind.name]
