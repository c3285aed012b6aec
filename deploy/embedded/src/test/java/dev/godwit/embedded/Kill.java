package dev.godwit.embedded;

/// `kill -9`, as an outsider would do it.
final class Kill {
    private Kill() {}

    static void now(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
