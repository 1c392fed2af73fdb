-- Which message shows a preview in a requester's chat: it is turned in place, and a new one takes its buttons away.
CREATE TABLE preview (
    chat_id BIGINT PRIMARY KEY,
    project_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL
);
