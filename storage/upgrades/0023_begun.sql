-- An update that ends the process is known by having been begun alone, at a start, and never ended.

ALTER TABLE inbox ADD COLUMN begun BIGINT NOT NULL DEFAULT 0;
