-- What was done that somebody may have to answer for: who did what to whom, when and why. Rows are only ever added.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id BIGINT NOT NULL,            -- the contributor or admin who did it
    about_id BIGINT NOT NULL,            -- whom it was done to
    kind TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT ''        -- the reason given
);
