package dev.godwit.local.chat;

import dev.godwit.protocol.ServerFrame;

/// Where a conversation is shown. Called by the session's thread.
interface Screen {
    /// A message from before this client was started.
    void earlier(ServerFrame.Message message);

    /// A message that just arrived.
    void arrived(ServerFrame.Message message);

    /// A message of one's own, shown first as pending and again with each step it takes.
    void outgoing(Outgoing message);

    /// Something about the connection, or an answer to a command.
    void notice(String text);
}
