-- What the upgrades in storage/upgrades make. Written by `python -m storage.schema`; do not edit.

CREATE TABLE announcement (
    id INTEGER PRIMARY KEY,
    author_id BIGINT NOT NULL REFERENCES contributor (id),
    project_id BIGINT REFERENCES project (id), -- NULL: to everybody who is subscribed
    text TEXT,                           -- Telegram's HTML; NULL while it is not written
    state TEXT NOT NULL,
    message_id BIGINT,                   -- where its author writes and follows it
    version BIGINT NOT NULL DEFAULT 1,   -- what that message should show
    shown_version BIGINT NOT NULL DEFAULT 0,
    shown_at BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    settled_at BIGINT                    -- what became of it is known for everybody
, fare TEXT NOT NULL DEFAULT 'FREE', fare_end TEXT, paid BIGINT NOT NULL DEFAULT 0);

CREATE INDEX announcement_author ON announcement (author_id, id);

CREATE INDEX announcement_going ON announcement (id) WHERE started_at IS NOT NULL AND settled_at IS NULL;

CREATE TABLE answer (
    assignment_id BIGINT NOT NULL REFERENCES assignment (id),
    question_id BIGINT NOT NULL REFERENCES question (id),
    version BIGINT NOT NULL,             -- the highest is the answer; the others are its history
    task_id BIGINT NOT NULL,
    contributor_id BIGINT NOT NULL,
    label BIGINT,                        -- choice questions
    value TEXT,                          -- other kinds: JSON
    counted BOOLEAN NOT NULL,
    credit DOUBLE PRECISION,             -- what it gives to its author's expected right answers
    update_id BIGINT,
    instruction_version BIGINT NOT NULL,
    consent_version BIGINT,
    answered_at BIGINT NOT NULL,
    skipped TEXT,
    PRIMARY KEY (assignment_id, question_id, version)
);

CREATE INDEX answer_task ON answer (task_id, question_id) WHERE counted;

CREATE TABLE arrival (
    project_id BIGINT NOT NULL REFERENCES project (id),
    contributor_id BIGINT NOT NULL REFERENCES contributor (id),
    came_at BIGINT NOT NULL,             -- when the person opened the project's link for the first time
    PRIMARY KEY (project_id, contributor_id)
);

CREATE INDEX arrival_person ON arrival (contributor_id);

CREATE TABLE assignment (
    id INTEGER PRIMARY KEY,
    task_id BIGINT NOT NULL REFERENCES task (id),
    contributor_id BIGINT NOT NULL REFERENCES contributor (id),
    round BIGINT NOT NULL DEFAULT 1,     -- a new one only when a requester sends work back
    state TEXT NOT NULL,
    lease_id BIGINT NOT NULL,            -- grows with each offer of this row: an old lease ends nothing
    lease_until BIGINT NOT NULL,
    offered_at BIGINT NOT NULL,
    ended_at BIGINT,
    skip_reason TEXT,
    warned_until BIGINT NOT NULL DEFAULT 0,
    extensions BIGINT NOT NULL DEFAULT 0,
    UNIQUE (task_id, contributor_id, round)
);

CREATE INDEX assignment_lease ON assignment (lease_until) WHERE state = 'OFFERED';

CREATE INDEX assignment_person ON assignment (contributor_id, state, ended_at);

CREATE TABLE audience (
    contributor_id BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    level BIGINT NOT NULL,               -- the task's level and rank, repeated here to be picked by
    rank BIGINT NOT NULL,
    task_id BIGINT NOT NULL REFERENCES task (id),
    PRIMARY KEY (contributor_id, project_id, task_id)
);

CREATE INDEX audience_pick ON audience (contributor_id, project_id, level, rank, task_id);

CREATE INDEX audience_task ON audience (task_id);

CREATE TABLE ban (
    contributor_id BIGINT PRIMARY KEY,   -- stays when its person is forgotten: a ban must not be easy to shake off
    reason TEXT NOT NULL,                -- in the admin's words; the person reads it
    banned_by BIGINT NOT NULL,
    banned_at BIGINT NOT NULL,
    state_before TEXT NOT NULL,          -- what they go back to
    discards BOOLEAN NOT NULL,           -- their answers count no longer
    discard_after BIGINT                 -- the last assignment that was handled; NULL when there is nothing to do
);

