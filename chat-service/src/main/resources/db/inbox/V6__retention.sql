-- The highest position whose entry was deleted for its age, acknowledged or not: no device reads on
-- from below it.
ALTER TABLE inbox.log ADD COLUMN floor bigint NOT NULL DEFAULT 0;
