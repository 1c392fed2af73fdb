-- Who last answered in a project that is not known to be hardly better than a guess, and when: others who are wait.

ALTER TABLE project ADD COLUMN abler_id BIGINT;
ALTER TABLE project ADD COLUMN abler_at BIGINT;