CREATE TABLE card (
    chat_id BIGINT PRIMARY KEY,
    message_id BIGINT,                   -- NULL: not shown, or not known to be
    screen TEXT NOT NULL,
    page BIGINT NOT NULL DEFAULT 0,
    assignment_id BIGINT,
    previous_assignment_id BIGINT,       -- what "Change" goes back to
    version BIGINT NOT NULL DEFAULT 1,   -- what it should show
    shown_version BIGINT NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL
, left_message_id BIGINT, partial TEXT, position BIGINT NOT NULL DEFAULT 0);

CREATE TABLE closed_by (
    project_id BIGINT NOT NULL REFERENCES project (id),
    reason TEXT NOT NULL,
    n BIGINT NOT NULL,                   -- tasks that are closed for this reason now
    PRIMARY KEY (project_id, reason)
);

CREATE TABLE consensus (
    task_id BIGINT NOT NULL REFERENCES task (id),
    question_id BIGINT NOT NULL REFERENCES question (id),
    version BIGINT NOT NULL,             -- grows each time the task is closed anew
    label BIGINT,
    value TEXT,
    confidence DOUBLE PRECISION NOT NULL,
    vote_share DOUBLE PRECISION NOT NULL,
    n_answers BIGINT NOT NULL,
    reason TEXT NOT NULL,
    rule_version BIGINT NOT NULL,
    method TEXT NOT NULL,
    method_version BIGINT NOT NULL,
    numbers TEXT NOT NULL,               -- JSON: what the decision looked at
    closed_at BIGINT NOT NULL,
    reopened_at BIGINT,
    PRIMARY KEY (task_id, question_id, version)
);

CREATE TABLE consent (
    contributor_id BIGINT NOT NULL REFERENCES contributor (id),
    version BIGINT NOT NULL,
    text_hash TEXT NOT NULL,
    locale TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (contributor_id, given_at)
);

CREATE TABLE contributor (
    id BIGINT PRIMARY KEY,               -- the person's Telegram id, which is also the private chat's
    state TEXT NOT NULL,
    state_before TEXT,                   -- what somebody who unblocks the bot goes back to
    locale TEXT NOT NULL,
    zone TEXT,                           -- IANA name, once asked
    source TEXT,                         -- payload of the link that brought the person
    last_project_id BIGINT,              -- asked from first, so that a person stays in one subject
    waiting_since BIGINT,                -- wants a task, and there was none
    looked_at BIGINT NOT NULL DEFAULT 0, -- when a waiting person was last looked after
    created_at BIGINT NOT NULL
, quiet_from BIGINT, quiet_until BIGINT, tasks_a_day BIGINT, pushes_a_day BIGINT, pause_until BIGINT, seen_at BIGINT NOT NULL DEFAULT 0, ignored_pushes BIGINT NOT NULL DEFAULT 0, day BIGINT NOT NULL DEFAULT 0, tasks_today BIGINT NOT NULL DEFAULT 0, pushes_today BIGINT NOT NULL DEFAULT 0, push_stops DOUBLE PRECISION NOT NULL DEFAULT 0, push_brought DOUBLE PRECISION NOT NULL DEFAULT 0, pushed_at BIGINT, announcements BOOLEAN NOT NULL DEFAULT TRUE, unread TEXT NOT NULL DEFAULT '', unwanted TEXT NOT NULL DEFAULT '', digest_at BIGINT, digest_due BIGINT, digest_since BIGINT NOT NULL DEFAULT 0, gone_at BIGINT);

CREATE INDEX contributor_digest ON contributor (digest_due) WHERE digest_due IS NOT NULL;

CREATE INDEX contributor_gone ON contributor (gone_at) WHERE gone_at IS NOT NULL;

CREATE INDEX contributor_pause ON contributor (pause_until) WHERE pause_until IS NOT NULL;

CREATE INDEX contributor_present ON contributor (seen_at) WHERE waiting_since IS NOT NULL;

CREATE INDEX contributor_waiting ON contributor (looked_at, id) WHERE waiting_since IS NOT NULL;

