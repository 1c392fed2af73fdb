-- What differs between the kinds of messages stands in their rows, so that no statement has to list kinds.
-- 1 if one row about the same thing is enough while it waits, because it shows a state as it is when it is sent.
ALTER TABLE outbox ADD COLUMN latest BIGINT NOT NULL DEFAULT 0;

-- 1 if later replies to the same chat wait until it has been sent.
ALTER TABLE outbox ADD COLUMN in_line BIGINT NOT NULL DEFAULT 1;

UPDATE outbox SET latest = 1
WHERE state IN ('PENDING', 'SENDING') AND kind IN ('CARD', 'PANEL', 'ANNOUNCEMENT_PANEL');

UPDATE outbox SET in_line = 0 WHERE state IN ('PENDING', 'SENDING') AND kind IN ('CARD', 'CALLBACK');

DROP INDEX outbox_latest;

CREATE UNIQUE INDEX outbox_latest ON outbox (kind, chat_id, ref) WHERE state = 'PENDING' AND latest = 1;

DROP INDEX outbox_line;

CREATE INDEX outbox_line ON outbox (chat_id, turn)
    WHERE state IN ('PENDING', 'SENDING') AND in_line = 1 AND priority IN (0, 1, 3);
