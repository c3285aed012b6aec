-- Every opening takes its epoch from here, so none comes again, not even where a device is removed
-- and registered anew. It starts beyond what counting per device has reached, so no table is read.
CREATE SEQUENCE inbox.epoch START WITH 4294967296;

-- The highest epoch whose connection is known to have ended.
ALTER TABLE inbox.device ADD COLUMN closed bigint NOT NULL DEFAULT 0;
