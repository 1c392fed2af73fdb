-- The pseudonym for answers to tasks that name their people: whoever wrote the file knows whose those are. NULL for
-- people who answered in a project before there were two.

ALTER TABLE pseudonym ADD COLUMN named_key TEXT;