CREATE TABLE "dialogue" (
    requester_id BIGINT PRIMARY KEY REFERENCES contributor (id),
    project_id BIGINT NOT NULL REFERENCES project (id),
    step TEXT NOT NULL,
    message_id BIGINT
, version BIGINT NOT NULL DEFAULT 1);

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at BIGINT NOT NULL,
    actor_id BIGINT NOT NULL,            -- the contributor or admin who did it
    about_id BIGINT NOT NULL,            -- whom it was done to
    kind TEXT NOT NULL,
    body TEXT NOT NULL DEFAULT ''        -- the reason given
, project_id BIGINT);

CREATE INDEX event_about ON event (about_id, seq);

CREATE INDEX event_actor ON event (actor_id, seq);

CREATE TRIGGER event_added BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'event is append-only: rows are never replaced');
END;

CREATE INDEX event_project ON event (project_id, seq) WHERE project_id IS NOT NULL;

CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only: rows are never deleted');
END;

CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
WHEN NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind OR NEW.project_id IS NOT OLD.project_id
    OR (NEW.actor_id <> OLD.actor_id AND NEW.actor_id > 0)
    OR (NEW.about_id <> OLD.about_id AND NEW.about_id > 0)
    OR (NEW.body <> OLD.body AND NEW.body <> '')
BEGIN
    SELECT RAISE(ABORT, 'event is append-only: only the people in a row may be made anonymous');
END;

CREATE TABLE expecting (
    chat_id BIGINT PRIMARY KEY,
    what TEXT NOT NULL,
    part TEXT NOT NULL DEFAULT '',       -- which screen of the pace
    message_id BIGINT,                   -- where the pace is shown, once that is known
    since BIGINT NOT NULL
);

CREATE TABLE fact (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE forgetting (
    contributor_id BIGINT PRIMARY KEY,
    through_assignment BIGINT NOT NULL,  -- newer ones belong to somebody who came back as a stranger
    through_out BIGINT NOT NULL,         -- the same for messages; the farewell is among the older ones
    next_out BIGINT NOT NULL DEFAULT 0,  -- where the next page of messages begins
    project_id BIGINT,                   -- whose answers are being detached, and what takes the person's place there
    stand_in_id BIGINT,
    begun_at BIGINT NOT NULL
);

CREATE TABLE gold (
    task_id BIGINT NOT NULL REFERENCES task (id),
    question_id BIGINT NOT NULL REFERENCES question (id),
    label BIGINT,                        -- kinds whose answers are codes of options
    value TEXT,                          -- other kinds: JSON
    PRIMARY KEY (task_id, question_id)
);

CREATE TABLE grant_link (
    token_hash TEXT PRIMARY KEY,         -- the link itself is never stored
    role TEXT NOT NULL,
    created_by BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by BIGINT,
    used_at BIGINT
);

CREATE TABLE hint (
    chat_id BIGINT NOT NULL,
    about TEXT NOT NULL,
    ref BIGINT NOT NULL DEFAULT 0,
    hinted_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, about)
);

CREATE INDEX hint_age ON hint (hinted_at);

CREATE TABLE import (
    pending_id BIGINT PRIMARY KEY,       -- the file, with what its message shows and the answers about it
    requester_id BIGINT NOT NULL,
    project_id BIGINT REFERENCES project (id), -- NULL until the file has been read
    first_rank BIGINT NOT NULL DEFAULT 0,
    n_tasks BIGINT NOT NULL DEFAULT 0,
    n_items BIGINT NOT NULL DEFAULT 0,   -- its tasks, and the people named for each of them
    n_stored BIGINT NOT NULL DEFAULT 0,  -- items stored so far, in the file's order
    attempts BIGINT NOT NULL DEFAULT 0,  -- begun since anything was last stored
    due_at BIGINT NOT NULL,
    queued_at BIGINT NOT NULL
);

CREATE INDEX import_project ON import (project_id);

CREATE INDEX import_requester ON import (requester_id);

CREATE TABLE inbox (
    update_id BIGINT PRIMARY KEY,
    received_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0
, deed TEXT, begun BIGINT NOT NULL DEFAULT 0);

CREATE UNIQUE INDEX inbox_deed ON inbox (deed) WHERE deed IS NOT NULL;

