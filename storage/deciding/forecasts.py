"""The data behind a forecast of answers: the state of some of a project's tasks, and skills in earlier projects."""

from collections import Counter

from crowd.answering.tasks import TaskState
from crowd.ids import ProjectId
from crowd.projects.project import Project, ProjectState
from crowd.simulated.forecast import Progress
from storage.tx import Tx

#: How many tasks to look at, spread over the file: as good as all of them, at a cost that does not grow.
SAMPLE = 1000
#: How many earlier projects show how able people are, and the fewest answers such a project needs.
_EARLIER = 10
_TELLING_ANSWERS = 200


def read_progress(tx: Tx, project: Project) -> Progress:
    """Return the progress of a project."""
    patterns: dict[TaskState, Counter[tuple[int, int]]] = {state: Counter() for state in TaskState}
    room, has_named = 0, False
    for row in tx.execute(
        _sample(_rows_of(tx, project.id)), {"project": project.id, "question": project.question.id}
    ):
        state, n_answers = TaskState(row["state"]), row["n_answers"]
        patterns[state][n_answers, round(row["vote_share"] * n_answers)] += 1
        if state is TaskState.OPEN:
            most = project.rule.max_answers if row["audience"] is None else row["audience"]
            room += max(min(most, project.rule.max_answers) - n_answers, 0)
            has_named = has_named or row["audience"] is not None
    # The launch closes gold, unless there is nothing else.
    is_mixed = project.state is ProjectState.DRAFT and project.n_gold < project.n_tasks
    gold = project.n_gold if is_mixed else 0
    return Progress(
        n_answers=project.n_answers,
        n_open=project.n_tasks - project.n_closed - gold,
        open=patterns[TaskState.OPEN],
        closed=patterns[TaskState.CLOSED],
        n_askable=room if has_named else None,
    )


def earlier_skills(tx: Tx, project: Project) -> list[float]:
    """Return the mean skill in each of the newest other projects with enough answers to the same kind of question."""
    rows = tx.execute(
        """
        SELECT prior_right / (prior_right + prior_wrong) AS mean FROM question
        WHERE model IS NOT NULL AND n_fitted >= :telling AND project_id <> :project AND kind = :kind
        ORDER BY id DESC LIMIT :most
        """,
        {
            "telling": _TELLING_ANSWERS,
            "project": project.id,
            "kind": project.question.kind.name,
            "most": _EARLIER,
        },
    )
    return [float(row["mean"]) for row in rows]


def _rows_of(tx: Tx, project_id: ProjectId) -> range:
    """The row numbers of the tasks to look at."""
    ends = tx.one(
        """
        SELECT (SELECT min(row_number) FROM task WHERE project_id = :id) AS first,
            (SELECT max(row_number) FROM task WHERE project_id = :id) AS last
        """,
        {"id": project_id},
    )
    if ends is None or ends["first"] is None:
        return range(0)
    first, last = int(ends["first"]), int(ends["last"])
    return range(first, last + 1, (last - first) // SAMPLE + 1)


def _sample(rows: range) -> str:
    numbers = ", ".join(map(str, rows))
    return f"""
        SELECT t.state, coalesce(b.n_answers, 0) AS n_answers, coalesce(b.vote_share, 0.0) AS vote_share,
            CASE WHEN t.named THEN (SELECT count(*) FROM audience m WHERE m.task_id = t.id) END AS audience
        FROM task t LEFT JOIN task_question b ON b.task_id = t.id AND b.question_id = :question
        WHERE t.project_id = :project AND t.row_number IN ({numbers})
    """
