"""What every column of the database holds about people, and what becomes of it.

A test compares this map with the schema: a new column fails it until it is classified here. `/mydata` and `/forget`
work from the map, so neither can miss a table. `python -m storage.people.personal` writes the table of docs/privacy.md.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Is(StrEnum):
    """What a column holds."""

    SELF = "SELF"  #: the Telegram id of the person whose row it is
    OTHER = "OTHER"  #: somebody else's Telegram id, which /mydata leaves out
    TYPED = "TYPED"  #: what the person typed, sent or named
    ABOUT = "ABOUT"  #: another fact about the person
    HELD = "HELD"  #: a fact about the person that would tell which tasks are gold, so /mydata leaves it out
    INNER = "INNER"  #: nothing about a person by itself


class Fate(StrEnum):
    """What /forget does with somebody's rows of a table."""

    DELETED = "deleted"
    WITH_PROJECT = "deleted with their projects"
    ANONYMISED = "anonymised"
    PAGED = "deleted soon after"
    STAYS = "stays"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a table holds about people.

    Attributes:
        columns: What each column holds.
        holds: A table of the docs' words for it; empty if it holds nothing about people.
        of: SQL for the condition that picks one person's rows, `:id`; empty if there are none.
        is_given: Whether /mydata gives those rows.
        more: Further columns that /mydata gives, to be readable: name to SQL.
        documents: Columns that hold JSON, which /mydata gives as what it says; those of `more` begin `shown_`.
        fate: What /forget does with them.
        kept: How long they are kept otherwise.
    """

    columns: Mapping[str, Is]
    holds: str = ""
    of: str = ""
    is_given: bool = False
    more: Mapping[str, str] | None = None
    documents: tuple[str, ...] = ()
    fate: Fate = Fate.STAYS
    kept: str = ""

    @property
    def given_columns(self) -> list[str]:
        """The columns that /mydata gives."""
        return [name for name, holds in self.columns.items() if holds not in {Is.OTHER, Is.HELD}]


def _columns(**names: str) -> dict[str, Is]:
    """Return what each column holds, from the names of all columns that hold the same, separated by spaces."""
    return {name: Is(holds.upper()) for holds, line in names.items() for name in line.split()}


def _inner(names: str) -> Table:
    """Return a table that holds nothing about people."""
    return Table(columns=_columns(inner=names))


_UNTIL_FORGOTTEN = "until they are forgotten"
_WITH_PROJECT = "as long as the project"
_TWO_DAYS = "48 hours"
#: A project of the person, by its column `project_id`.
_OF_OWN = "project_id IN (SELECT id FROM project WHERE requester_id = :id)"
_OF_OWN_TASKS = f"task_id IN (SELECT id FROM task WHERE {_OF_OWN})"
_PROJECT_NAME = {
    "project": "(SELECT coalesce(json_extract(draft, '$.name'), name) FROM project WHERE id = project_id)"
}
_TASK = {
    "task": "(SELECT content FROM task WHERE id = task_id)",
    "project": "(SELECT p.name FROM task t JOIN project p ON p.id = t.project_id WHERE t.id = task_id)",
}

PERSONAL: Mapping[str, Table] = {
    "contributor": Table(
        columns=_columns(
            self="id",
            about="state state_before locale zone source last_project_id waiting_since looked_at created_at quiet_from "
            "quiet_until tasks_a_day pushes_a_day pause_until seen_at ignored_pushes day tasks_today pushes_today "
            "push_stops push_brought pushed_at announcements unread unwanted digest_at digest_due digest_since gone_at",
        ),
        holds="The Telegram id, language, time zone, state, the link that brought them, what they chose with /pace, "
        "when they were last active, how much they did and got that day",
        of="id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_UNTIL_FORGOTTEN,
    ),
    "consent": Table(
        columns=_columns(self="contributor_id", about="version text_hash locale given_at revoked_at"),
        holds="Each consent: version and hash of the text, when it was given and withdrawn",
        of="contributor_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_UNTIL_FORGOTTEN,
    ),
    "role": Table(
        columns=_columns(self="contributor_id", about="role granted_at", other="granted_by"),
        holds="The right to ask people",
        of="contributor_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept="until it is taken back",
    ),
    "assignment": Table(
        columns=_columns(
            self="contributor_id",
            about="state offered_at ended_at skip_reason warned_until extensions lease_until",
            inner="id task_id round lease_id",
        ),
        holds="Which tasks they were offered, when, and what came of it; skips with the reason",
        of="contributor_id = :id",
        is_given=True,
        more=_TASK,
        documents=("shown_task",),
        fate=Fate.ANONYMISED,
        kept=_WITH_PROJECT,
    ),
    "answer": Table(
        columns=_columns(
            self="contributor_id",
            typed="label value",
            about="version counted update_id instruction_version consent_version answered_at skipped",
            held="credit",
            inner="assignment_id question_id task_id",
        ),
        holds="Their answers, with every change",
        # Found by way of the assignments, because answers have no index by person.
        of="assignment_id IN (SELECT id FROM assignment WHERE contributor_id = :id)",
        is_given=True,
        documents=("value",),
        fate=Fate.ANONYMISED,
        kept=_WITH_PROJECT,
    ),
    "skill": Table(
        columns=_columns(self="contributor_id", about="right answered matched", inner="question_id"),
        holds="An estimate of their skill for each question",
        of="question_id IN (SELECT id FROM question) AND contributor_id = :id",
        is_given=True,
        fate=Fate.ANONYMISED,
        kept=_WITH_PROJECT,
    ),
    "pseudonym": Table(
        columns=_columns(self="contributor_id", about="key named_key", inner="project_id"),
        holds="The pseudonyms under which a project's files show their answers",
        of="contributor_id = :id",
        is_given=True,
        more=_PROJECT_NAME,
        fate=Fate.ANONYMISED,
        kept=_WITH_PROJECT,
    ),
    "arrival": Table(
        columns=_columns(self="contributor_id", about="came_at", inner="project_id"),
        holds="Which projects' links they opened, and when",
        of="contributor_id = :id",
        is_given=True,
        more=_PROJECT_NAME,
        fate=Fate.DELETED,
        kept=_WITH_PROJECT,
    ),
    "seen_cursor": Table(
        columns=_columns(self="contributor_id", about="named level rank", inner="project_id"),
        holds="How far they have come in each project",
        of="contributor_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_UNTIL_FORGOTTEN,
    ),
    "audience": Table(
        columns=_columns(self="contributor_id", inner="project_id level rank task_id"),
        holds="Which tasks are meant for them, as the requester's file says",
        of="contributor_id = :id",
        is_given=True,
        fate=Fate.PAGED,
        kept=_WITH_PROJECT,
    ),
    "card": Table(
        columns=_columns(
            self="chat_id",
            about="message_id screen page assignment_id previous_assignment_id version shown_version changed_at "
            "left_message_id partial position",
        ),
        holds="What their card shows",
        of="chat_id = :id",
        is_given=True,
        documents=("partial",),
        fate=Fate.DELETED,
        kept=_UNTIL_FORGOTTEN,
    ),
    "expecting": Table(
        columns=_columns(self="chat_id", about="what part message_id since"),
        holds="What their next message is for",
        of="chat_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept="until it comes",
    ),
    "hint": Table(
        columns=_columns(self="chat_id", about="about ref hinted_at"),
        holds="Which explanations they got just now",
        of="chat_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_TWO_DAYS,
    ),
    "typed": Table(
        columns=_columns(self="chat_id", about="message_id purpose ref part update_id typed_at"),
        holds="Which of their messages gave which value, so that editing one corrects it; not the text",
        of="chat_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_TWO_DAYS,
    ),
    "recipient": Table(
        columns=_columns(self="contributor_id", about="state not_before outbox_id", inner="announcement_id"),
        holds="Which announcements were sent to them",
        of="announcement_id IN (SELECT id FROM announcement) AND contributor_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept="as long as the announcement",
    ),
    "outbox": Table(
        columns=_columns(
            self="chat_id",
            about="kind ref body priority state due_at attempts reason ended_at stars_day",
            inner="id lease_id turn latest in_line",
        ),
        holds="Messages that are queued for them, and for two days that they were sent, without their content",
        of="chat_id = :id",
        is_given=True,
        documents=("body",),
        fate=Fate.PAGED,
        kept=_TWO_DAYS,
    ),
    "inbox": Table(
        columns=_columns(typed="body", inner="update_id received_at state attempts deed begun"),
        holds="What Telegram reports of a message or press, names included, until it is handled, usually a few "
        "milliseconds; longer if that fails. Then only its number and a hash that recognises it",
        fate=Fate.PAGED,
        kept=_TWO_DAYS,
    ),
    "event": Table(
        columns=_columns(self="about_id actor_id", typed="body", about="kind at", inner="seq project_id"),
        holds="The history: when they subscribed, paused and left, what they did to projects and with announcements, "
        "which rights they were given or lost, and by whom, with the reason",
        of="(about_id = :id OR actor_id = :id)",
        # The other person of a row is not theirs to see.
        is_given=True,
        fate=Fate.ANONYMISED,
        kept="for good",
    ),
    "grant_link": Table(
        columns=_columns(
            self="created_by used_by", about="role created_at expires_at used_at", inner="token_hash"
        ),
        holds="Which links that give the right to ask were made and used, by whom",
        of="(created_by = :id OR used_by = :id)",
        is_given=True,
        fate=Fate.ANONYMISED,
        kept="for good",
    ),
    "ban": Table(
        columns=_columns(
            self="contributor_id",
            about="reason banned_at state_before discards discard_after",
            other="banned_by",
        ),
        holds="That they are banned, and why; they read the reason",
        of="contributor_id = :id",
        is_given=True,
        fate=Fate.STAYS,
        kept="until an admin ends it, or a ban would be easy to shake off",
    ),
    "task_report": Table(
        columns=_columns(
            self="contributor_id",
            typed="words",
            about="reason state reported_at",
            inner="id project_id task_id",
        ),
        holds="Which tasks they reported to the admins, why, and what they added",
        of="contributor_id = :id",
        is_given=True,
        more=_TASK,
        documents=("shown_task",),
        fate=Fate.DELETED,
        kept=_WITH_PROJECT,
    ),
    "report_panel": Table(
        columns=_columns(self="admin_id", about="message_id is_due asked_at", inner="project_id"),
        holds="Which message shows an admin what was reported",
        of="admin_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_WITH_PROJECT,
    ),
    "forgetting": Table(
        columns=_columns(
            self="contributor_id",
            about="begun_at",
            inner="through_assignment through_out next_out project_id stand_in_id",
        ),
        holds="That they are being forgotten",
        of="contributor_id = :id",
        is_given=True,
        fate=Fate.PAGED,
        kept="until that is done, usually a few seconds",
    ),
    "project": Table(
        columns=_columns(
            self="requester_id",
            typed="name content_columns topic draft",
            about="state deadline_at lease budget language held_reason created_at launched_at ended_at "
            "changed_at deleted_at files_asked_at touched_at expiry_told_at",
            other="abler_id",
            inner="id has_keys instruction_version next_rank has_open has_named n_tasks n_gold n_closed n_stated "
            "n_answers n_late n_skips confidence_sum n_offered abler_at n_unsettled settling "
            "ended_paused held ending preparing check_after",
        ),
        holds="A requester's projects, with their limits and counts",
        of="requester_id = :id",
        is_given=True,
        documents=("content_columns", "draft"),
        fate=Fate.WITH_PROJECT,
        kept="until the requester deletes it or is forgotten",
    ),
    "question": Table(
        columns=_columns(
            typed="text config conditions",
            about="target min_answers max_answers margin nothing_code nothing_run",
            inner="id project_id position kind version prior_right prior_wrong n_fitted model fitted_through fitting "
            "reopening n_rule_changes",
        ),
        holds="The questions of a requester's projects, with their options and rules",
        of=_OF_OWN,
        is_given=True,
        documents=("config", "conditions"),
        fate=Fate.WITH_PROJECT,
        kept=_WITH_PROJECT,
    ),
    "task": Table(
        columns=_columns(
            typed="key content gold",
            inner="id project_id row_number state named offer level rank n_offered n_skips mixed",
        ),
        holds="The tasks of those projects, as the requester's file gave them (/results gives them back)",
        of=_OF_OWN,
        fate=Fate.WITH_PROJECT,
        kept=_WITH_PROJECT,
    ),
    "gold": Table(
        columns=_columns(typed="label value", inner="task_id question_id"),
        holds="Answers that the requester's file gave as known",
        of=_OF_OWN_TASKS,
        fate=Fate.WITH_PROJECT,
        kept=_WITH_PROJECT,
    ),
    "dialogue": Table(
        columns=_columns(self="requester_id", about="project_id step message_id", inner="version"),
        holds="Which project a requester is setting up",
        of="requester_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept="until it is set up",
    ),
    "panel": Table(
        columns=_columns(self="chat_id", about="message_id screen shown_at", inner="project_id"),
        holds="Which message shows a project to its requester",
        of="chat_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_WITH_PROJECT,
    ),
    "preview": Table(
        columns=_columns(self="chat_id", about="project_id message_id"),
        holds="Which message shows a preview",
        of="chat_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept=_UNTIL_FORGOTTEN,
    ),
    "invite": Table(
        columns=_columns(about="token created_at", inner="project_id"),
        holds="The link to a requester's project",
        of=_OF_OWN,
        is_given=True,
        fate=Fate.WITH_PROJECT,
        kept=_WITH_PROJECT,
    ),
    "pending_file": Table(
        columns=_columns(
            self="requester_id",
            typed="name file_id content caption album choices shown",
            about="source_message size screen asks message_id changed_at",
            inner="id",
        ),
        holds="Files and pasted lines that a requester sent, while the bot asks about them",
        of="requester_id = :id",
        is_given=True,
        documents=("choices", "shown"),
        fate=Fate.DELETED,
        kept="seven days; pasted lines until it is clear whether they are tasks",
    ),
    "import": Table(
        columns=_columns(
            self="requester_id",
            about="queued_at due_at n_tasks n_items n_stored",
            inner="pending_id project_id first_rank attempts",
        ),
        holds="How far the import of a requester's large file is",
        of="requester_id = :id",
        is_given=True,
        fate=Fate.DELETED,
        kept="until the file is imported",
    ),
    "announcement": Table(
        columns=_columns(
            self="author_id",
            typed="text",
            about="project_id state message_id created_at started_at settled_at fare fare_end paid",
            inner="id version shown_version shown_at",
        ),
        holds="Announcements that they wrote",
        of="author_id = :id",
        is_given=True,
        fate=Fate.ANONYMISED,
        kept="as long as the project; announcements to everybody for good",
    ),
    "fact": Table(
        columns=_columns(about="value", inner="name"),
        holds="Facts about the bot, among them the ids of the admins, who are named in the settings",
        kept="for good",
    ),
    "closed_by": _inner("project_id reason n"),
    "consensus": _inner(
        "task_id question_id version label value confidence vote_share n_answers reason rule_version method "
        "method_version numbers closed_at reopened_at"
    ),
    "task_question": _inner(
        "task_id question_id state reason label value confidence vote_share n_answers belief"
    ),
    "skipped": _inner("project_id task_id reason n"),
    "star_day": _inner("day reserved spent"),
    "upgrade": _inner("number name"),
    "writer": _inner("id name"),
}


def deleted_at_once() -> Iterator[tuple[str, str]]:
    """Yield the tables whose rows /forget deletes at once, with the condition that picks somebody's."""
    return ((name, table.of) for name, table in PERSONAL.items() if table.fate is Fate.DELETED)


def table_for_docs() -> str:
    """Return the table of docs/privacy.md."""
    head = "| in the table | is stored | `/mydata` | `/forget` | kept otherwise |\n|---|---|---|---|---|\n"
    rows = [
        f"| `{name}` | {table.holds.replace('/pace', '`/pace`').replace('/results', '`/results`')} "
        f"| {'yes' if table.is_given else 'no'} | {table.fate} | {table.kept} |\n"
        for name, table in PERSONAL.items()
        if table.holds
    ]
    return head + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(table_for_docs())
