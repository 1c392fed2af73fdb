-- Grows each time a dialogue asks something else: a message that was sent before then is no longer where it is shown.
ALTER TABLE dialogue ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
