-- Since when somebody has not been subscribed; NULL while they are. After so long, they are forgotten.
ALTER TABLE contributor ADD COLUMN gone_at BIGINT;

UPDATE contributor SET gone_at = CASE WHEN seen_at > created_at THEN seen_at ELSE created_at END
WHERE state NOT IN ('ACTIVE', 'PAUSED');

CREATE INDEX contributor_gone ON contributor (gone_at) WHERE gone_at IS NOT NULL;

-- People who are being forgotten: what is bounded is gone at once, the rest goes page by page.
CREATE TABLE forgetting (
    contributor_id BIGINT PRIMARY KEY,
    through_assignment BIGINT NOT NULL,  -- newer ones belong to somebody who came back as a stranger
    through_out BIGINT NOT NULL,         -- the same for messages; the farewell is among the older ones
    next_out BIGINT NOT NULL DEFAULT 0,  -- where the next page of messages begins
    project_id BIGINT,                   -- whose answers are being detached, and what takes the person's place there
    stand_in_id BIGINT,
    begun_at BIGINT NOT NULL
);

-- To find everything about one person without reading what everybody did: one index over all states in place of two over
-- some. Deleting a contributor looks for rows that refer to it, too.
DROP INDEX assignment_answered;

DROP INDEX assignment_offered;

CREATE INDEX assignment_person ON assignment (contributor_id, state, ended_at);

CREATE INDEX arrival_person ON arrival (contributor_id);

CREATE INDEX inbox_kept ON inbox (update_id) WHERE state IN ('DEAD', 'ASIDE');
