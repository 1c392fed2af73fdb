-- How many more offers a task wants follows from its answers, its rule and what is in flight. It is stored when the task
-- is decided, so that an offer needs to read none of these.

ALTER TABLE task ADD COLUMN n_wanted BIGINT;   -- offers that may be made beside those in flight; NULL: not known yet
