-- How sure, how many at least and at most are no longer asked one after the other: they hold something from the start,
-- and can be set on demand. A draft that had come so far is ready.
UPDATE project SET draft_step = 'READY' WHERE draft_step IN ('TARGET', 'MIN', 'MAX');
