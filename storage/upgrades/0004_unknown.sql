-- A press proves that a message arrived whose sending had no known end.

CREATE INDEX outbox_unknown ON outbox (chat_id) WHERE state = 'UNKNOWN';
