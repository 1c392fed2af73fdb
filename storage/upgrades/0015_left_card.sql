-- Where the card of somebody stood who blocked the bot: it could not lose its buttons, and does when they come back.

ALTER TABLE card ADD COLUMN left_message_id BIGINT;
