-- Everything that is done is in the history now, not only what admins do: one person's rows are found without reading
-- all of it, to show them and to forget the person.
CREATE INDEX event_actor ON event (actor_id, seq);

CREATE INDEX event_about ON event (about_id, seq);
