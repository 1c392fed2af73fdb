-- When asking stops is said for each question, because a project may come to have several. The deadline, the budget and
-- the lease stay with the project.

ALTER TABLE question ADD COLUMN target DOUBLE PRECISION NOT NULL DEFAULT 0.95;
ALTER TABLE question ADD COLUMN min_answers BIGINT NOT NULL DEFAULT 1;
ALTER TABLE question ADD COLUMN max_answers BIGINT NOT NULL DEFAULT 1;
ALTER TABLE question ADD COLUMN margin BIGINT;
ALTER TABLE question ADD COLUMN nothing_code BIGINT;
ALTER TABLE question ADD COLUMN nothing_run BIGINT;
-- Its tasks have not been looked at since the rule, or a limit of the project, was changed; and how often that was.
ALTER TABLE question ADD COLUMN reopening BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE question ADD COLUMN n_rule_changes BIGINT NOT NULL DEFAULT 0;

UPDATE question SET (target, min_answers, max_answers, margin, nothing_code, nothing_run, reopening, n_rule_changes) = (
    SELECT p.target, p.min_answers, p.max_answers, p.margin, p.nothing_code, p.nothing_run, p.reopening, p.n_rule_changes
    FROM project p WHERE p.id = question.project_id);

DROP INDEX project_reopening;

CREATE INDEX question_reopening ON question (project_id) WHERE reopening;

ALTER TABLE project DROP COLUMN target;
ALTER TABLE project DROP COLUMN min_answers;
ALTER TABLE project DROP COLUMN max_answers;
ALTER TABLE project DROP COLUMN margin;
ALTER TABLE project DROP COLUMN nothing_code;
ALTER TABLE project DROP COLUMN nothing_run;
ALTER TABLE project DROP COLUMN reopening;
ALTER TABLE project DROP COLUMN n_rule_changes;
