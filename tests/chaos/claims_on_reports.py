"""Claims about the requester's files: they match the database."""

from collections import Counter

from claims import Breaches, claims
from evidence import Evidence, Report


@claims("the report equals the database")
def report_equals_database(evidence: Evidence) -> Breaches:
    """What the requester got is what is stored, row by row."""
    for project, report in evidence.reports.items():
        yield from _results_differ(evidence, project, report)
        yield from _answers_differ(evidence, project, report)


def _results_differ(evidence: Evidence, project: int, report: Report) -> Breaches:
    sql = """
        SELECT t.key, coalesce(b.n_answers, 0) AS n_answers, t.n_skips, t.state, c.reason,
            json_extract(q.config, '$.options[' || b.label || ']') AS option
        FROM task t JOIN question q ON q.project_id = t.project_id AND q.position = 0
        LEFT JOIN task_question b ON b.task_id = t.id AND b.question_id = q.id
        LEFT JOIN consensus c ON c.task_id = t.id AND c.reopened_at IS NULL
        WHERE t.project_id = :id ORDER BY t.row_number
    """
    with evidence.rows() as rows:
        stored = [
            (
                row["key"],
                str(row["n_answers"]),
                str(row["n_skips"]),
                row["state"].lower(),
                row["option"] or "",
                row["reason"] or "",
            )
            for row in rows.execute(sql, {"id": project})
        ]
    names = ("id", "answers", "skips", "state", "label", "reason")
    told = [tuple(row[name] for name in names) for row in report.results]
    yield from _differ(f"results of project {project}", told, stored)


def _answers_differ(evidence: Evidence, project: int, report: Report) -> Breaches:
    sql = """
        SELECT t.key, n.version, n.counted,
            CASE WHEN EXISTS (SELECT 1 FROM audience m
                WHERE m.task_id = t.id AND m.contributor_id = n.contributor_id)
                THEN s.named_key ELSE s.key END AS person,
            json_extract(q.config, '$.options[' || n.label || ']') AS option
        FROM answer n JOIN task t ON t.id = n.task_id JOIN question q ON q.id = n.question_id
        LEFT JOIN pseudonym s ON s.contributor_id = n.contributor_id AND s.project_id = t.project_id
        WHERE t.project_id = :id
    """
    with evidence.rows() as rows:
        stored = sorted(
            (row["key"], row["person"], row["option"], str(row["version"]), "yes" if row["counted"] else "no")
            for row in rows.execute(sql, {"id": project})
        )
    names = ("id", "contributor", "label", "version", "counted")
    told = sorted(tuple(row[name] for name in names) for row in report.answers)
    yield from _differ(f"answers of project {project}", told, stored)


def _differ(what: str, told: list[tuple[str, ...]], stored: list[tuple[str, ...]]) -> Breaches:
    only_told, only_stored = Counter(told) - Counter(stored), Counter(stored) - Counter(told)
    if only_told or only_stored:
        yield f"{what}: the file has {list(only_told)}, the database {list(only_stored)}"
