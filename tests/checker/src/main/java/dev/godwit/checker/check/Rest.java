package dev.godwit.checker.check;

import dev.godwit.checker.history.Found;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The moment at which evidence was gathered, and who was present then.
final class Rest {
    /// In the histories' microseconds; -1 as long as the evidence does not say.
    long gathered = -1;

    long presenceBegan = -1;
    long presenceEnded = -1;
    final List<Found.Route> routes = new ArrayList<>();
    final Map<Long, String> slots = new HashMap<>();
}
