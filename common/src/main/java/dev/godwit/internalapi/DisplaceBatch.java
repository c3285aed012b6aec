package dev.godwit.internalapi;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Connections on other gateways that newer ones have displaced: to be told through their gateways'
/// slots. A hint; a displaced connection also finds out at its next presence refresh.
public record DisplaceBatch(List<Item> displaced) {
    public DisplaceBatch {
        displaced = Batch.of(displaced);
    }

    public record Item(int slot, Displacement displacement) {
        public Item {
            requireNonNull(displacement, "displacement");
        }
    }

    public record Answer() {}
}
