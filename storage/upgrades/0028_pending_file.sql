-- What somebody sent to begin a project with, while it is read and while they are asked about it; kept for a while
-- after, so that no button of an older question is taken for one of a newer.

CREATE TABLE pending_file (
    id INTEGER PRIMARY KEY,
    requester_id BIGINT NOT NULL REFERENCES contributor (id),
    source_message BIGINT NOT NULL,      -- the message that brought it
    name TEXT NOT NULL,
    file_id TEXT,                        -- Telegram's: the file is fetched again when it is needed again
    content TEXT,                        -- lines that were pasted; NULL once they were used
    caption TEXT,
    album TEXT,                          -- the album that it came in
    size BIGINT NOT NULL,
    choices TEXT NOT NULL,               -- JSON: what was answered so far
    screen TEXT NOT NULL,                -- what its message shows
    shown TEXT NOT NULL,                 -- JSON: the figures and names in it
    asks TEXT,                           -- which question is open; NULL when it is over
    message_id BIGINT,
    changed_at BIGINT NOT NULL,
    UNIQUE (requester_id, source_message)
);

CREATE INDEX pending_file_open ON pending_file (requester_id) WHERE asks IS NOT NULL;

CREATE INDEX pending_file_changed ON pending_file (changed_at);
