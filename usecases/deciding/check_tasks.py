"""Looks at all tasks of a large project page by page: mixes in its gold, and follows people who left or came back."""

from crowd.deciding.policy import RULE_VERSION
from crowd.ids import ContributorId
from crowd.projects.project import Project, ProjectState
from storage.answering.tasks import tasks_for_nobody
from storage.deciding.gold import GOLD_AT_ONCE, Rows, mix_in_gold, set_gold
from storage.deciding.task_checks import (
    Checking,
    begin_checking,
    go_on_checking,
    last_row_of_page,
    next_to_check,
    turned_tasks,
)
from storage.projects.projects import find_project
from storage.projects.questions import list_questions
from storage.tx import Tx
from usecases.answering.wake_waiting import wake_for_task
from usecases.deciding.close_exhausted import close_exhausted
from usecases.terms import Terms

#: What is done in the transaction that launches a project: more is left to a tick.
TASKS_AT_ONCE = 2000
DECIDED_AT_ONCE = 50
#: What a tick does in one transaction, so that it never holds the writer for long.
_ROWS_A_PAGE = 500
_DECIDED_A_PAGE = 20
_LAUNCHED = {ProjectState.RUNNING, ProjectState.PAUSED, ProjectState.COMPLETED}
#: No contributor has this id: nobody is left out when others are woken.
_NOBODY = ContributorId(0)


def prepare_tasks(tx: Tx, project: Project, *, at: int) -> None:
    """Mix in the gold of a project that was just launched, and close its tasks for people who have all left.

    Nothing later would close those. A tick goes on with a large project, and until that is done nothing of it is
    offered.
    """
    if project.n_gold > GOLD_AT_ONCE:
        begin_checking(tx, project.id, is_preparing=True)
        return
    set_gold(tx, project.id, project.question)
    _mix_in(tx, project, None, at=at)
    if project.n_tasks > TASKS_AT_ONCE:
        begin_checking(tx, project.id, is_preparing=False)
        return
    for_nobody = tasks_for_nobody(tx, project.id, limit=DECIDED_AT_ONCE)
    for task_id in for_nobody:
        close_exhausted(tx, task_id, at=at)
    if len(for_nobody) == DECIDED_AT_ONCE:
        begin_checking(tx, project.id, is_preparing=False)


def check_tasks(tx: Tx, *, terms: Terms, at: int) -> bool:
    """Look at a page of tasks of a project that waits for it; False if none does."""
    checking = next_to_check(tx)
    if checking is None:
        return False
    last = None
    if checking.state in _LAUNCHED:
        last = last_row_of_page(tx, checking.project_id, after=checking.after, limit=_ROWS_A_PAGE)
    go_on_checking(
        tx, checking, after=None if last is None else _check(tx, checking, last, terms=terms, at=at), at=at
    )
    return True


def _check(tx: Tx, checking: Checking, last: int, *, terms: Terms, at: int) -> int:
    """Look at a page of tasks; return the last row that was looked at."""
    rows = Rows(after=checking.after, last=last)
    project = find_project(tx, checking.project_id)
    if checking.is_preparing and project is not None:
        set_gold(tx, project.id, project.question, rows=rows)
        _mix_in(tx, project, rows, at=at)
    turned = turned_tasks(tx, checking.project_id, after=checking.after, last=last, limit=_DECIDED_A_PAGE)
    for task_id, _ in turned:
        decision = close_exhausted(tx, task_id, at=at)
        wake_for_task(tx, decision, but=_NOBODY, terms=terms, at=at)
    return turned[-1][1] if len(turned) == _DECIDED_A_PAGE else last


def _mix_in(tx: Tx, project: Project, rows: Rows | None, *, at: int) -> None:
    """Mix gold in among the other tasks, if there are any.

    Of several questions only the first has known answers, so such tasks are asked like any others.
    """
    method, version = project.question.kind.method
    if 0 < project.n_gold < project.n_tasks and len(list_questions(tx, project.id)) == 1:
        mix_in_gold(
            tx,
            project.id,
            project.question.id,
            rows=rows,
            rule_version=RULE_VERSION,
            method=method,
            method_version=version,
            at=at,
        )
