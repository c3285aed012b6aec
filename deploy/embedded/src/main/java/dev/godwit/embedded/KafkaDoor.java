package dev.godwit.embedded;

/// One more way into a broker: it listens on `port` and tells whoever comes that way to come back
/// on `advertised`, where something stands in between.
public record KafkaDoor(int port, int advertised) {
    String argument() {
        return port + "=" + advertised;
    }

    static KafkaDoor parse(String argument) {
        var ports = argument.split("=", 2);
        return new KafkaDoor(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
    }
}
