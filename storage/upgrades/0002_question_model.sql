-- What a full fit finds out, so that every answer can move its task by it.

ALTER TABLE question ADD COLUMN model TEXT;                        -- JSON: what the last full fit found of the crowd
ALTER TABLE question ADD COLUMN fitted_through BIGINT NOT NULL DEFAULT -1; -- when the newest answer that it saw was given
ALTER TABLE skill ADD COLUMN matched TEXT;                         -- JSON: what it counted of the person
ALTER TABLE task ADD COLUMN belief TEXT;                           -- JSON: what it believed of the task

-- Tasks that may open again when a full fit knows better.
CREATE INDEX task_closed ON task (project_id, id) WHERE state = 'CLOSED';
