-- Who is written to, and when. Counts are of the person's own day.

ALTER TABLE contributor ADD COLUMN quiet_from BIGINT;             -- minutes after local midnight; NULL: no quiet hours
ALTER TABLE contributor ADD COLUMN quiet_until BIGINT;
ALTER TABLE contributor ADD COLUMN tasks_a_day BIGINT;            -- NULL: no limit
ALTER TABLE contributor ADD COLUMN pushes_a_day BIGINT;           -- NULL: as the settings say
ALTER TABLE contributor ADD COLUMN pause_until BIGINT;            -- goes on by itself then; NULL: when they say so
ALTER TABLE contributor ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0; -- when they last did something
ALTER TABLE contributor ADD COLUMN ignored_pushes BIGINT NOT NULL DEFAULT 0; -- pushes since then
ALTER TABLE contributor ADD COLUMN day BIGINT NOT NULL DEFAULT 0; -- their own day that the counts below are of
ALTER TABLE contributor ADD COLUMN tasks_today BIGINT NOT NULL DEFAULT 0;
ALTER TABLE contributor ADD COLUMN pushes_today BIGINT NOT NULL DEFAULT 0;

UPDATE contributor SET quiet_from = 1320, quiet_until = 480;

CREATE INDEX contributor_pause ON contributor (pause_until) WHERE pause_until IS NOT NULL;
