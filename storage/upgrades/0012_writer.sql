-- Who writes here: the process that opened the database last. Whoever was before it must not write any more.

CREATE TABLE writer (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL                   -- made up at random by each process that opens the database
);
