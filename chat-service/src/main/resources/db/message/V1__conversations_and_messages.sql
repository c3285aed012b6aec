-- Ids are compared byte by byte: cheaper than by locale, and the order in which rows are locked is
-- the same on every server.

CREATE TABLE message.conversation (
    conversation_id uuid PRIMARY KEY,
    low_user        text COLLATE "C" NOT NULL,
    high_user       text COLLATE "C" NOT NULL,
    last_seq        bigint NOT NULL,
    last_at         bigint NOT NULL
) WITH (fillfactor = 50); -- updated by every batch: room for the new version on the same page

-- sender_n and recipient_n are the positions in the two people's logs (sender_n is 0 where the
-- sender's log has none), so that a repeated send gets the whole first answer.
CREATE TABLE message.message (
    conversation_id uuid NOT NULL,
    seq             bigint NOT NULL,
    at              bigint NOT NULL,
    sender_n        bigint NOT NULL,
    recipient_n     bigint NOT NULL,
    sender          text COLLATE "C" NOT NULL,
    recipient       text COLLATE "C" NOT NULL,
    client_id       text COLLATE "C" NOT NULL,
    kind            text NOT NULL,
    body            bytea NOT NULL, -- UTF-8; text cannot hold every character
    content_hash    bytea NOT NULL,
    PRIMARY KEY (conversation_id, seq),
    UNIQUE (conversation_id, sender, client_id)
);

-- How far the conversation has been stored on a device of the user.
CREATE TABLE message.mark (
    conversation_id uuid NOT NULL,
    user_id         text COLLATE "C" NOT NULL,
    delivered       bigint NOT NULL,
    PRIMARY KEY (conversation_id, user_id)
) WITH (fillfactor = 50);

-- Whose conversations are which; written with a conversation's first message.
CREATE TABLE message.member (
    user_id         text COLLATE "C" NOT NULL,
    conversation_id uuid NOT NULL,
    PRIMARY KEY (user_id, conversation_id)
);
