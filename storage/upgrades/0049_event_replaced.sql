-- A row that replaces another one deletes it without waking the trigger against deleting.
CREATE TRIGGER event_added BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq)
BEGIN
    SELECT RAISE(ABORT, 'event is append-only: rows are never replaced');
END;
