package dev.godwit.bench.usage;

import java.util.Map;

/// Tells what each party has spent so far, by its name.
public interface UsageMeter {
    Map<String, Spent> read();
}
