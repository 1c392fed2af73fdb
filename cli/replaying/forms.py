"""Reads form.json: the question that the answers of a folder are to, if it is no choice of one label."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crowd.errors import ValueRefused
from crowd.ids import QuestionId
from crowd.kinds import KINDS, Kind, kind_named
from crowd.kinds.question import Question

#: The file in a folder.
FORM = "form.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a form.

    Attributes:
        question: The question.
        typed: What a requester types to set it up, step by step.
    """

    question: Question
    typed: tuple[str, ...]


class FormRefused(ValueError):
    """A form cannot be used: the message says what is wrong, where, and what to do."""


def read_form(folder: Path) -> Asked | None:
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
        raise FormRefused(f'{path} needs a list "questions", each with a "kind", a "text" and a "setup".')
    if len(questions) != 1:
        raise FormRefused(f"{path} has {len(questions)} questions; a form has one.")
    return _read_question(path, questions[0])


def _read_question(path: Path, question: dict[str, Any]) -> Asked | None:
    name = question.get("kind")
    names = [kind.name for kind in KINDS]
    if name not in names:
        raise FormRefused(f"{path}: there is no kind {name!r}; the kinds are {', '.join(names)}.")
    kind = kind_named(str(name))
    if kind.has_codes:
        # Its options are the labels of the answers.
        return None
    typed = _setup(kind, question)
    missing = [step.lower() for step, text in typed.items() if not text]
    if missing:
        raise FormRefused(f'{path}: "setup" has nothing for {", ".join(missing)}.')
    config = kind.read_config("{}")
    for step, text in typed.items():
        try:
            config = kind.configure(config, step, text)
        except ValueRefused:
            raise FormRefused(f"{path}: {text!r} cannot be the {step.lower()} of the question.") from None
    return Asked(
        question=Question(id=QuestionId(0), kind=kind, text=str(question.get("text", "")), config=config),
        typed=tuple(typed.values()),
    )


def _setup(kind: Kind, question: dict[str, Any]) -> dict[str, str]:
    """Return what a requester would type at each step of the dialogue; empty where a form does not say it."""
    setup = question.get("setup")
    given = setup if isinstance(setup, dict) else {}
    return {step: str(given.get(step.lower(), "")) for step in kind.steps}
