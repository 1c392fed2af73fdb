"""Reads form.json: the question that the answers of a folder are to, if it is no choice of one label."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crowd.errors import ValueRefused
from crowd.ids import QuestionId
from crowd.kinds import Kind, all_kinds, kind_named
from crowd.kinds.question import Question
from handlers.refusals import refusal_for
from handlers.texts import DEFAULT_LOCALE, texts_in

#: The file in a folder.
FORM = "form.json"
#: Where somebody who wrote a wrong one finds right ones.
_SEE = "docs/command-line/replay.md has an example for each kind"


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
    """Read the form of a folder; None if there is none, or if its question needs none because labels say it all.

    Raises:
        FormRefused: It cannot be read, or asks what cannot be replayed.
    """
    path = folder / FORM
    if not path.exists():
        return None
    try:
        form = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise FormRefused(f"{path} is not JSON: {error}. Correct it; {_SEE}.") from None
    questions = form.get("questions") if isinstance(form, dict) else None
    if not isinstance(questions, list) or not all(isinstance(one, dict) for one in questions):
        raise FormRefused(f'{path} needs a list "questions" with a "kind", a "text" and a "setup": {_SEE}.')
    if len(questions) != 1:
        raise FormRefused(f"{path} has {len(questions)} questions; a form has one. Make a folder for each.")
    return _read_question(path, questions[0])


def _read_question(path: Path, question: dict[str, Any]) -> Asked | None:
    name = question.get("kind")
    names = [kind.name for kind in all_kinds()]
    if name not in names:
        raise FormRefused(f'{path}: there is no kind {name!r}. Make "kind" one of {", ".join(names)}.')
    kind = kind_named(str(name))
    if kind.labels_are_options:
        return None
    text = question.get("text", "")
    if not isinstance(text, str):
        raise FormRefused(f'{path}: "text" is {json.dumps(text)}. Write the question there, in quotes.')
    typed = _setup(path, kind, question)
    return Asked(
        question=Question(id=QuestionId(0), kind=kind, text=text, config=_configure(path, kind, typed)),
        typed=tuple(typed.values()),
    )


def _setup(path: Path, kind: Kind, question: dict[str, Any]) -> dict[str, str]:
    """Return what a requester would type at each step of the dialogue.

    Raises:
        FormRefused: A step has no text, or a text has no step.
    """
    given = question.get("setup", {})
    steps = {step.lower(): step for step in kind.steps}
    if not isinstance(given, dict):
        raise FormRefused(f'{path}: "setup" is no object. It needs {_names(steps)}: {_SEE}.')
    unknown = [name for name in given if name not in steps]
    if unknown:
        raise FormRefused(
            f'{path}: "setup" has {_names(unknown)}, which a question of the kind {kind.name} does not have. '
            f"It has {_names(steps)}."
        )
    missing = [name for name in steps if not str(given.get(name, "")).strip()]
    if missing:
        raise FormRefused(f'{path}: "setup" has nothing for {_names(missing)}. Add it; {_SEE}.')
    return {step: str(given[name]) for name, step in steps.items()}


def _configure(path: Path, kind: Kind, typed: dict[str, str]) -> Any:
    config = kind.read_config("{}")
    for step, text in typed.items():
        try:
            config = kind.configure(config, step, text)
        except ValueRefused as refused:
            # The reason in the words of the dialogue, which also say what can be typed.
            reply = refusal_for(refused)
            why = " ".join(texts_in(DEFAULT_LOCALE)(reply.key, reply.args).split())
            raise FormRefused(
                f'{path}: {text!r} cannot be the "{step.lower()}" of the question. {why}'
            ) from None
    return config


def _names(steps: Iterable[str]) -> str:
    return ", ".join(f'"{step}"' for step in steps)
