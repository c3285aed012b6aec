package dev.godwit.infra;

/// Where the servers come from. Each method starts one; it is called once.
interface Servers {
    TestPostgres postgres();

    TestRedis redis();

    TestKafka kafka();

    static Servers chosen(String name) {
        return switch (name) {
            case "embedded" -> new EmbeddedServers();
            case "testcontainers" -> new ContainerServers();
            default ->
                    throw new IllegalArgumentException(
                            "godwit.infra: " + name + " (expected: embedded or testcontainers)");
        };
    }
}
