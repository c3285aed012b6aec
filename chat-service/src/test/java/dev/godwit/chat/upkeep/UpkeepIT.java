package dev.godwit.chat.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.chat.database.Pipeline;
import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.inbox.LogHeads;
import dev.godwit.id.UserId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

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
    void entriesPastTheAgeLimitAreDeletedWhetherOrNotADeviceWaitsForThem() {
        log(ALICE, 92, 91, 89, 0);
        log(BOB, 92, 91, 89, 0);
        device(BOB, "never acknowledges", 0, 0);

        sweepEntries(Duration.ZERO);

        assertThat(retained(ALICE)).containsExactly(3L, 4L);
        assertThat(retained(BOB)).containsExactly(3L, 4L);
        assertThat(floors()).containsExactly(2L, 2L);
    }

    @Test
    void anOldEntryAfterAYoungOneIsKeptAndAnUntouchedLogHasNoFloor() {
        log(ALICE, 89, 91);
        log(BOB);

        sweepEntries(Duration.ZERO);

        assertThat(retained(ALICE)).containsExactly(1L, 2L);
        assertThat(floors()).containsExactly(0L, 0L);
    }

    @Test
    void anEntryWhoseMessageIsGoneIsPastEveryAgeLimit() {
        log(ALICE, 0);
        entries(BOB, 3);
        database.execute("INSERT INTO inbox.log VALUES ('bob', 3)");

        sweepEntries(Duration.ZERO);

        assertThat(retained(ALICE)).hasSize(1);
        assertThat(retained(BOB)).isEmpty();
        assertThat(floors()).containsExactly(0L, 3L);
    }

    @Test
    void oldEntriesAreDeletedInStepsFromAllOfManyLogs() {
        log(ALICE, IntStream.range(0, 1_234).map(n -> n < 1_000 ? 91 : 1).toArray());
        database.execute(
                "INSERT INTO inbox.log SELECT 'user-' || i, 1 FROM generate_series(1, 2500) i");
        database.execute(
                "INSERT INTO inbox.entry SELECT user_id, 1, ?, 1, false, NULL FROM inbox.log"
                        + " WHERE user_id <> 'alice'",
                new UUID(0, 0));

        sweepEntries(Duration.ZERO);

        assertThat(retained(ALICE)).hasSize(234).first().isEqualTo(1_001L);
        assertThat(database.query("SELECT count(*) FROM inbox.entry", row -> row.getLong(1)))
                .containsExactly(234L);
    }

    /// Where the log ends is what its senders and openings go by: none sees a floor half set.
    @Test
    void aFloorIsSetUnderTheLockOfTheLogsHead() throws Exception {
        log(ALICE, 91);
        var sweep = new Thread(() -> sweepEntries(Duration.ZERO));

        database.database()
                .inTransaction(connection -> {
                    LogHeads.lock(new Pipeline(), List.of(ALICE), new HashMap<>()).run(connection);
                    sweep.start();
                    await().until(() -> waitingForALock() == 1);
                    assertThat(retained(ALICE)).hasSize(1);
                    return ALICE;
                });
        sweep.join();

        assertThat(retained(ALICE)).isEmpty();
        assertThat(floors()).containsExactly(1L);
    }

    @Test
    void oneProcessLooksForOldEntriesPerIntervalWhoeverSweepsDevices() {
        sweep(Duration.ofHours(1));
        sweepEntries(Duration.ofDays(1));
        log(ALICE, 91);

        sweepEntries(Duration.ofDays(1));
        assertThat(retained(ALICE)).hasSize(1);

        database.execute("UPDATE inbox.upkeep SET began = now() - interval '25 hours'");
        sweepEntries(Duration.ofDays(1));
        assertThat(retained(ALICE)).isEmpty();
    }

    @Test
    void runningUpkeepTrimsAndDeletesByItself() {
        entries(ALICE, 3);
        device(ALICE, "phone", 2, 0);
        log(BOB, 91, 0);
        var often = Duration.ofMillis(50);
        var config = new UpkeepConfig(often, often, Duration.ofDays(30), Duration.ofDays(90));

        try (var _ = Upkeep.start(config, database.database(), trimmer)) {
            trimmer.moved(List.of(ALICE));

            await().untilAsserted(() -> assertThat(retained(ALICE)).containsExactly(3L));
            await().untilAsserted(() -> assertThat(retained(BOB)).containsExactly(2L));
        }
    }

    private void sweep(Duration interval) {
        var sweep = new DeviceSweep(database.database(), Duration.ofDays(30), trimmer);
        new Turn(database.database(), "device-sweep", interval, sweep::sweep).run();
    }

    private void sweepEntries(Duration interval) {
        var sweep = new EntrySweep(database.database(), Duration.ofDays(90));
        new Turn(database.database(), "entry-sweep", interval, sweep::sweep).run();
    }

    /// By user.
    private List<Long> floors() {
        return database.query(
                "SELECT floor FROM inbox.log ORDER BY user_id", row -> row.getLong(1));
    }

    private long waitingForALock() {
        return database.query(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND"
                                + " datname = current_database()",
                        row -> row.getLong(1))
                .getFirst();
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

    /// A log with an entry for each message that is so many days old.
    private void log(UserId user, int... ages) {
        var conversation = UUID.randomUUID();
        database.execute("INSERT INTO inbox.log VALUES (?, ?)", user.value(), ages.length);
        database.execute(
                "WITH given AS (SELECT age, n FROM unnest(?::int[]) WITH ORDINALITY AS a (age, n)),"
                        + " sent AS (INSERT INTO message.message SELECT ?, n, (extract(epoch FROM"
                        + " now() - age * interval '1 day') * 1000)::bigint, 0, n, 'sender', ?,"
                        + " 'm-' || n, 'text', '', '' FROM given) INSERT INTO inbox.entry SELECT ?,"
                        + " n, ?, n, false, NULL FROM given",
                ages,
                conversation,
                user.value(),
                user.value(),
                conversation);
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
