-- People take turns: what waits for somebody who already has something waiting goes after the first of everybody else.
-- -1 for what takes no place under Telegram's limits, else how many replies wait before this one in its chat.
ALTER TABLE outbox ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;

UPDATE outbox SET turn = -1 WHERE state = 'PENDING' AND kind = 'CALLBACK';

DROP INDEX outbox_pending;

CREATE INDEX outbox_pending ON outbox (turn, priority, due_at, id) WHERE state = 'PENDING';

CREATE INDEX outbox_line ON outbox (chat_id, turn)
    WHERE state IN ('PENDING', 'SENDING') AND kind <> 'CARD' AND turn >= 0 AND priority IN (0, 1, 3);
