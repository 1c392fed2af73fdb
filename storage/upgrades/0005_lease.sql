-- How long an offered task is kept for somebody, by how long its project's answers take; and who asked for more time.

ALTER TABLE project ADD COLUMN lease BIGINT;                          -- microseconds; NULL: as the settings say
ALTER TABLE assignment ADD COLUMN warned_until BIGINT NOT NULL DEFAULT 0; -- the end of lease that the card has told of
ALTER TABLE assignment ADD COLUMN extensions BIGINT NOT NULL DEFAULT 0;   -- how often more time was asked for
