"""The document of each project that is not launched yet. Launching it spreads it over the project and its questions."""

from crowd.deciding.skill import SkillPrior
from crowd.ids import ProjectId
from crowd.projects.draft import Draft, read_draft, write_draft
from storage.projects.questions import write_conditions
from storage.tx import Tx


def find_draft(tx: Tx, project_id: ProjectId) -> Draft | None:
    """Return what is set up so far of a project; None if it was launched."""
    row = tx.one("SELECT draft FROM project WHERE id = :id", {"id": project_id})
    return None if row is None or row["draft"] is None else read_draft(row["draft"])


def put_draft(tx: Tx, project_id: ProjectId, draft: Draft, *, at: int) -> None:
    """Store what is set up so far of a project that is not launched yet."""
    tx.execute(
        """
        UPDATE project SET draft = :draft, changed_at = max(:at, changed_at + 1, coalesce(
            (SELECT shown_at + 1 FROM panel WHERE project_id = :id), 0))
        WHERE id = :id AND launched_at IS NULL
        """,
        {"id": project_id, "draft": write_draft(draft), "at": at},
    )


def spread_draft(tx: Tx, project_id: ProjectId, draft: Draft, *, prior: SkillPrior) -> None:
    """Store what a draft says in the rows of its project and its questions, which say it from now on.

    Args:
        tx: The transaction.
        project_id: The project.
        draft: What is set up.
        prior: What is expected of people's skill at a question that has no row yet.
    """
    tx.execute(
        """
        UPDATE project SET draft = NULL, name = :name, language = :language, topic = :topic, budget = :budget,
            deadline_at = :deadline
        WHERE id = :id
        """,
        {
            "id": project_id,
            "name": draft.name,
            "language": draft.subject.language,
            "topic": draft.subject.topic,
            "budget": draft.limits.budget,
            "deadline": draft.limits.deadline_at,
        },
    )
    tx.many(
        """
        INSERT INTO question (project_id, position, kind, text, config, target, min_answers, max_answers, margin,
            nothing_code, nothing_run, conditions, prior_right, prior_wrong)
        VALUES (:project, :position, :kind, :text, :config, :target, :min, :max, :margin, :nothing, :run,
            :conditions, :right, :wrong)
        ON CONFLICT (project_id, position) DO UPDATE SET kind = excluded.kind, text = excluded.text,
            config = excluded.config, target = excluded.target, min_answers = excluded.min_answers,
            max_answers = excluded.max_answers, margin = excluded.margin, nothing_code = excluded.nothing_code,
            nothing_run = excluded.nothing_run, conditions = excluded.conditions
        """,
        [
            {
                "project": project_id,
                "position": position,
                "kind": question.kind.name,
                "text": question.text,
                "config": question.kind.write_config(question.config),
                "target": question.rule.target,
                "min": question.rule.min_answers,
                "max": question.rule.max_answers,
                "margin": question.rule.margin,
                "nothing": question.rule.nothing.label if question.rule.nothing else None,
                "run": question.rule.nothing.run if question.rule.nothing else None,
                "conditions": write_conditions(question.conditions),
                "right": prior.right,
                "wrong": prior.wrong,
            }
            for position, question in enumerate(draft.questions)
        ],
    )
