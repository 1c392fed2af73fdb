-- Announcements that are sent fast for Stars, and the account of what that costs: in tenths of a Star, one a message.

ALTER TABLE announcement ADD COLUMN fare TEXT NOT NULL DEFAULT 'FREE';

ALTER TABLE announcement ADD COLUMN fare_end TEXT;  -- why it goes on free of charge, after it was paid for

ALTER TABLE announcement ADD COLUMN paid BIGINT NOT NULL DEFAULT 0; -- messages that were, or may have been

ALTER TABLE outbox ADD COLUMN stars_day BIGINT;     -- whose account pays for it; NULL when it costs nothing

CREATE TABLE star_day (
    day BIGINT PRIMARY KEY,              -- UTC, counted from 1970
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    spent BIGINT NOT NULL CHECK (spent >= 0)
);
