-- What a project is about, in which language; and what people do not want to be asked.

ALTER TABLE project ADD COLUMN language TEXT;                        -- ISO 639-1; NULL: none in particular
ALTER TABLE project ADD COLUMN topic TEXT;
ALTER TABLE contributor ADD COLUMN unread TEXT NOT NULL DEFAULT '';   -- languages not read, separated by spaces
ALTER TABLE contributor ADD COLUMN unwanted TEXT NOT NULL DEFAULT ''; -- topics not wanted
