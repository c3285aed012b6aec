package dev.godwit.embedded;

/// The reason why a server did not start, as one line for the person at the terminal.
public final class StartFailed extends RuntimeException {
    public StartFailed(String line) {
        super(line);
    }

    public StartFailed(String line, Throwable cause) {
        super(line, cause);
    }

    static StartFailed portTaken(String server, String address) {
        return new StartFailed(
                server
                        + " cannot listen on "
                        + address
                        + ": the port is taken; stop what uses it, or choose another");
    }
}
