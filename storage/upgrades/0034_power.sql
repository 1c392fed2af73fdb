-- Admins ban people and hold projects; contributors report tasks.

CREATE TABLE ban (
    contributor_id BIGINT PRIMARY KEY,   -- stays when its person is forgotten: a ban must not be easy to shake off
    reason TEXT NOT NULL,                -- in the admin's words; the person reads it
    banned_by BIGINT NOT NULL,
    banned_at BIGINT NOT NULL,
    state_before TEXT NOT NULL,          -- what they go back to
    discards BOOLEAN NOT NULL,           -- their answers count no longer
    discard_after BIGINT                 -- the last assignment that was handled; NULL when there is nothing to do
);

ALTER TABLE project ADD COLUMN held TEXT;    -- who paused it so that only an admin resumes it; NULL if nobody did
ALTER TABLE project ADD COLUMN held_reason TEXT NOT NULL DEFAULT '';

CREATE INDEX project_held_back ON project (id) WHERE held IS NOT NULL AND n_offered > 0;

CREATE TABLE task_report (
    id INTEGER PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id),
    task_id BIGINT NOT NULL REFERENCES task (id),
    contributor_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',      -- what they added, if anything
    state TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    UNIQUE (task_id, contributor_id)
);

CREATE INDEX task_report_open ON task_report (project_id) WHERE state = 'OPEN';

CREATE INDEX task_report_by ON task_report (contributor_id, reported_at);

CREATE TABLE report_panel (
    project_id BIGINT NOT NULL REFERENCES project (id),
    admin_id BIGINT NOT NULL,
    message_id BIGINT,                   -- NULL: the next change comes in a new message, which notifies
    is_due BOOLEAN NOT NULL,             -- there is something new to show
    asked_at BIGINT NOT NULL DEFAULT 0,  -- when it was last sent or edited
    PRIMARY KEY (project_id, admin_id)
);
