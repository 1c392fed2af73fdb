-- Gold is closed from the launch on, and mixed in among the tasks of which the answer is wanted. What runs already
-- asks its gold like any other task to its end.

ALTER TABLE task ADD COLUMN mixed BOOLEAN NOT NULL DEFAULT FALSE;

-- The gold of a project, in the order in which it is taken next.
CREATE INDEX task_mixed ON task (project_id, rank) WHERE mixed;
