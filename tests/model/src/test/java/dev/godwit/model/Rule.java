package dev.godwit.model;

/// What the system keeps to, and what the model can leave out to see what it is good for. The
/// comment says what is done instead.
enum Rule {
    /// R5: presence is looked up first, the message committed then.
    COMMIT_BEFORE_LOOK_UP,

    /// R5: the record is published first, the message committed then.
    COMMIT_BEFORE_PUBLISH,

    /// R6: the log is read first, the route registered then.
    REGISTER_BEFORE_READ,

    /// R7: a route is the gateway's name and nothing more.
    ROUTE_NAMES_THE_CONNECTION,

    /// R7: the clean-up of a connection deletes whatever route there is.
    DELETE_ONLY_ONES_OWN,

    /// R7: a refresh takes the place of any route but its own.
    REFRESH_YIELDS_TO_NEWER,

    /// R7: a refresh that finds no route, or an old one, sets its own and leaves it at that.
    REFRESH_READS_WHAT_WAS_MISSED,

    /// R8: nobody asks how far the log reaches.
    HEAD_CHECK,

    /// R9: what was pushed is forgotten.
    FORGET_ONLY_ACKNOWLEDGED,

    /// R10: the cursor is set to whatever ack comes.
    CURSOR_ONLY_FORWARD,

    /// S6: whatever record comes is written to the socket.
    PUSH_ONLY_WHAT_IS_NEXT,

    /// R12: a connection is registered as soon as it is numbered, whether its client is still there
    /// or not. (`LocalConnection` asks the client first where numbering took long.)
    HEARD_SINCE_NUMBERED
}
