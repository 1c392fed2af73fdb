-- Links by which people are invited to a project, and who opened them.

CREATE TABLE invite (
    project_id BIGINT PRIMARY KEY REFERENCES project (id),
    token TEXT NOT NULL UNIQUE,          -- passed on in public: it gives nobody a right, so it is stored as it is
    created_at BIGINT NOT NULL
);

CREATE TABLE arrival (
    project_id BIGINT NOT NULL REFERENCES project (id),
    contributor_id BIGINT NOT NULL REFERENCES contributor (id),
    came_at BIGINT NOT NULL,             -- when the person opened the project's link for the first time
    PRIMARY KEY (project_id, contributor_id)
);
