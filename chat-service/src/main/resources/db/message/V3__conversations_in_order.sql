-- Each side's conversations, in the order they are listed in. Built while messages are sent, so it
-- waits for every transaction that is open: nobody waits behind it. What was cut short leaves an
-- invalid index.
SET lock_timeout = 0;
SET statement_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS message.conversation_low;
CREATE INDEX CONCURRENTLY conversation_low
    ON message.conversation (low_user, last_at, conversation_id);
DROP INDEX CONCURRENTLY IF EXISTS message.conversation_high;
CREATE INDEX CONCURRENTLY conversation_high
    ON message.conversation (high_user, last_at, conversation_id);
RESET statement_timeout;
RESET lock_timeout;
