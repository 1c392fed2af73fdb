-- Messages of requesters and admins to many people, each with what became of it for each of them.

CREATE TABLE announcement (
    id INTEGER PRIMARY KEY,
    author_id BIGINT NOT NULL REFERENCES contributor (id),
    project_id BIGINT REFERENCES project (id), -- NULL: to everybody who is subscribed
    text TEXT,                           -- Telegram's HTML; NULL while it is not written
    state TEXT NOT NULL,
    message_id BIGINT,                   -- where its author writes and follows it
    version BIGINT NOT NULL DEFAULT 1,   -- what that message should show
    shown_version BIGINT NOT NULL DEFAULT 0,
    shown_at BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    settled_at BIGINT                    -- what became of it is known for everybody
);

CREATE INDEX announcement_author ON announcement (author_id, id);

CREATE INDEX announcement_going ON announcement (id) WHERE started_at IS NOT NULL AND settled_at IS NULL;

CREATE TABLE recipient (
    announcement_id BIGINT NOT NULL REFERENCES announcement (id),
    contributor_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    not_before BIGINT NOT NULL,          -- when they are looked after next
    outbox_id BIGINT,
    PRIMARY KEY (announcement_id, contributor_id)
);

CREATE INDEX recipient_waiting ON recipient (announcement_id, not_before) WHERE state = 'WAITING';

CREATE INDEX recipient_queued ON recipient (announcement_id, outbox_id) WHERE state = 'QUEUED';

ALTER TABLE contributor ADD COLUMN announcements BOOLEAN NOT NULL DEFAULT TRUE;

DROP INDEX outbox_latest;

CREATE UNIQUE INDEX outbox_latest ON outbox (kind, chat_id, ref)
    WHERE state = 'PENDING' AND kind IN ('CARD', 'PANEL', 'ANNOUNCEMENT_PANEL');
