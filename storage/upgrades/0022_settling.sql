-- A project is announced as done, and its files are written, only after a full fit over all of its answers.

-- Answers that came, or were changed, since all tasks were last decided by a full fit.
ALTER TABLE project ADD COLUMN n_unsettled BIGINT NOT NULL DEFAULT 0;
-- All tasks are closed, and their requester has not been told yet.
ALTER TABLE project ADD COLUMN settling BOOLEAN NOT NULL DEFAULT FALSE;
-- When its requester asked for files that are still to be written; NULL when none are waited for.
ALTER TABLE project ADD COLUMN files_asked_at BIGINT;

-- What was decided before was not settled.
UPDATE project SET n_unsettled = n_answers;
