package dev.godwit.chaos.cluster;

/// What one cluster has of its servers: a database in PostgreSQL, a numbered one in Redis, a topic.
record Tenant(String database, int redisDatabase, String topic) {
    static Tenant number(int n) {
        return new Tenant("godwit_" + n, n % REDIS_DATABASES, "deliveries-" + n);
    }

    private static final int REDIS_DATABASES = 16;
}
