-- One deed of a person may come under two update ids; it takes effect once all the same.

ALTER TABLE inbox ADD COLUMN deed TEXT;  -- what was done, whatever the update's id: this press, this message

CREATE UNIQUE INDEX inbox_deed ON inbox (deed) WHERE deed IS NOT NULL;
