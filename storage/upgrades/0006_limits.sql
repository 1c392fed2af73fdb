-- A project may end by a number of answers in all, or at a time (deadline_at was there from the first day).

ALTER TABLE project ADD COLUMN budget BIGINT;                          -- most answers in all; NULL: no limit
ALTER TABLE project ADD COLUMN n_offered BIGINT NOT NULL DEFAULT 0;    -- offers in flight, over all tasks
ALTER TABLE project ADD COLUMN reopening BOOLEAN NOT NULL DEFAULT FALSE; -- a limit was raised: what it closed opens again

UPDATE project SET n_offered = (SELECT coalesce(sum(n_offered), 0) FROM task WHERE project_id = project.id);

-- Projects that a limit may end, and those that go on after one.
CREATE INDEX project_limited ON project (id)
    WHERE ended_at IS NULL AND (budget IS NOT NULL OR deadline_at IS NOT NULL);
CREATE INDEX project_reopening ON project (id) WHERE reopening;
