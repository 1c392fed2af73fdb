-- The half-made answer to what a card shows, such as the digits that were tapped so far.
ALTER TABLE card ADD COLUMN partial TEXT;

-- The buttons of an answer carry something else now: show each card that has them again, in its message.
UPDATE card SET version = version + 1
WHERE message_id IS NOT NULL AND screen IN ('TASK', 'CHANGE')
    AND EXISTS (SELECT 1 FROM contributor c WHERE c.id = card.chat_id AND c.state = 'ACTIVE');

INSERT INTO outbox (kind, chat_id, body, priority, state, due_at)
SELECT 'CARD', k.chat_id, '{}', 2, 'PENDING', 0
FROM card k JOIN contributor c ON c.id = k.chat_id
WHERE k.message_id IS NOT NULL AND k.screen IN ('TASK', 'CHANGE') AND c.state = 'ACTIVE'
ON CONFLICT DO NOTHING;
