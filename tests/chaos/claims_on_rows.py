"""Claims about the database: data stored in two places matches, and everything given up has a reason."""

from claims import Breaches, claims
from evidence import Evidence

from storage.checking.ledger import read_ledger

#: Rounding of sums that were added up in another order.
NEARLY = 1e-6


@claims("every update confirmed to Telegram took effect")
def confirmed_took_effect(evidence: Evidence) -> Breaches:
    """Telegram gives a confirmed update never again, so it must be in the database, and done."""
    with evidence.rows() as rows:
        inbox = {row[0]: row[1] for row in rows.execute("SELECT update_id, state FROM inbox")}
        answered = {row[0] for row in rows.execute("SELECT update_id FROM answer")}
    for update_id in evidence.story.confirmed:
        state = inbox.get(update_id)
        if state is None and update_id not in answered:
            yield f"update {update_id} was confirmed and is lost"
        elif state == "PENDING":
            yield f"update {update_id} was confirmed and has not been handled"


@claims("no update is given up")
def none_is_given_up(evidence: Evidence) -> Breaches:
    """Whatever happens around the bot, an update is handled in the end."""
    with evidence.rows() as rows:
        for row in rows.execute("SELECT update_id, attempts FROM inbox WHERE state = 'DEAD'"):
            yield f"update {row[0]} was given up after {row[1]} attempts"


@claims("counters equal counts")
def counters_equal_counts(evidence: Evidence) -> Breaches:
    """Every number that is kept beside the rows is what counting the rows gives."""
    with evidence.rows() as rows:
        for name, sql in _COUNTERS.items():
            for row in rows.execute(sql):
                if abs(row["kept"] - row["counted"]) > NEARLY:
                    yield f"{name} {row['id']} says {row['kept']}, counted are {row['counted']}"


#: For each counter: the thing it is of, what is kept, and what the rows amount to.
_COUNTERS = {
    "n_answers of task_question": """
        SELECT b.task_id AS id, b.n_answers AS kept, (SELECT count(*) FROM answer n
            WHERE n.task_id = b.task_id AND n.question_id = b.question_id AND n.counted) AS counted FROM task_question b
        UNION ALL SELECT n.task_id AS id, 0 AS kept, count(*) AS counted FROM answer n
        WHERE n.counted AND NOT EXISTS (
            SELECT 1 FROM task_question b WHERE b.task_id = n.task_id AND b.question_id = n.question_id)
        GROUP BY n.task_id
    """,
    "n_offered of task": """
        SELECT t.id, t.n_offered AS kept, (SELECT count(*) FROM assignment a
            WHERE a.task_id = t.id AND a.state = 'OFFERED') AS counted FROM task t
    """,
    "n_skips of task": """
        SELECT t.id, t.n_skips AS kept, (SELECT count(*) FROM assignment a
            WHERE a.task_id = t.id AND a.skip_reason IS NOT NULL) AS counted FROM task t
    """,
    "n_answers of project": """
        SELECT p.id, p.n_answers AS kept, (SELECT count(*) FROM answer n JOIN task t ON t.id = n.task_id
            WHERE t.project_id = p.id AND n.counted) AS counted FROM project p
    """,
    "n_tasks of project": """
        SELECT p.id, p.n_tasks AS kept, (SELECT count(*) FROM task WHERE project_id = p.id) AS counted FROM project p
    """,
    "n_closed of project": """
        SELECT p.id, p.n_closed AS kept, (SELECT count(*) FROM task
            WHERE project_id = p.id AND state = 'CLOSED') AS counted FROM project p
    """,
    "n_gold of project": """
        SELECT p.id, p.n_gold AS kept, (SELECT count(*) FROM task
            WHERE project_id = p.id AND gold IS NOT NULL) AS counted FROM project p
    """,
    "n_offered of project": """
        SELECT p.id, p.n_offered AS kept, (SELECT count(*) FROM assignment a JOIN task t ON t.id = a.task_id
            WHERE t.project_id = p.id AND a.state = 'OFFERED') AS counted FROM project p
    """,
    "n_stated of project": """
        SELECT p.id, p.n_stated AS kept, (SELECT count(*)
            FROM consensus c JOIN task t ON t.id = c.task_id WHERE t.project_id = p.id AND t.state = 'CLOSED'
            AND c.reopened_at IS NULL AND t.gold IS NULL AND c.n_answers > 0) AS counted FROM project p
    """,
    "n of closed_by": """
        SELECT b.project_id AS id, b.n AS kept, (SELECT count(*)
            FROM consensus c JOIN task t ON t.id = c.task_id WHERE t.project_id = b.project_id
            AND c.reopened_at IS NULL AND c.reason = b.reason) AS counted FROM closed_by b
    """,
    "reserved of star_day": """
        SELECT d.day AS id, d.reserved AS kept, (SELECT count(*) FROM outbox o
            WHERE o.stars_day = d.day AND o.state = 'SENDING') AS counted FROM star_day d
    """,
    "n_late of project": """
        SELECT p.id, p.n_late AS kept, (SELECT count(*) FROM assignment a JOIN task t ON t.id = a.task_id
            WHERE t.project_id = p.id AND a.state = 'ANSWERED' AND NOT EXISTS (
                SELECT 1 FROM answer n WHERE n.assignment_id = a.id AND n.counted)) AS counted FROM project p
    """,
    "n_skips of project": """
        SELECT p.id, p.n_skips AS kept, (SELECT coalesce(sum(n_skips), 0) FROM task
            WHERE project_id = p.id) AS counted FROM project p
    """,
    "confidence_sum of project": """
        SELECT p.id, p.confidence_sum AS kept, (SELECT coalesce(sum(c.confidence), 0)
            FROM consensus c JOIN task t ON t.id = c.task_id WHERE t.project_id = p.id AND t.state = 'CLOSED'
            AND c.reopened_at IS NULL AND t.gold IS NULL AND c.n_answers > 0) AS counted FROM project p
    """,
}