CREATE INDEX inbox_kept ON inbox (update_id) WHERE state IN ('DEAD', 'ASIDE');

CREATE INDEX inbox_pending ON inbox (update_id) WHERE state = 'PENDING';

CREATE INDEX inbox_received ON inbox (received_at) WHERE state <> 'PENDING';

CREATE TABLE invite (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    token TEXT NOT NULL UNIQUE,          -- passed on in public: it gives nobody a right, so it is stored as it is
    created_at BIGINT NOT NULL
);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    chat_id BIGINT NOT NULL,
    ref BIGINT NOT NULL DEFAULT 0,
    body TEXT NOT NULL,                  -- JSON
    priority BIGINT NOT NULL,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    lease_id BIGINT,                     -- which claim is sending it
    reason TEXT,
    ended_at BIGINT
, stars_day BIGINT, turn BIGINT NOT NULL DEFAULT 0, latest BIGINT NOT NULL DEFAULT 0, in_line BIGINT NOT NULL DEFAULT 1);

CREATE INDEX outbox_due ON outbox (due_at) WHERE state = 'PENDING';

CREATE INDEX outbox_ended ON outbox (ended_at) WHERE ended_at IS NOT NULL;

CREATE UNIQUE INDEX outbox_latest ON outbox (kind, chat_id, ref) WHERE state = 'PENDING' AND latest = 1;

CREATE INDEX outbox_line ON outbox (chat_id, turn)
    WHERE state IN ('PENDING', 'SENDING') AND in_line = 1 AND priority IN (0, 1, 3);

CREATE INDEX outbox_pending ON outbox (turn, priority, due_at, id) WHERE state = 'PENDING';

CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'SENDING';

CREATE INDEX outbox_unknown ON outbox (chat_id) WHERE state = 'UNKNOWN';

CREATE TABLE panel (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    chat_id BIGINT NOT NULL,
    message_id BIGINT,
    screen TEXT NOT NULL,
    shown_at BIGINT NOT NULL
);

CREATE TABLE pending_file (
    id INTEGER PRIMARY KEY,
    requester_id BIGINT NOT NULL REFERENCES contributor (id),
    source_message BIGINT NOT NULL,      -- the message that brought it
    name TEXT NOT NULL,
    file_id TEXT,                        -- Telegram's: the file is fetched again when it is needed again
    content TEXT,                        -- lines that were pasted; NULL once they were used
    caption TEXT,
    album TEXT,                          -- the album that it came in
    size BIGINT NOT NULL,
    choices TEXT NOT NULL,               -- JSON: what was answered so far
    screen TEXT NOT NULL,                -- what its message shows
    shown TEXT NOT NULL,                 -- JSON: the figures and names in it
    asks TEXT,                           -- which question is open; NULL when it is over
    message_id BIGINT,
    changed_at BIGINT NOT NULL,
    UNIQUE (requester_id, source_message)
);

CREATE INDEX pending_file_changed ON pending_file (changed_at);

CREATE INDEX pending_file_open ON pending_file (requester_id) WHERE asks IS NOT NULL;

CREATE TABLE preview (
    chat_id BIGINT PRIMARY KEY,
    project_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL
);

CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    requester_id BIGINT NOT NULL REFERENCES contributor (id),
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    content_columns TEXT NOT NULL,       -- JSON list, in the file's order
    has_keys BOOLEAN NOT NULL,           -- the file had the requester's own keys
    deadline_at BIGINT,
    instruction_version BIGINT NOT NULL DEFAULT 1,
    next_rank BIGINT NOT NULL DEFAULT 1,
    has_open BOOLEAN NOT NULL DEFAULT FALSE,   -- some tasks are open to all
    has_named BOOLEAN NOT NULL DEFAULT FALSE,  -- some tasks are for named people
    n_tasks BIGINT NOT NULL DEFAULT 0,
    n_gold BIGINT NOT NULL DEFAULT 0,
    n_closed BIGINT NOT NULL DEFAULT 0,
    n_stated BIGINT NOT NULL DEFAULT 0,        -- closed tasks whose confidence is the crowd's: not gold, answered
    n_answers BIGINT NOT NULL DEFAULT 0,       -- people's answers that count
    n_late BIGINT NOT NULL DEFAULT 0,          -- answers that came too late to count
    n_skips BIGINT NOT NULL DEFAULT 0,
    confidence_sum DOUBLE PRECISION NOT NULL DEFAULT 0, -- over those
    created_at BIGINT NOT NULL,
    launched_at BIGINT,
    ended_at BIGINT,
    changed_at BIGINT NOT NULL
