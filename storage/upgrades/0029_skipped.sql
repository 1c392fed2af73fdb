-- For what reasons people skipped each task, counted.
CREATE TABLE skipped (
    project_id BIGINT NOT NULL REFERENCES project (id),
    task_id BIGINT NOT NULL REFERENCES task (id),
    reason TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (project_id, task_id, reason)
);

INSERT INTO skipped (project_id, task_id, reason, n)
SELECT t.project_id, a.task_id, a.skip_reason, count(*) FROM assignment a JOIN task t ON t.id = a.task_id
WHERE a.state = 'SKIPPED' AND a.skip_reason IS NOT NULL GROUP BY t.project_id, a.task_id, a.skip_reason;
