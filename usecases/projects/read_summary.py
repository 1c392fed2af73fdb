"""Reads a summary of a project's results, for a few lines in the chat beside the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crowd.answering.assignments import SkipReason
from crowd.ids import ProjectId
from crowd.kinds import Value
from crowd.projects.project import Project
from storage.answering.skips import count_troubled
from storage.projects.projects import find_project
from storage.projects.summaries import DoubtfulTask, count_values, least_certain
from storage.tx import Tx

#: How many of the least certain tasks to show as examples: enough to see what they have in common.
SHOWN_DOUBTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """A summary of a project's results."""

    project: Project
    values: Sequence[tuple[Value, int]]  #: what tasks were decided as, and how many, the commonest first
    doubts: Sequence[DoubtfulTask]  #: the least certain tasks, short of the target
    troubled: Mapping[SkipReason, int]  #: tasks that somebody skipped, by reason


def read_summary(tx: Tx, project_id: ProjectId) -> SummaryView | None:
    """Return a summary of a project's results, or None if there is no such project."""
    project = find_project(tx, project_id)
    if project is None:
        return None
    return SummaryView(
        project=project,
        values=count_values(tx, project_id),
        doubts=least_certain(tx, project_id, below=project.rule.target, limit=SHOWN_DOUBTS),
        troubled=count_troubled(tx, project_id),
    )
