-- Who decided what about whom stands in event; nothing ever wrote to this table.
DROP TABLE decision;
