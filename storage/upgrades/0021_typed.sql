-- What people's messages were for, so that an edited message corrects what it said, and what was hinted at lately.

-- What a chat was asked for last, where nothing else tells: a screen of the pace, a step of the dialogue, an announcement.
CREATE TABLE expecting (
    chat_id BIGINT PRIMARY KEY,
    what TEXT NOT NULL,
    part TEXT NOT NULL DEFAULT '',       -- which screen of the pace
    message_id BIGINT,                   -- where the pace is shown, once that is known
    since BIGINT NOT NULL
);

CREATE TABLE typed (
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    ref BIGINT NOT NULL DEFAULT 0,       -- the project, the announcement or the assignment
    part TEXT NOT NULL DEFAULT '',       -- the step of the dialogue, or the screen of the pace
    update_id BIGINT NOT NULL,           -- the update that brought what it says now
    typed_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);

CREATE INDEX typed_age ON typed (typed_at);

CREATE TABLE hint (
    chat_id BIGINT NOT NULL,
    about TEXT NOT NULL,
    ref BIGINT NOT NULL DEFAULT 0,
    hinted_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, about)
);

CREATE INDEX hint_age ON hint (hinted_at);
