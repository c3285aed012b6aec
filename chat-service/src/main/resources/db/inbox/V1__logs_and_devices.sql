-- One row per user who was ever sent a message or connected. Its lock numbers the log's entries,
-- and the locks of two people number their conversation.
CREATE TABLE inbox.log (
    user_id text COLLATE "C" PRIMARY KEY,
    head    bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50); -- updated by every batch: room for the new version on the same page

CREATE TABLE inbox.entry (
    user_id         text COLLATE "C" NOT NULL,
    n               bigint NOT NULL,
    conversation_id uuid NOT NULL,
    seq             bigint NOT NULL,
    own             boolean NOT NULL,
    origin_device   text COLLATE "C",
    PRIMARY KEY (user_id, n)
) WITH (
    -- Entries come and go: what is trimmed is given back early.
    autovacuum_vacuum_scale_factor = 0.05
);

CREATE TABLE inbox.device (
    user_id   text COLLATE "C" NOT NULL,
    device_id text COLLATE "C" NOT NULL,
    cursor    bigint NOT NULL,
    epoch     bigint NOT NULL,
    last_seen timestamptz NOT NULL,
    created   timestamptz NOT NULL,
    PRIMARY KEY (user_id, device_id)
) WITH (fillfactor = 50);

CREATE TABLE inbox.block (
    user_id text COLLATE "C" NOT NULL,
    blocked text COLLATE "C" NOT NULL,
    PRIMARY KEY (user_id, blocked)
);
