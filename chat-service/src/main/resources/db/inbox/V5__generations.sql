-- The log's generation: positions (n, seq, cursors) of two of them say nothing about each other.
-- One row is the current one; whoever begins another locks the table, so that a transaction which
-- has read the current one may rely on it to its end.
CREATE TABLE inbox.generation (
    id    text COLLATE "C" PRIMARY KEY,
    begun timestamptz NOT NULL,
    ended timestamptz
);

CREATE UNIQUE INDEX generation_current ON inbox.generation ((ended IS NULL)) WHERE ended IS NULL;

INSERT INTO inbox.generation (id, begun)
VALUES (left(replace(gen_random_uuid()::text, '-', ''), 12), now());
