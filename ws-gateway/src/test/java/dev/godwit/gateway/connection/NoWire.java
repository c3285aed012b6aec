package dev.godwit.gateway.connection;

/// Takes every frame and brings it to nobody.
final class NoWire implements FrameSink {
    @Override
    public void write(byte[] frame) {}

    @Override
    public void flush() {}

    @Override
    public void pong(byte[] frame) {}

    @Override
    public void ping() {}

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public boolean taking() {
        return true;
    }

    @Override
    public boolean reading() {
        return true;
    }

    @Override
    public void readFrom(boolean more) {}

    @Override
    public void close(int code, String reason) {}

    @Override
    public void drop() {}

    @Override
    public long pendingBytes() {
        return 0;
    }
}