@claims("no task has more answers than the maximum")
def none_above_the_maximum(evidence: Evidence) -> Breaches:
    """Asking stops where the requester said, and whoever holds a task that is not mixed in can still be counted."""
    sql = """
        SELECT t.id, b.n_answers, t.n_offered, q.max_answers
        FROM task t JOIN task_question b ON b.task_id = t.id JOIN question q ON q.id = b.question_id
        WHERE b.n_answers > q.max_answers OR (b.n_answers + t.n_offered > q.max_answers AND NOT t.mixed)
    """
    with evidence.rows() as rows:
        for row in rows.execute(sql):
            counted, held = row["n_answers"], row["n_offered"]
            yield f"task {row['id']} has {counted} answers and {held} in flight; at most are {row['max_answers']}"


@claims("a task is closed once, and an open one is not")
def closed_once(evidence: Evidence) -> Breaches:
    """A closed task has one consensus that holds, an open one none."""
    sql = """
        SELECT t.id, t.state, (SELECT count(*) FROM consensus c
            WHERE c.task_id = t.id AND c.reopened_at IS NULL) AS held FROM task t
    """
    with evidence.rows() as rows:
        for row in rows.execute(sql):
            if row["held"] != (row["state"] == "CLOSED"):
                yield f"task {row['id']} is {row['state']} and has {row['held']} consensus rows that hold"


@claims("skills equal those recomputed from answers")
def skills_equal_answers(evidence: Evidence) -> Breaches:
    """A skill is the sum of what its owner's answers gave."""
    sql = """
        SELECT s.contributor_id AS id, s."right" AS kept, s.answered, coalesce(sum(n.credit), 0.0) AS summed,
            count(n.credit) AS counted
        FROM skill s LEFT JOIN answer n ON n.question_id = s.question_id
            AND n.contributor_id = s.contributor_id AND n.counted
        GROUP BY s.question_id, s.contributor_id
    """
    with evidence.rows() as rows:
        for row in rows.execute(sql):
            if abs(row["kept"] - row["summed"]) > NEARLY:
                yield f"person {row['id']} is credited {row['kept']}; their answers give {row['summed']}"
            if row["answered"] != row["counted"]:
                yield f"person {row['id']} is said to have {row['answered']} answers; counted are {row['counted']}"
        unweighed = rows.execute("SELECT count(*) FROM answer WHERE counted AND credit IS NULL").fetchone()[0]
        has_project = rows.execute("SELECT EXISTS (SELECT 1 FROM project)").fetchone()[0]
    if unweighed:
        yield f"{unweighed} answers count and gave their authors nothing"
    # A bot that is broken on purpose may have lost the file that makes one.
    off = read_ledger(evidence.database).skills_off if has_project else 0.0
    if off > NEARLY:
        yield f"the ledger finds skills off by {off}"


@claims("the database is whole")
def database_is_whole(evidence: Evidence) -> Breaches:
    """As SQLite sees it, and with nothing that refers to what is not there."""
    with evidence.rows() as rows:
        for row in rows.execute("PRAGMA integrity_check"):
            if row[0] != "ok":
                yield str(row[0])
        for row in rows.execute("PRAGMA foreign_key_check"):
            yield f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there"


@claims("a damaged database is refused in words that help")
def damage_is_refused(evidence: Evidence) -> Breaches:
    """Nothing is made of what cannot be trusted, and whoever reads the log knows what to do."""
    for note in evidence.story.notes("refused"):
        words = note["words"]
        if note["status"] != 2 or "is damaged" not in words or "askmany restore" not in words:
            yield f"the bot ended with {note['status']} and said {words!r}"
