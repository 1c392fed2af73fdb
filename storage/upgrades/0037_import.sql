-- Files whose tasks are stored in pages, so that nobody else has to wait for them. The project that the tasks go to is
-- hidden (it has a deleted_at) until all of them are stored.

CREATE TABLE import (
    pending_id BIGINT PRIMARY KEY,       -- the file, with what its message shows and the answers about it
    requester_id BIGINT NOT NULL,
    project_id BIGINT REFERENCES project (id), -- NULL until the file has been read
    first_rank BIGINT NOT NULL DEFAULT 0,
    n_tasks BIGINT NOT NULL DEFAULT 0,
    n_items BIGINT NOT NULL DEFAULT 0,   -- its tasks, and the people named for each of them
    n_stored BIGINT NOT NULL DEFAULT 0,  -- items stored so far, in the file's order
    attempts BIGINT NOT NULL DEFAULT 0,  -- begun since anything was last stored
    due_at BIGINT NOT NULL,
    queued_at BIGINT NOT NULL
);

CREATE INDEX import_requester ON import (requester_id);

CREATE INDEX import_project ON import (project_id);

-- Launching need not touch every task: a draft's tasks can be offered already, but nobody is offered a draft.
UPDATE task SET offer = TRUE
WHERE state = 'OPEN' AND project_id IN (SELECT id FROM project WHERE state = 'DRAFT');

CREATE INDEX task_gold ON task (project_id, gold) WHERE gold IS NOT NULL;

-- Drafts that nobody touches are deleted, after a warning.
ALTER TABLE project ADD COLUMN touched_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE project ADD COLUMN expiry_told_at BIGINT;
UPDATE project SET touched_at = created_at;

CREATE INDEX project_draft ON project (touched_at) WHERE state = 'DRAFT' AND deleted_at IS NULL;
