-- What pushes to somebody brought lately, by which it is chosen whom to push.

ALTER TABLE contributor ADD COLUMN push_stops DOUBLE PRECISION NOT NULL DEFAULT 0;   -- pushes let go or stopped after, decayed
ALTER TABLE contributor ADD COLUMN push_brought DOUBLE PRECISION NOT NULL DEFAULT 0; -- answers that they brought, decayed
ALTER TABLE contributor ADD COLUMN pushed_at BIGINT;                                 -- the push that answers are counted to

CREATE INDEX contributor_present ON contributor (seen_at) WHERE waiting_since IS NOT NULL;
