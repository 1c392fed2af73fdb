-- Large projects are launched and cancelled in pages, so that nobody else has to wait for them.

-- A cancelled project whose tasks are still being closed.
ALTER TABLE project ADD COLUMN ending BOOLEAN NOT NULL DEFAULT FALSE;
-- A launched project whose gold is still being mixed in: until that is done, nothing of it is offered.
ALTER TABLE project ADD COLUMN preparing BOOLEAN NOT NULL DEFAULT FALSE;
-- The row number after which its tasks are still to be looked at: gold to mix in, named tasks that people left or came
-- back to. NULL if there is nothing to do.
ALTER TABLE project ADD COLUMN check_after BIGINT;

CREATE INDEX project_ending ON project (id) WHERE ending;
CREATE INDEX project_checking ON project (id) WHERE check_after IS NOT NULL;
