"""What holds of a crowd at work after every step: counters are true, and nobody is asked too often."""

from hypothesis.stateful import invariant
from machine import Machine

MOST = 3


class CrowdClaims(Machine):
    """A project with tasks of which each gets `MOST` answers at most."""

    def __init__(self) -> None:
        super().__init__()
        #: The state and lease of each assignment as they were last seen.
        self.seen: dict[int, tuple[str, int]] = {}

    def state(self) -> str:
        return str(self.rows("SELECT state FROM project")[0][0])

    @invariant()
    def tasks_count_their_answers_and_offers(self) -> None:
        self.nothing(
            """
            SELECT t.id, t.n_offered, t.n_skips FROM task t WHERE
                coalesce((SELECT n_answers FROM task_question WHERE task_id = t.id), 0)
                    <> (SELECT count(*) FROM answer n WHERE n.task_id = t.id AND n.counted)
                OR t.n_offered <> (SELECT count(*) FROM assignment a
                    WHERE a.task_id = t.id AND a.state = 'OFFERED')
                OR t.n_skips <> (SELECT count(*) FROM assignment a
                    WHERE a.task_id = t.id AND a.state = 'SKIPPED')
            """
        )

    @invariant()
    def no_task_has_more_answers_than_the_most(self) -> None:
        """Nor could it get more: whoever holds it may answer, and will be counted."""
        self.nothing(
            f"""
            SELECT t.id, b.n_answers FROM task t JOIN task_question b ON b.task_id = t.id
            WHERE NOT t.mixed AND b.n_answers + t.n_offered > {MOST}
            """
        )

    @invariant()
    def the_closed_tasks_are_counted_by_their_reasons(self) -> None:
        self.nothing(
            """
            SELECT reason, sum(n) FROM (
                SELECT reason, n FROM closed_by
                UNION ALL SELECT reason, -count(*) FROM consensus WHERE reopened_at IS NULL GROUP BY reason)
            GROUP BY reason HAVING sum(n) <> 0
            """
        )

    @invariant()
    def no_project_has_more_answers_than_its_budget(self) -> None:
        self.nothing("SELECT budget, n_answers FROM project WHERE n_answers > budget")

    @invariant()
    def nobody_has_a_task_twice(self) -> None:
        self.nothing("SELECT 1 FROM assignment GROUP BY task_id, contributor_id HAVING count(*) > 1")
        self.nothing("SELECT 1 FROM answer WHERE counted GROUP BY assignment_id HAVING count(*) > 1")

    @invariant()
    def what_was_answered_or_skipped_stays_so_and_no_offer_comes_back_without_a_new_lease(self) -> None:
        found = {row[0]: (row[1], row[2]) for row in self.rows("SELECT id, state, lease_id FROM assignment")}
        for assignment_id, (state, lease) in self.seen.items():
            state_now, lease_now = found[assignment_id]
            if state in {"ANSWERED", "SKIPPED"}:
                assert (state_now, lease_now) == (state, lease)
            elif state == "WITHDRAWN":
                assert state_now in {"WITHDRAWN", "ANSWERED"}
            assert lease_now >= lease
            assert state_now != "OFFERED" or state == "OFFERED" or lease_now > lease
        self.seen = found

    @invariant()
    def people_hold_at_most_one_task_and_it_is_on_their_card(self) -> None:
        self.nothing(
            """
            SELECT a.contributor_id, a.id, k.assignment_id FROM assignment a
            LEFT JOIN card k ON k.chat_id = a.contributor_id
            WHERE a.state = 'OFFERED' AND k.assignment_id IS NOT a.id
            """
        )
        self.nothing(
            """
            SELECT k.chat_id, a.state FROM card k JOIN assignment a ON a.id = k.assignment_id
            WHERE a.state <> 'OFFERED'
            """
        )

    @invariant()
    def only_subscribed_people_hold_or_wait_for_tasks(self) -> None:
        self.nothing(
            """
            SELECT c.id, c.state FROM contributor c WHERE c.state <> 'ACTIVE' AND (c.waiting_since IS NOT NULL
                OR EXISTS (SELECT 1 FROM assignment a WHERE a.contributor_id = c.id AND a.state = 'OFFERED'))
            """
        )

    @invariant()
    def named_tasks_go_to_their_people(self) -> None:
        self.nothing(
            """
            SELECT a.* FROM assignment a JOIN task t ON t.id = a.task_id WHERE t.named AND NOT EXISTS (
                SELECT 1 FROM audience m WHERE m.task_id = t.id AND m.contributor_id = a.contributor_id)
            """
        )

    @invariant()
    def nobody_has_looked_past_a_task_that_they_may_still_get(self) -> None:
        self.nothing(
            """
            SELECT c.id AS person, t.id AS task, s.rank AS reached, coalesce(m.rank, t.rank) AS rank
            FROM task t JOIN contributor c
            LEFT JOIN audience m ON m.task_id = t.id AND m.contributor_id = c.id
            JOIN seen_cursor s ON s.contributor_id = c.id AND s.project_id = t.project_id AND s.named = t.named
                AND s.level = coalesce(m.level, t.level)
            WHERE t.offer AND t.named = (m.task_id IS NOT NULL) AND s.rank >= coalesce(m.rank, t.rank)
                AND NOT EXISTS (SELECT 1 FROM assignment a
                    WHERE a.task_id = t.id AND a.contributor_id = c.id AND a.state <> 'EXPIRED')
            """
        )

    @invariant()
    def skills_are_the_sums_of_credits(self) -> None:
        self.nothing(
            """
            SELECT s.*, sum(n.credit) AS credits, count(n.credit) AS n FROM skill s
            LEFT JOIN answer n ON n.question_id = s.question_id AND n.contributor_id = s.contributor_id
                AND n.counted
            GROUP BY s.question_id, s.contributor_id
            HAVING abs(s."right" - coalesce(credits, 0)) > 1e-9 OR s.answered <> n
            """
        )
        self.nothing("SELECT * FROM answer WHERE counted AND credit IS NULL")

    @invariant()
    def closed_tasks_have_one_live_consensus(self) -> None:
        self.nothing(
            """
            SELECT t.id, t.state, count(c.task_id) AS live FROM task t
            LEFT JOIN consensus c ON c.task_id = t.id AND c.reopened_at IS NULL
            GROUP BY t.id HAVING live <> (t.state = 'CLOSED')
            """
        )
        self.nothing(
            """
            SELECT t.id, t.state, b.state, b.reason, c.reason FROM task t
            LEFT JOIN task_question b ON b.task_id = t.id
            LEFT JOIN consensus c ON c.task_id = t.id AND c.reopened_at IS NULL
            WHERE t.state <> coalesce(b.state, 'OPEN') OR b.reason IS NOT c.reason
            """
        )
        self.nothing("SELECT id FROM task WHERE state = 'CLOSED' AND offer")

    @invariant()
    def gold_tasks_carry_the_known_label(self) -> None:
        self.nothing(
            """
            SELECT c.* FROM consensus c JOIN gold g ON g.task_id = c.task_id
            WHERE c.label <> g.label OR c.confidence <> 1.0
            """
        )

    @invariant()
    def the_project_counts_what_its_tasks_count(self) -> None:
        self.nothing(
            """
            SELECT p.* FROM project p WHERE
                p.n_answers <> (SELECT coalesce(sum(n_answers), 0) FROM task_question)
                OR p.n_offered <> (SELECT sum(n_offered) FROM task)
                OR p.n_skips <> (SELECT sum(n_skips) FROM task)
                OR p.n_closed <> (SELECT count(*) FROM task WHERE state = 'CLOSED')
                OR p.n_stated <> (SELECT count(*) FROM task t JOIN task_question b ON b.task_id = t.id
                    WHERE t.state = 'CLOSED' AND t.gold IS NULL AND b.n_answers > 0)
                OR p.n_late <> (SELECT count(*) FROM (SELECT assignment_id FROM answer
                    GROUP BY assignment_id HAVING NOT max(counted)))
                OR abs(p.confidence_sum - (SELECT coalesce(sum(c.confidence), 0) FROM consensus c
                    JOIN task t ON t.id = c.task_id WHERE c.reopened_at IS NULL AND t.gold IS NULL)) > 1e-9
                OR (p.state = 'COMPLETED') > (p.n_closed = p.n_tasks)
                OR (p.state IN ('RUNNING', 'PAUSED') AND NOT p.settling) > (p.n_closed < p.n_tasks)
            """
        )

    @invariant()
    def no_open_task_waits_for_nobody(self) -> None:
        """An open task either wants an offer or has one in flight; a named one has somebody who may answer."""
        if self.state() in {"RUNNING", "PAUSED"}:
            self.nothing(
                "SELECT id, n_offered FROM task WHERE state = 'OPEN' AND NOT offer AND n_offered = 0"
            )