, lease BIGINT, budget BIGINT, n_offered BIGINT NOT NULL DEFAULT 0, language TEXT, topic TEXT, abler_id BIGINT, abler_at BIGINT, n_unsettled BIGINT NOT NULL DEFAULT 0, settling BOOLEAN NOT NULL DEFAULT FALSE, files_asked_at BIGINT, ended_paused BOOLEAN NOT NULL DEFAULT FALSE, deleted_at BIGINT, held TEXT, held_reason TEXT NOT NULL DEFAULT '', touched_at BIGINT NOT NULL DEFAULT 0, expiry_told_at BIGINT, ending BOOLEAN NOT NULL DEFAULT FALSE, preparing BOOLEAN NOT NULL DEFAULT FALSE, check_after BIGINT, draft TEXT);

CREATE INDEX project_checking ON project (id) WHERE check_after IS NOT NULL;

CREATE INDEX project_deleted ON project (id) WHERE deleted_at IS NOT NULL;

CREATE INDEX project_draft ON project (touched_at) WHERE state = 'DRAFT' AND deleted_at IS NULL;

CREATE INDEX project_ending ON project (id) WHERE ending;

CREATE INDEX project_held ON project (id) WHERE ended_at IS NOT NULL AND n_offered > 0;

CREATE INDEX project_held_back ON project (id) WHERE held IS NOT NULL AND n_offered > 0;

CREATE INDEX project_limited ON project (id)
    WHERE ended_at IS NULL AND (budget IS NOT NULL OR deadline_at IS NOT NULL);

CREATE INDEX project_requester ON project (requester_id, id);

CREATE INDEX project_running ON project (id) WHERE state = 'RUNNING';

CREATE TABLE pseudonym (
    contributor_id BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    named_key TEXT,
    PRIMARY KEY (contributor_id, project_id),
    UNIQUE (project_id, key)
);

CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    config TEXT NOT NULL DEFAULT '{}',
    version BIGINT NOT NULL DEFAULT 1,
    prior_right DOUBLE PRECISION NOT NULL,     -- pooled prior of the contributors' skills
    prior_wrong DOUBLE PRECISION NOT NULL,
    n_fitted BIGINT NOT NULL DEFAULT 0,  -- answers that the last full fit saw
    model TEXT,
    fitted_through BIGINT NOT NULL DEFAULT -1,
    fitting BOOLEAN NOT NULL DEFAULT FALSE,
    target DOUBLE PRECISION NOT NULL DEFAULT 0.95,
    min_answers BIGINT NOT NULL DEFAULT 1,
    max_answers BIGINT NOT NULL DEFAULT 1,
    margin BIGINT,
    nothing_code BIGINT,
    nothing_run BIGINT,
    reopening BOOLEAN NOT NULL DEFAULT FALSE,
    n_rule_changes BIGINT NOT NULL DEFAULT 0,
    conditions TEXT,
    UNIQUE (project_id, position)
);

CREATE INDEX question_reopening ON question (project_id) WHERE reopening;

CREATE TABLE recipient (
    announcement_id BIGINT NOT NULL REFERENCES announcement (id),
    contributor_id BIGINT NOT NULL,
    state TEXT NOT NULL,
    not_before BIGINT NOT NULL,          -- when they are looked after next
    outbox_id BIGINT,
    PRIMARY KEY (announcement_id, contributor_id)
);

CREATE INDEX recipient_queued ON recipient (announcement_id, outbox_id) WHERE state = 'QUEUED';

CREATE INDEX recipient_waiting ON recipient (announcement_id, not_before) WHERE state = 'WAITING';

