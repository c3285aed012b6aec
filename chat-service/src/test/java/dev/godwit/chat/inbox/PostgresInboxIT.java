package dev.godwit.chat.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.godwit.chat.admin.NewGeneration;
import dev.godwit.chat.database.StoreUnavailable;
import dev.godwit.chat.database.TestDatabase;
import dev.godwit.chat.inbox.Inbox.Delivered;
import dev.godwit.chat.message.MessageStore;
import dev.godwit.chat.message.PostgresMessageStore;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.LogGeneration;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.OpenBatch.Opened;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.protocol.ServerFrameEncoder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

class PostgresInboxIT {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final UserId DAVE = new UserId("dave");
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final DeviceId LAPTOP = new DeviceId("laptop");
    private static final String HEAD_OF =
            "SELECT head FROM inbox.log WHERE user_id = '%s' FOR NO KEY UPDATE";

    private final List<UserId> moved = new ArrayList<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Counter refusedAcks = meters.counter("refused");
    private final Counter stalledOpenings = meters.counter("stalled");
    private TestDatabase database;
    private MessageStore messages;
    private Inbox inbox;

    @BeforeEach
    void open() throws InterruptedException {
        database = TestDatabase.fresh();
        messages = new PostgresMessageStore(database.database(), InstantSource.system());
        inbox =
                new PostgresInbox(
                        database.database(),
                        database.database(),
                        new ServerFrameEncoder(),
                        moved::addAll,
                        3,
                        new InboxMetrics(refusedAcks, stalledOpenings));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theFirstDeviceStartsAtTheBeginningAndAFurtherOneAtTheHead() {
        send(ALICE, PHONE, BOB, "one", "two");

        assertThat(open(BOB, PHONE).cursor()).isZero();
        assertThat(open(BOB, LAPTOP).cursor()).isEqualTo(2);
    }

    @Test
    void aDeviceThatKeepsOpeningAtOneEntryIsCountedUntilItGetsPastIt() {
        send(ALICE, PHONE, BOB, "poison");
        for (var i = 0; i < 7; i++) open(BOB, PHONE);
        assertThat(stalledOpenings.count()).isEqualTo(1);

        ack(BOB, PHONE, 1);
        for (var i = 0; i < 7; i++) open(BOB, PHONE);
        assertThat(stalledOpenings.count()).isEqualTo(1);
    }

    @Test
    void theFirstDeviceAfterAllWereDroppedStartsAtWhatIsRetained() {
        send(ALICE, PHONE, BOB, "one", "two", "three");

        database.execute("DELETE FROM inbox.entry WHERE user_id = 'bob' AND n <= 2");
        assertThat(open(BOB, PHONE).cursor()).isEqualTo(2);

        database.execute("DELETE FROM inbox.device");
        database.execute("DELETE FROM inbox.entry");
        assertThat(open(BOB, LAPTOP).cursor()).isEqualTo(3);
    }

    /// Of what was deleted for its age, nothing is left to read on from; the client sees that its
    /// cursor is further along than it acknowledged.
    @Test
    void aDeviceGoesOnFromTheFloorOfItsLogAndNoAcknowledgementPutsItBack() {
        send(ALICE, PHONE, BOB, "one", "two", "three");
        assertThat(open(BOB, PHONE).cursor()).isZero();
        database.execute("DELETE FROM inbox.entry WHERE user_id = 'bob' AND n <= 2");
        database.execute("UPDATE inbox.log SET floor = 2 WHERE user_id = 'bob'");

        ack(BOB, PHONE, 1);
        assertThat(open(BOB, PHONE).cursor()).isEqualTo(2);
        ack(BOB, PHONE, 1);
        assertThat(open(BOB, PHONE).cursor()).isEqualTo(2);

        ack(BOB, PHONE, 3);
        assertThat(open(BOB, PHONE).cursor()).isEqualTo(3);
    }

    @Test
    void theMorePagesAreAskedForTheShorterEachIsButNoneIsEmpty() {
        var body = "x".repeat(10_000);
        send(ALICE, PHONE, BOB, body, body, body, body);
        send(BOB, PHONE, ALICE, "x".repeat(60_000));
        var read = new ReadBatch.Item(BOB, PHONE, 0, 256);

        assertThat(inbox.read(new ReadBatch(List.of(read))).pages().getFirst().entries())
                .hasSize(4);
        assertThat(inbox.read(new ReadBatch(Collections.nCopies(64, read))).pages())
                .allSatisfy(page -> assertThat(page.entries()).hasSize(3));
        var large = new ReadBatch.Item(ALICE, PHONE, 0, 256);
        assertThat(inbox.read(new ReadBatch(Collections.nCopies(64, large))).pages())
                .allSatisfy(page -> assertThat(page.entries()).hasSize(1));
    }

    @Test
    void twoNewDevicesInOneBatchAreAFirstAndAFurtherOne() {
        send(ALICE, PHONE, BOB, "one");

        var answer =
                inbox.open(
                        new OpenBatch(
                                List.of(
                                        new OpenBatch.Item(BOB, LAPTOP),
                                        new OpenBatch.Item(BOB, PHONE),
                                        new OpenBatch.Item(BOB, PHONE),
                                        new OpenBatch.Item(ALICE, PHONE))));

        assertThat(answer.opened()).extracting(Opened::cursor).containsExactly(0L, 1L, 1L, 0L);
        assertThat(answer.opened().get(2).epoch()).isGreaterThan(answer.opened().get(1).epoch());
    }

    @Test
    void everyConnectionOfADeviceGetsAHigherEpochAndTheCursorStays() {
        send(ALICE, PHONE, BOB, "one", "two");
        var first = open(BOB, PHONE);
        ack(BOB, PHONE, 1);

        var second = open(BOB, PHONE);
        assertThat(second.cursor()).isEqualTo(1);
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThat(open(BOB, PHONE).epoch()).isGreaterThan(second.epoch());
    }

    @Test
    void aDeviceThatComesBackAfterItsRemovalGetsAHigherEpochThanItEverHad() {
        open(BOB, PHONE);
        var last = open(BOB, PHONE);
        database.execute("DELETE FROM inbox.device");

        assertThat(open(BOB, PHONE).epoch()).isGreaterThan(last.epoch());
    }

    @Test
    void epochsRiseAlsoWhereAServiceOfTheVersionBeforeRegistersTheDeviceAgain() {
        var before = open(BOB, PHONE);
        database.execute("DELETE FROM inbox.device");

        var again =
                database.query(
                        "INSERT INTO inbox.device"
                                + " (user_id, device_id, cursor, epoch, last_seen, created)"
                                + " VALUES ('bob', 'phone', 0, 1, now(), now()) RETURNING epoch",
                        row -> row.getLong(1));

        assertThat(again.getFirst()).isGreaterThan(before.epoch());
        assertThat(open(BOB, PHONE).epoch()).isGreaterThan(again.getFirst());
    }

    @Test
    void epochsRiseAlsoWhereAServiceOfTheVersionBeforeCountsThemOnByOne() {
        var before = open(BOB, PHONE);
        database.execute("UPDATE inbox.device SET epoch = epoch + 1000");

        assertThat(open(BOB, PHONE).epoch()).isGreaterThan(before.epoch() + 1000);
    }

    @Test
    void aFurtherDeviceTakesThePlaceOfTheOneNotConnectedThatWasSeenLongestAgo() {
        send(ALICE, PHONE, BOB, "one");
        var phone = open(BOB, PHONE);
        var laptop = open(BOB, LAPTOP);
        open(BOB, new DeviceId("watch"));
        close(BOB, LAPTOP, laptop.epoch());
        close(BOB, PHONE, phone.epoch());
        moved.clear();

        var tablet = open(BOB, new DeviceId("tablet"));

        assertThat(tablet.refusal()).isNull();
        assertThat(tablet.cursor()).isEqualTo(1);
        assertThat(devices()).containsExactly("phone", "tablet", "watch");
        assertThat(moved).containsExactly(BOB);
    }

    @Test
    void aFurtherDeviceIsRefusedWhileAllAreConnectedAndAKnownOneGetsIn() {
        open(BOB, PHONE);
        open(BOB, LAPTOP);
        open(BOB, new DeviceId("watch"));

        var refused = open(BOB, new DeviceId("tablet"));

        assertThat(refused.refusal()).isEqualTo(OpenBatch.Refusal.TOO_MANY_DEVICES);
        assertThat(refused.epoch()).isPositive(); // for gateways that know no refusal
        assertThat(open(BOB, PHONE).refusal()).isNull();
        assertThat(devices()).containsExactly("laptop", "phone", "watch");
        assertThat(open(ALICE, new DeviceId("tablet")).refusal()).isNull();
    }

    @Test
    void aConnectionIsOverWithItsOwnEndOrLongSilenceNotWithTheEndOfAnOlderOne() {
        var older = open(BOB, PHONE);
        open(BOB, PHONE);
        open(BOB, LAPTOP);
        open(BOB, new DeviceId("watch"));

        close(BOB, PHONE, older.epoch());
        assertThat(open(BOB, new DeviceId("tablet")).refusal()).isNotNull();

        // So long a gateway of the version before says nothing of a device that is connected.
        seen("watch", "361 minutes");
        assertThat(open(BOB, new DeviceId("tablet")).refusal()).isNotNull();

        seen("watch", "421 minutes");
        assertThat(open(BOB, new DeviceId("tablet")).refusal()).isNull();
        assertThat(devices()).containsExactly("laptop", "phone", "tablet");
    }

    private void seen(String device, String ago) {
        database.execute(
                "UPDATE inbox.device SET last_seen = now() - ?::interval WHERE device_id = ?",
                ago,
                device);
    }

    @Test
    void moreDevicesThanAllowedShrinkToThatWithTheNextNewOne() {
        database.execute(
                "INSERT INTO inbox.log (user_id, head) VALUES ('bob', 7);"
                        + " INSERT INTO inbox.device (user_id, device_id, cursor, epoch, last_seen,"
                        + " created) SELECT 'bob', 'd-' || i, 0, 1, now() - i * interval '1 day',"
                        + " now() FROM generate_series(1, 8) i");

        open(BOB, PHONE);

        assertThat(devices()).containsExactly("d-1", "d-2", "phone");
    }

    @Test
    void anAcknowledgementTellsTheSenderOnceHowFarItGot() {
        send(ALICE, PHONE, BOB, "one", "two", "three");
        open(BOB, PHONE);
        open(BOB, LAPTOP);

        assertThat(ack(BOB, PHONE, 2)).containsExactly(new Delivered(BOB, ALICE, 2));
        assertThat(ack(BOB, PHONE, 2)).isEmpty();
        assertThat(ack(BOB, PHONE, 3)).containsExactly(new Delivered(BOB, ALICE, 3));
        assertThat(moved).containsExactly(BOB, BOB);
        assertThat(database.query("SELECT delivered FROM message.mark", row -> row.getLong(1)))
                .containsExactly(3L);
    }

    @Test
    void aDeviceThatAcknowledgesNothingNewIsSeenAllTheSame() {
        open(BOB, PHONE);
        database.execute("UPDATE inbox.device SET last_seen = now() - interval '29 days'");

        assertThat(ack(BOB, PHONE, 0)).isEmpty();

        assertThat(
                        database.query(
                                "SELECT cursor FROM inbox.device"
                                        + " WHERE last_seen > now() - interval '1 minute'",
                                row -> row.getLong(1)))
                .containsExactly(0L);
        assertThat(refusedAcks.count()).isZero();
    }

    @Test
    void anAcknowledgementNeverGoesBackAndNeverBeyondTheHead() {
        send(ALICE, PHONE, BOB, "one", "two");
        open(BOB, PHONE);

        ack(BOB, PHONE, 2);
        ack(BOB, PHONE, 1);
        ack(BOB, PHONE, 3);
        ack(BOB, LAPTOP, 1);

        assertThat(open(BOB, PHONE).cursor()).isEqualTo(2);
        assertThat(refusedAcks.count()).isEqualTo(2);
    }

    @Test
    void ownMessagesDeliverNothing() {
        open(ALICE, PHONE);
        open(ALICE, LAPTOP);
        send(ALICE, PHONE, BOB, "one");

        assertThat(ack(ALICE, LAPTOP, 1)).isEmpty();
    }

    @Test
    void aPageShowsEachDeviceItsOwnFrames() {
        open(ALICE, PHONE);
        open(ALICE, LAPTOP);
        send(ALICE, PHONE, BOB, "hi \"bob\"\0");

        assertThat(frames(read(ALICE, PHONE, 0, 10)))
                .first()
                .asString()
                .startsWith("{\"type\":\"accepted\",\"id\":\"hi-0\",\"peer\":\"bob\",\"seq\":1,")
                .endsWith("\"n\":1}");
        assertThat(frames(read(ALICE, LAPTOP, 0, 10)))
                .first()
                .asString()
                .startsWith("{\"type\":\"message\",\"n\":1,\"id\":\"hi-0\",\"from\":\"alice\"")
                .endsWith("\"body\":\"hi \\\"bob\\\"\\u0000\"}");
        assertThat(frames(read(BOB, PHONE, 0, 10))).hasSize(1);
    }

    @Test
    void pagesFollowEachOtherWithoutAHole() {
        send(
                ALICE,
                PHONE,
                BOB,
                IntStream.range(0, 600).mapToObj(i -> "b" + i).toArray(String[]::new));

        var seen = new ArrayList<Long>();
        for (var after = 0L; after < 600; after = seen.getLast()) {
            var page = read(BOB, PHONE, after, 1_000_000);
            assertThat(page.head()).isEqualTo(600);
            assertThat(page.entries()).hasSizeBetween(1, 256);
            page.entries().forEach(entry -> seen.add(entry.n()));
        }

        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 600).mapToObj(Long::valueOf).toList());
        assertThat(read(BOB, PHONE, 600, 10).entries()).isEmpty();
    }

    @Test
    void aPageIsBoundedInBytesButNeverEmpty() {
        var large = "\u0001".repeat(64 * 1024); // six times as long in JSON: larger than a page
        send(ALICE, PHONE, BOB, large, "small", "x".repeat(16 * 1024), "y".repeat(16 * 1024));

        assertThat(read(BOB, PHONE, 0, 10).entries())
                .extracting(ReadBatch.Entry::n)
                .containsExactly(1L);
        assertThat(read(BOB, PHONE, 1, 10).entries())
                .extracting(ReadBatch.Entry::n)
                .containsExactly(2L, 3L, 4L);
    }

    @Test
    void everyAnswerSaysWhichGenerationItIsOf() {
        var log = CurrentGeneration.of(database.database());

        var sent = messages.accept(List.of(sent("m-1"), sent("m-1")));
        var opened = inbox.open(new OpenBatch(List.of(new OpenBatch.Item(BOB, PHONE)))).opened();

        assertThat(sent.results()).extracting(SendBatch.Result::log).containsOnly(log);
        assertThat(opened).containsExactly(new Opened(0, opened.getFirst().epoch(), log));
        assertThat(read(BOB, PHONE, 0, 10).log()).isEqualTo(log);
        assertThat(inbox.heads(new HeadsBatch(List.of(BOB))).log()).isEqualTo(log);
        var ack = new AckBatch(List.of(item(1, log)));
        assertThat(inbox.ack(ack, _ -> {}).log()).isEqualTo(log);
    }

    @Test
    void whatWasCountedInAnotherGenerationMovesNothingAndReadsNothing() {
        send(ALICE, PHONE, BOB, "one", "two");
        open(BOB, PHONE);
        var before = CurrentGeneration.of(database.database());
        var log = NewGeneration.begin(database.config());

        assertThat(ack(List.of(item(2, before)))).isEmpty();
        var stale = new ReadBatch.Item(BOB, PHONE, 0, 10, before);
        var page = inbox.read(new ReadBatch(List.of(stale))).pages().getFirst();

        assertThat(open(BOB, PHONE).cursor()).isZero();
        assertThat(page.entries()).isEmpty();
        assertThat(page.log()).isEqualTo(log).isNotEqualTo(before);
        var both = List.of(item(2, before), item(1, log));
        assertThat(ack(both)).hasSize(1);
        assertThat(open(BOB, PHONE).cursor()).isEqualTo(1);
        assertThat(refusedAcks.count()).isZero();
    }

    @Test
    void anotherGenerationWaitsForWhoeverCountsInTheCurrentOne() throws Exception {
        var begun = new CompletableFuture<LogGeneration>();
        database.database()
                .inTransaction(connection -> {
                    new CurrentGeneration().pipeline().run(connection);
                    Thread.startVirtualThread(
                            () -> begun.complete(NewGeneration.begin(database.config())));
                    await().until(() -> waitingForLocks() == 1);
                    assertThat(begun).isNotDone();
                    return connection;
                });

        assertThat(begun.get(10, TimeUnit.SECONDS))
                .isEqualTo(CurrentGeneration.of(database.database()));
    }

    private int waitingForLocks() {
        var waiting =
                """
                SELECT count(*) FROM pg_locks
                WHERE NOT granted AND relation = 'inbox.generation'::regclass
                """;
        return database.query(waiting, row -> row.getInt(1)).getFirst();
    }

    @Test
    void aNewUserDoesNotNumberTheOthersOfABatchAgain() {
        send(ALICE, PHONE, BOB, "due");
        open(BOB, PHONE);
        open(BOB, PHONE);
        assertThat(stalled()).isZero();

        open(new OpenBatch.Item(BOB, PHONE), new OpenBatch.Item(new UserId("new"), PHONE));

        assertThat(stalled()).isEqualTo(1);
    }

    /// The first statement fails for what is in it, the second one moves a half, and at the third
    /// PostgreSQL is away.
    @Test
    void whatAHalfOfABatchDeliveredIsToldThoughTheOtherHalfFails() {
        var users = List.of(BOB, DAVE);
        for (var user : users) {
            send(ALICE, PHONE, user, "due");
            open(user, PHONE);
        }
        database.execute("CREATE SEQUENCE tries");
        database.execute(
                """
                CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    CASE nextval('tries')
                        WHEN 1 THEN RAISE check_violation;
                        WHEN 2 THEN RETURN NULL;
                        ELSE RAISE admin_shutdown;
                    END CASE;
                END $$\
                """);
        database.execute(
                """
                CREATE TRIGGER fail BEFORE UPDATE ON inbox.device
                FOR EACH STATEMENT EXECUTE FUNCTION fail()\
                """);
        var batch =
                new AckBatch(
                        users.stream().map(user -> new AckBatch.Item(user, PHONE, 1)).toList());
        var told = new ArrayList<Delivered>();

        assertThatThrownBy(() -> inbox.ack(batch, each -> told.addAll(each.delivered())))
                .isInstanceOf(StoreUnavailable.class);

        database.execute("DROP TRIGGER fail ON inbox.device");
        assertThat(users.stream().filter(user -> open(user, PHONE).cursor() == 1))
                .hasSize(1)
                .isEqualTo(told.stream().map(Delivered::reader).toList());
    }

    @Test
    void aPoisonedAckIsRefusedAloneAndItsNeighboursCount() {
        var users = List.of(BOB, new UserId("carol"), DAVE);
        for (var user : users) {
            send(ALICE, PHONE, user, "due");
            open(user, PHONE);
        }
        database.execute(
                """
                ALTER TABLE inbox.device
                ADD CONSTRAINT poison CHECK (user_id <> 'carol' OR cursor = 0)\
                """);

        var acks = users.stream().map(user -> new AckBatch.Item(user, PHONE, 1)).toList();
        var delivered = ack(acks);

        assertThat(delivered).extracting(Delivered::reader).containsExactlyInAnyOrder(BOB, DAVE);
        assertThat(users)
                .extracting(user -> open(user, PHONE).cursor())
                .containsExactly(1L, 0L, 1L);
        assertThat(moved).containsExactlyInAnyOrder(BOB, DAVE);
        assertThat(refusedAcks.count()).isEqualTo(1);
    }

    @Test
    void aLogThatIsMadeDuringAnOpeningIsLockedBeforeADeviceIsRegisteredInIt() throws Exception {
        send(ALICE, PHONE, BOB, "makes a log");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var bob = database.holding(HEAD_OF.formatted(BOB))) {
            var opening =
                    executor.submit(() ->
                            open(
                                    new OpenBatch.Item(BOB, PHONE),
                                    new OpenBatch.Item(new UserId("new"), PHONE)));
            await().until(() -> database.waitingForLocks() == 1);
            database.execute("INSERT INTO inbox.log (user_id) VALUES ('new')");
            try (var another = database.holding(HEAD_OF.formatted("new"))) {
                bob.release();

                await().until(() -> devices().size() == 1);
                await().until(() -> opening.isDone() || database.waitingForLocks() == 1);
                assertThat(opening.isDone()).isFalse();
                another.release();
            }

            assertThat(opening.get(10, TimeUnit.SECONDS)).hasSize(2);
        }
    }

    @Test
    void manyLogsAreReadAtOnce() {
        send(ALICE, PHONE, BOB, "one", "two");

        var answer =
                inbox.read(
                        new ReadBatch(
                                List.of(
                                        new ReadBatch.Item(new UserId("nobody"), PHONE, 0, 10),
                                        new ReadBatch.Item(BOB, PHONE, 1, 10),
                                        new ReadBatch.Item(BOB, LAPTOP, 0, 10))));

        assertThat(answer.pages()).extracting(ReadBatch.Page::head).containsExactly(0L, 2L, 2L);
        assertThat(answer.pages())
                .extracting(page -> page.entries().size())
                .containsExactly(0, 1, 2);
        assertThat(inbox.heads(new HeadsBatch(List.of(BOB, new UserId("nobody"), BOB))).heads())
                .containsExactly(2L, 0L, 2L);
    }

    @Test
    void anEntryWhoseMessageIsGoneStopsNothing() {
        send(ALICE, PHONE, BOB, "one", "two", "three");
        database.execute("DELETE FROM message.message WHERE seq = 2");

        assertThat(read(BOB, PHONE, 0, 10).entries())
                .extracting(ReadBatch.Entry::n)
                .containsExactly(1L, 3L);
    }

    @Test
    void aPageReadsOnOverEntriesWhoseMessagesAreGone() {
        send(ALICE, PHONE, BOB, "one");
        database.execute(
                "INSERT INTO inbox.entry SELECT 'bob', n, conversation_id, n, false, NULL"
                        + " FROM message.conversation, generate_series(2, 10000) n;"
                        + " UPDATE inbox.log SET head = 10000 WHERE user_id = 'bob';"
                        + " UPDATE message.conversation SET last_seq = 10000");
        send(ALICE, LAPTOP, BOB, "unused", "two", "three");

        assertThat(read(BOB, PHONE, 1, 1).entries())
                .extracting(ReadBatch.Entry::n)
                .containsExactly(10_001L);
        database.execute("DELETE FROM message.message");
        assertThat(read(BOB, PHONE, 1, 10))
                .returns(List.of(), ReadBatch.Page::entries)
                .returns(10_002L, ReadBatch.Page::head)
                .returns(false, ReadBatch.Page::unfinished);
    }

    @Test
    void aPageLooksAtSoManyEntriesAndIsGoneOnFromThere() {
        send(ALICE, PHONE, BOB, "one");
        database.execute(
                "INSERT INTO inbox.entry SELECT 'bob', n, conversation_id, n, false, NULL"
                        + " FROM message.conversation, generate_series(2, 100000) n;"
                        + " UPDATE inbox.log SET head = 100000 WHERE user_id = 'bob';"
                        + " UPDATE message.conversation SET last_seq = 100000");
        send(ALICE, LAPTOP, BOB, "unused", "two");

        var pages = new ArrayList<ReadBatch.Page>();
        pages.add(read(BOB, PHONE, 1, 10));
        while (pages.getLast().unfinished()) {
            assertThat(pages.getLast().entries()).isEmpty();
            pages.add(read(BOB, PHONE, pages.getLast().head(), 10));
        }

        assertThat(pages).hasSizeGreaterThan(2);
        assertThat(pages.getLast().entries())
                .extracting(ReadBatch.Entry::n)
                .containsExactly(100_001L);
    }

    private void send(UserId from, DeviceId device, UserId to, String... bodies) {
        messages.accept(
                IntStream.range(0, bodies.length)
                        .mapToObj(i ->
                                new SendBatch.Item(
                                        from,
                                        device,
                                        new ClientMessageId("hi-" + i),
                                        to,
                                        "text",
                                        bodies[i]))
                        .toList());
    }

    private Opened open(UserId user, DeviceId device) {
        return inbox.open(new OpenBatch(List.of(new OpenBatch.Item(user, device))))
                .opened()
                .getFirst();
    }

    private List<Opened> open(OpenBatch.Item... devices) {
        return inbox.open(new OpenBatch(List.of(devices))).opened();
    }

    private int stalled() {
        return database.query(
                        "SELECT stalled FROM inbox.device WHERE user_id = 'bob'",
                        row -> row.getInt(1))
                .getFirst();
    }

    private List<String> devices() {
        return database.query(
                "SELECT device_id FROM inbox.device WHERE user_id = 'bob' ORDER BY 1",
                row -> row.getString(1));
    }

    private void close(UserId user, DeviceId device, long epoch) {
        ack(List.of(new AckBatch.Item(user, device, 0, null, epoch)));
    }

    private List<Delivered> ack(UserId user, DeviceId device, long n) {
        return ack(List.of(new AckBatch.Item(user, device, n)));
    }

    private List<Delivered> ack(List<AckBatch.Item> acks) {
        var delivered = new ArrayList<Delivered>();
        inbox.ack(new AckBatch(acks), told -> delivered.addAll(told.delivered()));
        return delivered;
    }

    private static AckBatch.Item item(long n, LogGeneration log) {
        return new AckBatch.Item(BOB, PHONE, n, log);
    }

    private static SendBatch.Item sent(String id) {
        return new SendBatch.Item(ALICE, PHONE, new ClientMessageId(id), BOB, "text", "hi");
    }

    private ReadBatch.Page read(UserId user, DeviceId device, long after, int limit) {
        var item = new ReadBatch.Item(user, device, after, limit);
        return inbox.read(new ReadBatch(List.of(item))).pages().getFirst();
    }

    private static List<String> frames(ReadBatch.Page page) {
        return page.entries().stream()
                .map(entry -> new String(entry.frame(), StandardCharsets.UTF_8))
                .toList();
    }
}
