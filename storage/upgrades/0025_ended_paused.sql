-- A project that was paused when its last task closed is paused again if one of its tasks opens again.
ALTER TABLE project ADD COLUMN ended_paused BOOLEAN NOT NULL DEFAULT FALSE;
