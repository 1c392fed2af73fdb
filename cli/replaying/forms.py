"""Reads form.json: the question that the answers of a folder are to, if it is no choice of one label."""

import json
from pathlib import Path
from typing import Any

from crowd.ids import QuestionId
from crowd.kinds import KINDS, kind_named
from crowd.kinds.question import Question

#: The file in a folder.
FORM = "form.json"


class FormRefused(ValueError):
    """A form cannot be used: the message says what is wrong, where, and what to do."""


def read_form(folder: Path) -> Question | None:
    """Read the form of a folder; None if there is none, or it asks for one of several options.

    Raises:
        FormRefused: It cannot be read, or asks what cannot be replayed.
    """
    path = folder / FORM
    if not path.exists():
        return None
    try:
        form = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise FormRefused(f"{path} is not JSON: {error}.") from None
    questions = form.get("questions") if isinstance(form, dict) else None
    if not isinstance(questions, list) or not all(isinstance(one, dict) for one in questions):
        raise FormRefused(f'{path} needs a list "questions", each with a "kind", a "text" and a "config".')
    if len(questions) != 1:
        raise FormRefused(f"{path} has {len(questions)} questions; a form has one.")
    return _read_question(path, questions[0])


def _read_question(path: Path, question: dict[str, Any]) -> Question | None:
    name = question.get("kind")
    names = [kind.name for kind in KINDS]
    if name not in names:
        raise FormRefused(f"{path}: there is no kind {name!r}; the kinds are {', '.join(names)}.")
    kind = kind_named(str(name))
    if kind.has_codes:
        # Its options are the labels of the answers.
        return None
    try:
        config = kind.read_config(json.dumps(question.get("config", {})))
    except (TypeError, ValueError, KeyError) as error:
        raise FormRefused(f'{path}: the "config" of the question does not fit its kind: {error}.') from None
    return Question(id=QuestionId(0), kind=kind, text=str(question.get("text", "")), config=config)
