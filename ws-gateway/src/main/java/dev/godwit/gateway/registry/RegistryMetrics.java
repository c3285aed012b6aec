package dev.godwit.gateway.registry;

/// What the registry reports about itself. Thread-safe and quick.
public interface RegistryMetrics {
    /// Pushes that came together were written.
    void pushed(int count, long nanos);

    /// Pushes were dropped because an event loop was too far behind.
    void pushesDropped(int count);

    /// What was to be done for a connection failed: a fault of the gateway's own.
    void taskFailed();

    /// Heads could not be asked for, or there was no answer.
    void headCheckFailed();
}
