package dev.godwit.embedded;

/// One more way into a broker: it listens on `port` and tells whoever comes that way to come back
/// on `advertisedPort` of `advertisedHost`, where something stands in between.
public record AdvertisedListener(int port, String advertisedHost, int advertisedPort) {
    String argument() {
        return "%d=%s:%d".formatted(port, advertisedHost, advertisedPort);
    }

    static AdvertisedListener parse(String argument) {
        var words = argument.split("[=:]", 3);
        return new AdvertisedListener(
                Integer.parseInt(words[0]), words[1], Integer.parseInt(words[2]));
    }
}
