-- Of the first `counted` messages, `low_sent` are the lower user's and the rest the other's. A send
-- counts its messages where all before them are counted; what was stored by the version before is
-- counted when the conversation is listed.
ALTER TABLE message.conversation
    ADD COLUMN counted  bigint NOT NULL DEFAULT 0,
    ADD COLUMN low_sent bigint NOT NULL DEFAULT 0;
