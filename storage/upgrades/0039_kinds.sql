-- A question says what kind it is and how it is set up: its options are part of that. An answer that is not the code of
-- an option is a value, as JSON.

UPDATE question SET kind = 'one_of', config = json_object('options', json((
    SELECT json_group_array(key) FROM (SELECT key FROM option WHERE question_id = question.id ORDER BY code) AS ordered)));

DROP TABLE option;

ALTER TABLE task ADD COLUMN value TEXT;

ALTER TABLE gold RENAME TO gold_before;

CREATE TABLE gold (
    task_id BIGINT NOT NULL REFERENCES task (id),
    question_id BIGINT NOT NULL REFERENCES question (id),
    label BIGINT,                        -- kinds whose answers are codes of options
    value TEXT,                          -- other kinds: JSON
    PRIMARY KEY (task_id, question_id)
);

INSERT INTO gold (task_id, question_id, label) SELECT task_id, question_id, label FROM gold_before;

DROP TABLE gold_before;
