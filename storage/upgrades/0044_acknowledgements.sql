-- Presses are acknowledged from memory: an acknowledgement that waits is void by now, and no row has the turn -1 any more.
UPDATE outbox SET state = 'SENT', reason = 'void', ended_at = due_at, body = '{}'
WHERE state IN ('PENDING', 'SENDING') AND kind = 'CALLBACK';
