-- One message a day in place of pushes, at an hour of the person's own.

ALTER TABLE contributor ADD COLUMN digest_at BIGINT;                        -- minutes after local midnight; NULL: none
ALTER TABLE contributor ADD COLUMN digest_due BIGINT;                       -- when the next one is due
ALTER TABLE contributor ADD COLUMN digest_since BIGINT NOT NULL DEFAULT 0;  -- until when the last one told

CREATE INDEX contributor_digest ON contributor (digest_due) WHERE digest_due IS NOT NULL;
CREATE INDEX assignment_answered ON assignment (contributor_id, ended_at) WHERE state = 'ANSWERED';
