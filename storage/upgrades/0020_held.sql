-- What people hold of projects that have ended: it is taken back when a limit of the project is reached.
CREATE INDEX project_held ON project (id) WHERE ended_at IS NOT NULL AND n_offered > 0;
