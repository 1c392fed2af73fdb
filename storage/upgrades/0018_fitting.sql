-- A full fit is made, stored and followed in many transactions: whoever starts after a kill in their midst begins it anew.

ALTER TABLE question ADD COLUMN fitting BOOLEAN NOT NULL DEFAULT FALSE;
