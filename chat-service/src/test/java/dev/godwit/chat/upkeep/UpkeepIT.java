package dev.godwit.chat.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.chat.database.TestDatabase;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class UpkeepIT {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    private TestDatabase database;
    private LogTrimmer trimmer;

    @BeforeEach
    void open() throws InterruptedException {
        database = TestDatabase.fresh();
        trimmer = new LogTrimmer(database.database());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void onlyWhatEveryDeviceHasAcknowledgedIsTrimmed() {
        entries(ALICE, 10);
        device(ALICE, "phone", 7, 0);
        device(ALICE, "laptop", 4, 0);

        trimmer.moved(List.of(ALICE));
        trimmer.trim();

        assertThat(retained(ALICE)).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void theLogOfAUserWithoutDevicesIsKept() {
        entries(ALICE, 3);

        trimmer.moved(List.of(ALICE));
        trimmer.trim();

        assertThat(retained(ALICE)).hasSize(3);
    }

    @Test
    void aLongBacklogIsTrimmedInSteps() {
        entries(ALICE, 1_234);
        device(ALICE, "phone", 1_230, 0);

        trimmer.moved(List.of(ALICE));
        trimmer.trim();

        assertThat(retained(ALICE)).containsExactly(1_231L, 1_232L, 1_233L, 1_234L);
    }

    @Test
    void logsOfOthersAreLeftAlone() {
        entries(ALICE, 3);
        entries(BOB, 3);
        device(ALICE, "phone", 3, 0);
        device(BOB, "phone", 3, 0);

        trimmer.moved(List.of(ALICE));
        trimmer.trim();

        assertThat(retained(ALICE)).isEmpty();
        assertThat(retained(BOB)).hasSize(3);
    }

    @Test
    void whatAnotherProcessHindersIsDoneLater() throws Exception {
        entries(ALICE, 3);
        entries(BOB, 3);
        device(ALICE, "phone", 3, 0);
        device(BOB, "phone", 3, 0);
        trimmer.moved(List.of(ALICE, BOB));

        database.database()
                .inTransaction(connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute(
                                "SELECT pg_advisory_xact_lock(7270002, hashtext('alice'))");
                    }
                    trimmer.trim();
                    return ALICE;
                });
        assertThat(retained(ALICE)).hasSize(3);
        assertThat(retained(BOB)).isEmpty(); // nobody waits for another's log
        trimmer.trim();

        assertThat(retained(ALICE)).isEmpty();
    }

    @Test
    void anUnseenDeviceIsDroppedAndNoLongerHoldsTheLog() {
        entries(ALICE, 5);
        device(ALICE, "old", 0, 31);
        device(ALICE, "phone", 4, 29);
        device(BOB, "old", 0, 31);

        sweep(Duration.ZERO);
        trimmer.trim();

        assertThat(
                        database.query(
                                "SELECT user_id || ' ' || device_id FROM inbox.device",
                                row -> row.getString(1)))
                .containsExactly("alice phone");
        assertThat(retained(ALICE)).containsExactly(5L);
    }

    @Test
    void theSweepReachesTheLastOfManyDevices() {
        database.execute(
                "INSERT INTO inbox.device SELECT 'user-' || i, 'd', 0, 1, now() - CASE WHEN i % 2 ="
                        + " 0 THEN interval '40 days' ELSE interval '1 day' END, now() FROM"
                        + " generate_series(1, 7001) i");

        sweep(Duration.ZERO);

        assertThat(database.query("SELECT count(*) FROM inbox.device", row -> row.getLong(1)))
                .containsExactly(3501L);
    }

    @Test
    void oneProcessSweepsPerInterval() {
        sweep(Duration.ofHours(1));
        device(ALICE, "old", 0, 31);

        sweep(Duration.ofHours(1));
        assertThat(devices()).isEqualTo(1);

        database.execute("UPDATE inbox.upkeep SET began = now() - interval '61 minutes'");
        sweep(Duration.ofHours(1));
        assertThat(devices()).isZero();
    }

    /// An acknowledgement and an opening go on while the user's log is trimmed, a removal waits.
    @Test
    void aDeviceDoesNotGoWhileItsLogIsTrimmedByItsCursor() {
        entries(ALICE, 3);
        device(ALICE, "phone", 2, 31);

        database.database()
                .inTransaction(connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute("SELECT cursor FROM inbox.device FOR KEY SHARE");
                    }
                    sweep(Duration.ZERO);
                    database.execute("UPDATE inbox.device SET cursor = 3");
                    return ALICE;
                });
        assertThat(devices()).isEqualTo(1);
    }

    @Test
    void runningUpkeepTrimsByItself() {
        entries(ALICE, 3);
        device(ALICE, "phone", 2, 0);
        var config =
                new UpkeepConfig(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofDays(30));

        try (var _ = Upkeep.start(config, database.database(), trimmer)) {
            trimmer.moved(List.of(ALICE));

            await().untilAsserted(() -> assertThat(retained(ALICE)).containsExactly(3L));
        }
    }

    private void sweep(Duration interval) {
        new DeviceSweep(database.database(), interval, Duration.ofDays(30), trimmer).sweep();
    }

    private long devices() {
        return database.query("SELECT count(*) FROM inbox.device", row -> row.getLong(1))
                .getFirst();
    }

    private void entries(UserId user, int count) {
        database.execute(
                "INSERT INTO inbox.entry SELECT ?, n, ?, n, false, NULL"
                        + " FROM generate_series(1, ?) n",
                user.value(),
                new UUID(0, 0),
                count);
    }

    private void device(UserId user, String device, long cursor, int daysAway) {
        database.execute(
                "INSERT INTO inbox.device VALUES (?, ?, ?, 1, now() - ? * interval '1 day', now())",
                user.value(),
                device,
                cursor,
                daysAway);
    }

    private List<Long> retained(UserId user) {
        return new ArrayList<>(
                database.query(
                        "SELECT n FROM inbox.entry WHERE user_id = '" + user + "' ORDER BY n",
                        row -> row.getLong(1)));
    }
}
