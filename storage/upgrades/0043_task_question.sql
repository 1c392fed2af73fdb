-- What the answers to a task say, and whether it is closed, is stored for each question of it. A question of a task
-- without a row is open and has no answers, so a file can be imported without writing any.

CREATE TABLE task_question (
    task_id BIGINT NOT NULL REFERENCES task (id),
    question_id BIGINT NOT NULL REFERENCES question (id),
    state TEXT NOT NULL,
    reason TEXT,                         -- why it is closed
    label BIGINT,                        -- kinds whose answers are codes of options
    value TEXT,                          -- other kinds: JSON
    confidence DOUBLE PRECISION NOT NULL DEFAULT 0,
    vote_share DOUBLE PRECISION NOT NULL DEFAULT 0,
    n_answers BIGINT NOT NULL DEFAULT 0,
    belief TEXT,                         -- the last full fit's, as the kind of question wrote it
    PRIMARY KEY (task_id, question_id)
);

INSERT INTO task_question (task_id, question_id, state, reason, label, value, confidence, vote_share, n_answers, belief)
SELECT t.id, q.id, t.state, c.reason, t.label, t.value, t.confidence, t.vote_share, t.n_answers, t.belief
FROM task t JOIN question q ON q.project_id = t.project_id AND q.position = 0
LEFT JOIN consensus c ON c.task_id = t.id AND c.question_id = q.id AND c.reopened_at IS NULL
WHERE t.state = 'CLOSED' OR t.n_answers > 0 OR t.label IS NOT NULL OR t.value IS NOT NULL OR t.belief IS NOT NULL
ORDER BY t.id;

ALTER TABLE task DROP COLUMN label;
ALTER TABLE task DROP COLUMN value;
ALTER TABLE task DROP COLUMN confidence;
ALTER TABLE task DROP COLUMN vote_share;
ALTER TABLE task DROP COLUMN n_answers;
ALTER TABLE task DROP COLUMN belief;