CREATE TABLE report_panel (
    project_id BIGINT NOT NULL REFERENCES project (id),
    admin_id BIGINT NOT NULL,
    message_id BIGINT,                   -- NULL: the next change comes in a new message, which notifies
    is_due BOOLEAN NOT NULL,             -- there is something new to show
    asked_at BIGINT NOT NULL DEFAULT 0,  -- when it was last sent or edited
    PRIMARY KEY (project_id, admin_id)
);

CREATE TABLE role (
    contributor_id BIGINT NOT NULL,
    role TEXT NOT NULL,
    granted_by BIGINT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (contributor_id, role)
);

CREATE TABLE seen_cursor (
    contributor_id BIGINT NOT NULL,
    project_id BIGINT NOT NULL,
    named BOOLEAN NOT NULL,              -- among the tasks for named people, or those open to all
    level BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    PRIMARY KEY (contributor_id, project_id, named, level)
);

CREATE TABLE skill (
    question_id BIGINT NOT NULL REFERENCES question (id),
    contributor_id BIGINT NOT NULL,
    "right" DOUBLE PRECISION NOT NULL,   -- expected right answers
    answered DOUBLE PRECISION NOT NULL,  -- answers that this is based on
    matched TEXT,
    PRIMARY KEY (question_id, contributor_id)
);

CREATE TABLE skipped (
    project_id BIGINT NOT NULL REFERENCES project (id),
    task_id BIGINT NOT NULL REFERENCES task (id),
    reason TEXT NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (project_id, task_id, reason)
);

CREATE TABLE star_day (
    day BIGINT PRIMARY KEY,              -- UTC, counted from 1970
    reserved BIGINT NOT NULL CHECK (reserved >= 0),
    spent BIGINT NOT NULL CHECK (spent >= 0)
);

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id),
    key TEXT NOT NULL,                   -- the requester's own, else the row number
    row_number BIGINT NOT NULL,
    content TEXT NOT NULL,               -- JSON object, column to text
    gold TEXT,                           -- the known option as the file gave it
    state TEXT NOT NULL,
    named BOOLEAN NOT NULL,              -- offered only to its audience
    offer BOOLEAN NOT NULL,              -- one more offer may be made now
    level BIGINT NOT NULL,               -- priority: low goes first
    rank BIGINT NOT NULL,                -- the project's counter when the task came to this level
    n_offered BIGINT NOT NULL DEFAULT 0,
    n_skips BIGINT NOT NULL DEFAULT 0,
    mixed BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (project_id, key)
);

CREATE INDEX task_closed ON task (project_id, id) WHERE state = 'CLOSED';

CREATE INDEX task_gold ON task (project_id, gold) WHERE gold IS NOT NULL;

CREATE INDEX task_mixed ON task (project_id, rank) WHERE mixed;

CREATE INDEX task_offer ON task (project_id, level, rank) WHERE offer AND NOT named;

CREATE INDEX task_open ON task (project_id, id) WHERE state = 'OPEN';

CREATE INDEX task_row ON task (project_id, row_number);

CREATE TABLE task_question (
    task_id BIGINT NOT NULL REFERENCES task (id),
    question_id BIGINT NOT NULL REFERENCES question (id),
    state TEXT NOT NULL,
    reason TEXT,                         -- why it is closed
    label BIGINT,                        -- kinds whose answers are codes of options
    value TEXT,                          -- other kinds: JSON
    confidence DOUBLE PRECISION NOT NULL DEFAULT 0,
    vote_share DOUBLE PRECISION NOT NULL DEFAULT 0,
    n_answers BIGINT NOT NULL DEFAULT 0,
    belief TEXT,                         -- the last full fit's, as the kind of question wrote it
    PRIMARY KEY (task_id, question_id)
);

CREATE TABLE task_report (
    id INTEGER PRIMARY KEY,
    project_id BIGINT NOT NULL REFERENCES project (id),
    task_id BIGINT NOT NULL REFERENCES task (id),
    contributor_id BIGINT NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '',      -- what they added, if anything
    state TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    UNIQUE (task_id, contributor_id)
);

CREATE INDEX task_report_by ON task_report (contributor_id, reported_at);

CREATE INDEX task_report_open ON task_report (project_id) WHERE state = 'OPEN';

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

CREATE TABLE upgrade (number BIGINT PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE writer (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL                   -- made up at random by each process that opens the database
);
