-- An update that was handled is known by its id and deed alone: what it said is personal data.

UPDATE inbox SET body = '' WHERE state = 'DONE';
