"""Turns a file of tasks into a draft project, and begins the dialogue about it."""

from crowd.deciding.policy import StopRule
from crowd.deciding.skill import DEFAULT_PRIOR
from crowd.errors import ValueRefused
from crowd.files.task_file import Contents, TaskFile
from crowd.ids import ContributorId, ProjectId
from crowd.kinds import Kind, kind_named
from crowd.people.visitors import Visitor
from crowd.projects.draft import FIRST_STEP, Draft, DraftQuestion
from crowd.projects.efforts import FIRST_EFFORT
from crowd.projects.project import MAX_NAME
from storage.answering.tasks import add_audience, add_tasks, new_task
from storage.conversation.expecting import Expected, expect
from storage.conversation.out_types import OutType
from storage.conversation.outbox import Priority, add_out
from storage.drafting.dialogues import Dialogue, put_dialogue
from storage.governing.events import EventType
from storage.projects.counts import next_ranks, set_task_counts
from storage.projects.projects import add_project
from storage.tx import Tx
from usecases.check_access import check_requester
from usecases.check_quotas import check_room
from usecases.drafting.put_aside import put_aside
from usecases.governing.keep_history import keep_of_project
from usecases.people.subscribing.meet import meet
from usecases.terms import Terms


def import_tasks(tx: Tx, file: TaskFile, *, name: str, by: Visitor, terms: Terms, at: int) -> ProjectId:
    """Store all tasks of a file, or none, and begin the dialogue about the rest.

    Raises:
        NotRequester: The sender may not ask people.
        ValueRefused: There are more tasks than this bot accepts, in one file or from one requester.
    """
    meet(tx, by, at=at)
    project_id, first_rank = make_project(tx, file.contents, name=name, by=by.id, terms=terms, at=at)
    tasks = (new_task(place, row) for place, row in enumerate(file.rows))
    add_tasks(tx, project_id, tasks, level=0, first_rank=first_rank)
    for row in file.rows:
        if row.contributors:
            add_audience(tx, project_id, row.key, row.contributors)
    begin_dialogue(tx, project_id, by=by.id, n_tasks=file.contents.n_tasks, at=at)
    return project_id


def make_project(
    tx: Tx, contents: Contents, *, name: str, by: ContributorId, terms: Terms, at: int
) -> tuple[ProjectId, int]:
    """Make a draft for the tasks of a file; return its id and the rank of its first task.

    Raises:
        NotRequester: They may not ask people.
        ValueRefused: There are more tasks than this bot accepts, in one file or from one requester.
    """
    check_requester(tx, by, terms=terms)
    if contents.n_tasks > terms.most_tasks:
        raise ValueRefused("tasks-too-many", {"found": contents.n_tasks, "most": terms.most_tasks})
    check_room(tx, by, n_tasks=contents.n_tasks, terms=terms)
    project_id = add_project(
        tx,
        by,
        new_draft(name_from_file(name), kind_named(contents.kind)),
        content_columns=contents.content_columns,
        has_keys=contents.has_id,
        prior=DEFAULT_PRIOR,
        at=at,
    )
    set_task_counts(
        tx,
        project_id,
        n_tasks=contents.n_tasks,
        n_gold=contents.n_gold,
        has_open=contents.n_for_some < contents.n_tasks,
        has_named=contents.n_for_some > 0,
    )
    return project_id, next_ranks(tx, project_id, contents.n_tasks)


def new_draft(name: str, kind: Kind) -> Draft:
    """Return a draft that asks one question, of which nothing is set up yet."""
    rule = StopRule(
        target=FIRST_EFFORT.target, min_answers=FIRST_EFFORT.fewest, max_answers=FIRST_EFFORT.most
    )
    question = DraftQuestion(kind=kind, text="", config=kind.read_config("{}"), rule=rule)
    return Draft(name=name, questions=(question,))


def begin_dialogue(tx: Tx, project_id: ProjectId, *, by: ContributorId, n_tasks: int, at: int) -> None:
    """Show the first task of those that were imported as it will look, then ask the first step of the dialogue."""
    keep_of_project(tx, project_id, by, EventType.IMPORTED, by=by, reason=str(n_tasks), at=at)
    put_aside(tx, by, at=at)
    put_dialogue(tx, by, Dialogue(project_id=project_id, step=FIRST_STEP, spot=None))
    expect(tx, by, Expected.STEP, at=at)
    preview: dict[str, object] = {"skip": 0}
    add_out(tx, OutType.PREVIEW, by, ref=project_id, body=preview, priority=Priority.REPLY, due_at=at)
    add_out(tx, OutType.DIALOGUE, by, ref=project_id, priority=Priority.REPLY, due_at=at)


def name_from_file(name: str) -> str:
    """Return a first name for a project: its file's name, without folders and extension."""
    stem = name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").split())[:MAX_NAME] or "tasks"
