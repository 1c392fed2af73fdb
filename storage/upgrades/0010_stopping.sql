-- More rules by which asking stops, all of which may change while a project runs; and why its tasks are closed now.

ALTER TABLE project ADD COLUMN margin BIGINT;                          -- votes ahead of any other option; NULL: no rule
ALTER TABLE project ADD COLUMN nothing_code BIGINT;                    -- the option that says that nothing is there
ALTER TABLE project ADD COLUMN nothing_run BIGINT;                     -- so many in a row close a task
ALTER TABLE project ADD COLUMN n_rule_changes BIGINT NOT NULL DEFAULT 0; -- since its launch

CREATE TABLE closed_by (
    project_id BIGINT NOT NULL REFERENCES project (id),
    reason TEXT NOT NULL,
    n BIGINT NOT NULL,                   -- tasks that are closed for this reason now
    PRIMARY KEY (project_id, reason)
);

INSERT INTO closed_by (project_id, reason, n)
SELECT t.project_id, c.reason, count(*) FROM consensus c JOIN task t ON t.id = c.task_id
WHERE c.reopened_at IS NULL GROUP BY t.project_id, c.reason;
