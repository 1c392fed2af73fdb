-- A task may ask several questions on one card, some of them only after certain answers to earlier ones.

ALTER TABLE question ADD COLUMN conditions TEXT;   -- JSON [[position, op, value], ...]: asked only if all hold; NULL: always
ALTER TABLE answer ADD COLUMN skipped TEXT;        -- why there is no answer to this one of several questions
ALTER TABLE card ADD COLUMN position BIGINT NOT NULL DEFAULT 0;   -- which of its task's questions it shows
