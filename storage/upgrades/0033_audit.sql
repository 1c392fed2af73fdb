-- What was done to projects is history as well, and nobody rewrites history.

ALTER TABLE event ADD COLUMN project_id BIGINT;    -- the project it was done to, if any

CREATE INDEX event_project ON event (project_id, seq) WHERE project_id IS NOT NULL;

CREATE TRIGGER event_stays BEFORE DELETE ON event
BEGIN
    SELECT RAISE(ABORT, 'event is append-only: rows are never deleted');
END;

-- Only a person may be taken out of a row: ids become 0 or lower, which is nobody, and the words become empty.
CREATE TRIGGER event_unchanged BEFORE UPDATE ON event
WHEN NEW.seq <> OLD.seq OR NEW.at <> OLD.at OR NEW.kind <> OLD.kind OR NEW.project_id IS NOT OLD.project_id
    OR (NEW.actor_id <> OLD.actor_id AND NEW.actor_id > 0)
    OR (NEW.about_id <> OLD.about_id AND NEW.about_id > 0)
    OR (NEW.body <> OLD.body AND NEW.body <> '')
BEGIN
    SELECT RAISE(ABORT, 'event is append-only: only the people in a row may be made anonymous');
END;
