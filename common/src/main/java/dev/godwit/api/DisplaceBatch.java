package dev.godwit.api;

import java.util.List;

/// Connections on other gateways that newer ones have displaced: to be told through their gateways'
/// slots. A hint; a displaced connection also finds out at its next presence refresh.
public record DisplaceBatch(List<Item> displaced) {
    public record Item(int slot, Displacement displacement) {}

    public record Answer() {}
}
