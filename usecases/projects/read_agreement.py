"""Measures how well people agree in a project: answers are read in a snapshot and measured outside it."""

from dataclasses import dataclass

import numpy as np

from crowd.agreement import Agreement, NamedAgreement
from crowd.ids import ContributorId, ProjectId
from crowd.kinds import Value
from crowd.projects.project import Project
from storage.projects.projects import find_project, list_launched
from storage.projects.reports import counted_answers
from storage.tx import Tx

#: The most projects to choose from: one screen of buttons.
CHOICE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementInput:
    """A project, its counted answers as (task id, contributor id, answer), and each contributor's language."""

    project: Project
    triples: list[tuple[int, int, Value]]
    language_of: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgreementView:
    """How well people agree in a project, also by language if its contributors speak several."""

    project: Project
    found: Agreement
    names: tuple[str, ...]  #: what the options are called, by their codes
    languages: tuple[tuple[str, Agreement], ...]


def list_choice(tx: Tx, requester_id: ContributorId) -> list[Project]:
    """Return the launched projects that a requester can choose from, newest first."""
    return list_launched(tx, requester_id, limit=CHOICE)


def read_agreement(tx: Tx, project_id: ProjectId) -> AgreementInput | None:
    """Return what to measure, or None if there is no such project."""
    project = find_project(tx, project_id)
    if project is None:
        return None
    triples: list[tuple[int, int, Value]] = []
    language_of: dict[int, str] = {}
    for task, contributor, value, language in counted_answers(tx, project_id):
        triples.append((task, contributor, value))
        language_of[contributor] = language
    return AgreementInput(project=project, triples=triples, language_of=language_of)


def measure(data: AgreementInput) -> AgreementView:
    """Measure agreement. This is pure work on arrays, so run it outside the event loop and any transaction.

    The same answers always give the same ranges, because the project's id seeds the samples.
    """
    rng = np.random.default_rng(data.project.id)
    languages = sorted(set(data.language_of.values()))
    groups = [
        (language, _measure(data, [t for t in data.triples if data.language_of[t[1]] == language], rng).found)
        for language in languages
        if len(languages) > 1
    ]
    whole = _measure(data, data.triples, rng)
    return AgreementView(project=data.project, found=whole.found, names=whole.names, languages=tuple(groups))


def _measure(
    data: AgreementInput, triples: list[tuple[int, int, Value]], rng: np.random.Generator
) -> NamedAgreement:
    question = data.project.question
    return question.kind.measure(triples, question.config, rng=rng)
