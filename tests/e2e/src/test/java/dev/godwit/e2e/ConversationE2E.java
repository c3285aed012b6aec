package dev.godwit.e2e;

import static dev.godwit.e2e.TestClient.Acks.AT_ONCE;
import static dev.godwit.e2e.TestClient.Acks.BY_THE_TEST;
import static dev.godwit.e2e.TestClient.PATIENCE;
import static dev.godwit.e2e.TestClient.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// Two people on two gateways. Each test has people of its own, so that nothing is left from
/// another.
class ConversationE2E {
    private static Cluster cluster;

    private final People people = new People();
    private final String alice = people.next("alice");
    private final String bob = people.next("bob");

    @BeforeAll
    static void start() {
        cluster = Cluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void disconnect() {
        cluster.closeClients();
    }

    @Test
    void aMessageCrossesFromOneGatewayToTheOtherAndItsReceiptComesBack() {
        var fromAlice = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        var toBob = cluster.connect(1, bob, "phone", AT_ONCE).awaitLive();

        fromAlice.send("m-1", bob, "hi \u0000 \"bob\" 😀");

        var accepted = fromAlice.awaitAnswer("m-1");
        assertThat(type(accepted)).isEqualTo("accepted");
        assertThat(accepted.path("peer").asText()).isEqualTo(bob);
        assertThat(accepted.path("seq").asLong()).isEqualTo(1);
        var message = toBob.awaitMessages(1).getFirst();
        assertThat(message.path("n").asLong()).isEqualTo(1);
        assertThat(message.path("id").asText()).isEqualTo("m-1");
        assertThat(message.path("from").asText()).isEqualTo(alice);
        assertThat(message.path("to").asText()).isEqualTo(bob);
        assertThat(message.path("seq").asLong()).isEqualTo(1);
        assertThat(message.path("at")).isEqualTo(accepted.path("at"));
        assertThat(message.path("kind").asText()).isEqualTo("text");
        assertThat(message.path("body").asText()).isEqualTo("hi \u0000 \"bob\" 😀");
        var receipt = fromAlice.awaitFrame(frame -> type(frame).equals("receipt"));
        assertThat(receipt.path("peer").asText()).isEqualTo(bob);
        assertThat(receipt.path("user").asText()).isEqualTo(bob);
        assertThat(receipt.path("delivered").asLong()).isEqualTo(1);
    }

    @Test
    void whatWasSentWhileSomebodyWasAwayWaitsAndComesInOrder() {
        var fromAlice = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        for (var i = 1; i <= 3; i++) fromAlice.send("m-" + i, bob, "body " + i);
        fromAlice.awaitAnswer("m-3");

        var toBob = cluster.connect(1, bob, "phone", AT_ONCE).awaitLive();

        assertThat(toBob.bodies()).containsExactly("body 1", "body 2", "body 3");
        toBob.assertConsecutive();
        var live = toBob.ofType("live");
        assertThat(live).hasSize(1);
        assertThat(live.getFirst().path("n").asLong()).isEqualTo(3);
    }

    @Test
    void whatWasAcknowledgedDoesNotComeAgainAndWhatWasNotDoes() {
        var fromAlice = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        var first = cluster.connect(1, bob, "phone", BY_THE_TEST).awaitLive();
        for (var i = 1; i <= 4; i++) fromAlice.send("m-" + i, bob, "body " + i);
        first.awaitMessages(4);
        first.ack(2);
        fromAlice.awaitFrame(
                frame -> type(frame).equals("receipt") && frame.path("delivered").asLong() == 2);
        first.vanish();

        var second = cluster.connect(0, bob, "phone", AT_ONCE).awaitLive();

        assertThat(second.bodies()).containsExactly("body 3", "body 4");
        assertThat(second.messages().getFirst().path("n").asLong()).isEqualTo(3);
    }

    @Test
    void everyDeviceOfBothPeopleSeesEverythingOnce() {
        var phone = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        var laptop = cluster.connect(1, alice, "laptop", AT_ONCE).awaitLive();
        var bobsPhone = cluster.connect(0, bob, "phone", AT_ONCE).awaitLive();
        var bobsLaptop = cluster.connect(1, bob, "laptop", AT_ONCE).awaitLive();

        phone.send("m-1", bob, "from the phone");
        phone.awaitAnswer("m-1");
        laptop.send("m-2", bob, "from the laptop");

        assertThat(bobsPhone.awaitMessages(2))
                .extracting(TestClient::body)
                .containsExactly("from the phone", "from the laptop");
        assertThat(bobsLaptop.awaitMessages(2))
                .extracting(TestClient::body)
                .containsExactly("from the phone", "from the laptop");
        assertThat(laptop.awaitMessages(1))
                .extracting(TestClient::body)
                .containsExactly("from the phone");
        assertThat(phone.awaitMessages(1))
                .extracting(TestClient::body)
                .containsExactly("from the laptop");
        var own = phone.awaitFrame(frame -> type(frame).equals("accepted") && frame.has("n"));
        assertThat(own.path("id").asText()).isEqualTo("m-1");
        assertThat(own.path("n").asLong()).isEqualTo(1);
    }

    @Test
    void aRetryKeepsTheFirstSeqAndOtherContentIsAConflict() {
        var first = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        var toBob = cluster.connect(1, bob, "phone", AT_ONCE).awaitLive();
        first.send("m-1", bob, "once");
        var accepted = first.awaitAnswer("m-1");
        first.vanish();

        var second = cluster.connect(1, alice, "phone", AT_ONCE).awaitLive();
        second.send("m-1", bob, "once");
        var again = second.awaitAnswer("m-1");
        second.forgetFrames();
        second.send("m-1", bob, "something else");
        var conflict = second.awaitAnswer("m-1");
        second.send("m-2", bob, "after");
        second.awaitAnswer("m-2");

        assertThat(again.path("duplicate").asBoolean()).isTrue();
        assertThat(again.path("seq")).isEqualTo(accepted.path("seq"));
        assertThat(again.path("at")).isEqualTo(accepted.path("at"));
        assertThat(conflict.path("code").asText()).isEqualTo("conflict");
        toBob.awaitFrame(frame -> frame.path("id").asText().equals("m-2"));
        assertThat(toBob.bodies()).containsExactly("once", "after");
    }

    @Test
    void aThousandMessagesEachWayArriveOnceAndInOrder() {
        var one = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        var other = cluster.connect(1, bob, "phone", AT_ONCE).awaitLive();

        for (var i = 1; i <= 1_000; i++) {
            one.send("a-" + i, bob, "a " + i);
            other.send("b-" + i, alice, "b " + i);
        }

        assertThat(other.awaitMessages(1_000))
                .extracting(TestClient::body)
                .isEqualTo(numbered("a ", 1_000));
        assertThat(one.awaitMessages(1_000))
                .extracting(TestClient::body)
                .isEqualTo(numbered("b ", 1_000));
        await().atMost(PATIENCE)
                .until(() ->
                        one.ofType("accepted").size() + other.ofType("accepted").size() == 2_000);
        assertThat(one.ofType("error")).isEmpty();
        cluster.assertTablesAgree(alice, bob, 2_000);
        var seqs = cluster.history(alice, bob).stream().map(m -> m.path("seq").asLong()).toList();
        assertThat(seqs)
                .isEqualTo(IntStream.rangeClosed(1, 2_000).mapToObj(Long::valueOf).toList());
        assertThat(cluster.history(bob, alice)).isEqualTo(cluster.history(alice, bob));
    }

    @Test
    void aReconnectInMidStreamLosesAndDoublesNothing() {
        var fromAlice = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        var seen = new Deduplicated();
        var receiving = cluster.connect(1, bob, "phone", AT_ONCE).awaitLive();

        for (var round = 0; round < 5; round++) {
            for (var i = 1; i <= 100; i++) {
                var number = round * 100 + i;
                fromAlice.send("m-" + number, bob, "body " + number);
            }
            receiving.awaitMessages(20);
            receiving.vanish();
            seen.take(receiving.messages());
            receiving = cluster.connect(round % 2, bob, "phone", AT_ONCE);
        }

        var last = receiving;
        await().atMost(PATIENCE).until(() -> seen.take(last.messages()).size() >= 500);
        assertThat(seen.bodies()).isEqualTo(numbered("body ", 500));
    }

    @Test
    void aDeviceThatConnectsElsewhereReplacesItsOlderConnection() {
        var older = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();

        var newer = cluster.connect(1, alice, "phone", AT_ONCE).awaitLive();
        var newest = cluster.connect(1, alice, "phone", AT_ONCE).awaitLive();

        assertThat(older.awaitClosed()).isEqualTo(4409);
        assertThat(newer.awaitClosed()).isEqualTo(4409);
        newest.write("{\"type\":\"ping\"}");
        newest.awaitFrame(frame -> type(frame).equals("pong"));
    }

    @Test
    void aMessageToOneselfIsOneEntryOnEveryDevice() {
        var phone = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        var laptop = cluster.connect(1, alice, "laptop", AT_ONCE).awaitLive();

        phone.send("note", alice, "to myself");

        assertThat(laptop.awaitMessages(1))
                .extracting(TestClient::body)
                .containsExactly("to myself");
        phone.awaitFrame(frame -> type(frame).equals("accepted") && frame.path("n").asLong() == 1);
        assertThat(phone.messages()).isEmpty();
    }

    @Test
    void aMessageSentOverHttpArrivesLikeAnyOther() {
        var toBob = cluster.connect(1, bob, "phone", AT_ONCE).awaitLive();

        var first = cluster.post(alice, bob, "h-1", "over http");
        var again = cluster.post(alice, bob, "h-1", "over http");
        var other = cluster.post(alice, bob, "h-1", "other");

        assertThat(List.of(first.statusCode(), again.statusCode(), other.statusCode()))
                .containsExactly(201, 200, 409);
        assertThat(toBob.awaitMessages(1))
                .extracting(TestClient::body)
                .containsExactly("over http");
    }

    @Test
    void conversationsTellWhatIsUnreadAndDelivered() {
        var fromAlice = cluster.connect(0, alice, "phone", AT_ONCE).awaitLive();
        cluster.connect(1, bob, "phone", AT_ONCE).awaitLive();
        fromAlice.send("m-1", bob, "hello");
        fromAlice.awaitFrame(frame -> type(frame).equals("receipt"));

        JsonNode alices = cluster.conversations(alice).path("conversations").path(0);
        JsonNode bobs = cluster.conversations(bob).path("conversations").path(0);

        assertThat(alices.path("peer").asText()).isEqualTo(bob);
        assertThat(alices.path("lastSeq").asLong()).isEqualTo(1);
        assertThat(alices.path("lastMessage").path("body").asText()).isEqualTo("hello");
        assertThat(alices.path("delivered").asLong()).isEqualTo(1);
        assertThat(alices.path("unread").asLong()).isZero();
        assertThat(bobs.path("unread").asLong()).isEqualTo(1);
        assertThat(bobs.path("myDelivered").asLong()).isEqualTo(1);
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }
}
