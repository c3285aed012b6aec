-- When each work of upkeep that one process does for all was begun last.
CREATE TABLE inbox.upkeep (
    work  text COLLATE "C" PRIMARY KEY,
    began timestamptz NOT NULL
);
