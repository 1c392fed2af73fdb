-- A draft that is deleted is gone at once for its requester; its rows go bit by bit.
ALTER TABLE project ADD COLUMN deleted_at BIGINT;

CREATE INDEX project_deleted ON project (id) WHERE deleted_at IS NOT NULL;
