-- Where the device opened last, and how often in a row it opened there with entries due: a client
-- that dies of an entry never gets past it.
ALTER TABLE inbox.device
    ADD COLUMN opened_at bigint,
    ADD COLUMN stalled   integer NOT NULL DEFAULT 0;
