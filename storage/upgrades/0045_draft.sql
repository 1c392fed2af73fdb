-- What is set up so far of a project that is not launched yet is one JSON document. Its rows of project and question say
-- nothing of it until it is launched. Where its requester is in the dialogue is a dialogue, not a draft.

ALTER TABLE draft RENAME TO dialogue;

ALTER TABLE project ADD COLUMN draft TEXT;   -- JSON, until it is launched

UPDATE project SET draft = (
    SELECT json_object(
        'version', 1, 'name', project.name,
        'questions', json_array(json_object(
            'kind', q.kind, 'text', q.text, 'config', json(q.config),
            'rule', json_object(
                'target', q.target, 'min_answers', q.min_answers, 'max_answers', q.max_answers, 'margin', q.margin,
                'nothing', json(CASE WHEN q.nothing_code IS NULL THEN 'null'
                    ELSE json_object('option', q.nothing_code, 'run', q.nothing_run) END)))),
        'limits', json_object('budget', project.budget, 'deadline_at', project.deadline_at),
        'subject', json_object('language', project.language, 'topic', project.topic),
        'step', project.draft_step)
    FROM question q WHERE q.project_id = project.id AND q.position = 0)
WHERE state = 'DRAFT';

UPDATE question SET text = '', config = '{}', target = 0.95, min_answers = 1, max_answers = 1, margin = NULL,
    nothing_code = NULL, nothing_run = NULL
WHERE project_id IN (SELECT id FROM project WHERE draft IS NOT NULL);

-- The known answers are read when the project is launched.
DELETE FROM gold WHERE question_id IN (
    SELECT q.id FROM question q JOIN project p ON p.id = q.project_id WHERE p.draft IS NOT NULL);

UPDATE project SET name = '', language = NULL, topic = NULL, budget = NULL, deadline_at = NULL WHERE draft IS NOT NULL;

ALTER TABLE project DROP COLUMN draft_step;
