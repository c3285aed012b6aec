package dev.godwit.checker.wire;

import java.io.IOException;

/// The gateway answered an upgrade with something else than 101.
public final class UpgradeRefused extends IOException {
    private final int status;

    UpgradeRefused(int status) {
        super("http " + status);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
