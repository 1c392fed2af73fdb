"""Measures how well people agree in a project: answers are read in a snapshot and measured outside it."""

from dataclasses import dataclass

import numpy as np

from crowd.agreement import Agreement, measure_agreement, measure_groups
from crowd.answers import code_answers
from crowd.ids import ContributorId, ProjectId
from crowd.projects.project import Project
from storage.projects.projects import find_project, list_launched
from storage.projects.reports import counted_answers
from storage.tx import Tx

#: The most projects to choose from: one screen of buttons.
CHOICE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementInput:
    """A project, its counted answers as (task id, contributor id, label), and each contributor's language."""

    project: Project
    triples: list[tuple[int, int, int]]
    language_of: dict[int, str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AgreementView:
    """How well people agree in a project, also by language if its contributors speak several."""

    project: Project
    found: Agreement
    languages: tuple[tuple[str, Agreement], ...]


def list_choice(tx: Tx, requester_id: ContributorId) -> list[Project]:
    """Return the launched projects that a requester can choose from, newest first."""
    return list_launched(tx, requester_id, limit=CHOICE)


def read_agreement(tx: Tx, project_id: ProjectId) -> AgreementInput | None:
    """Return what to measure, or None if there is no such project."""
    project = find_project(tx, project_id)
    if project is None:
        return None
    triples: list[tuple[int, int, int]] = []
    language_of: dict[int, str] = {}
    for task, contributor, label, language in counted_answers(tx, project_id):
        triples.append((task, contributor, label))
        language_of[contributor] = language
    return AgreementInput(project=project, triples=triples, language_of=language_of)


def measure(data: AgreementInput) -> AgreementView:
    """Measure agreement. This is pure work on arrays, so run it outside the event loop and any transaction.

    The same answers always give the same ranges, because the project's id seeds the samples.
    """
    # A project without options has no answers either, but arrays need at least one label.
    labels = range(max(len(data.project.options), 1))
    coded = code_answers(data.triples, labels=labels)
    rng = np.random.default_rng(data.project.id)
    languages = sorted(set(data.language_of.values()))
    groups: tuple[Agreement, ...] = ()
    if len(languages) > 1:
        spoken = [languages.index(data.language_of[person]) for person in coded.contributors]
        of_contributor = np.array(spoken, dtype=np.int64)
        groups = measure_groups(coded.codes, of_contributor[coded.codes.contributor], len(languages))
    return AgreementView(
        project=data.project,
        found=measure_agreement(coded.codes, rng=rng),
        languages=tuple(zip(languages, groups, strict=True)) if groups else (),
    )
