package dev.godwit.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.godwit.gateway.registry.HeadSource;
import dev.godwit.id.ClientMessageId;
import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.AckBatch;
import dev.godwit.internalapi.HeadsBatch;
import dev.godwit.internalapi.OpenBatch;
import dev.godwit.internalapi.ReadBatch;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.internalapi.SendBatch.Outcome;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// What every [ChatBackend] and its heads keep.
public abstract class ChatBackendContract {
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final DeviceId TABLET = new DeviceId("tablet");

    private final UserId alice = person("alice");
    private final UserId bob = person("bob");
    private final UserId carol = person("carol");
    private ChatBackend chat;
    private HeadSource heads;

    protected abstract ChatBackend chat();

    protected abstract HeadSource heads();

    @BeforeEach
    void begin() {
        chat = chat();
        heads = heads();
    }

    @Test
    void aRepeatIsADuplicateAndOtherContentUnderTheIdAConflict() throws Exception {
        var first = send(alice, bob, "m-1", "hi");
        var repeat = send(alice, bob, "m-1", "hi");
        var other = send(alice, bob, "m-1", "no");

        assertThat(first.outcome()).isEqualTo(Outcome.STORED);
        assertThat(repeat.outcome()).isEqualTo(Outcome.DUPLICATE);
        assertThat(repeat.seq()).isEqualTo(first.seq());
        assertThat(repeat.at()).isEqualTo(first.at());
        assertThat(other.outcome()).isEqualTo(Outcome.CONFLICT);
        assertThat(headsOf(bob)).containsExactly(1L);
    }

    @Test
    void messagesAreNumberedInTheirConversation() throws Exception {
        assertThat(send(alice, bob, "m-1", "one").seq()).isEqualTo(1);
        assertThat(send(carol, bob, "m-1", "other").seq()).isEqualTo(1);
        assertThat(send(bob, alice, "m-1", "two").seq()).isEqualTo(2);
    }

    @Test
    void aMessageIsInTheLogsOfAllButTheDeviceThatSentIt() throws Exception {
        open(alice, PHONE);
        open(bob, PHONE);
        open(bob, TABLET);
        send(alice, bob, "m-1", "one");
        send(carol, bob, "m-1", "other");

        assertThat(send(bob, alice, "m-1", "two").n()).isEqualTo(3);
        assertThat(headsOf(carol, bob, alice)).containsExactly(0L, 3L, 1L);
        assertThat(shown(bob, PHONE, 2)).contains("\"type\":\"accepted\"", "\"n\":3");
        assertThat(shown(bob, TABLET, 2)).contains("\"type\":\"message\"", "\"n\":3");
    }

    @Test
    void aLogIsReadInPages() throws Exception {
        open(bob, PHONE);
        for (var body : List.of("one", "two", "three")) {
            send(alice, bob, "m-" + body, body);
        }

        var first = read(bob, 0, 2);
        assertThat(first.entries()).extracting(ReadBatch.Entry::n).containsExactly(1L, 2L);
        assertThat(first.head()).isEqualTo(3);
        assertThat(shown(bob, PHONE, 0))
                .contains("\"type\":\"message\"", "\"n\":1", "\"body\":\"one\"");
        assertThat(read(bob, 2, 2).entries()).extracting(ReadBatch.Entry::n).containsExactly(3L);
        assertThat(read(bob, 3, 2).entries()).isEmpty();
        assertThat(read(bob, 3, 2).head()).isEqualTo(3);
    }

    @Test
    void aUsersFirstDeviceBeginsAtTheLogsBeginningAndALaterOneAtItsHead() throws Exception {
        send(alice, bob, "m-1", "hi");

        assertThat(open(bob, PHONE).cursor()).isZero();
        assertThat(open(bob, TABLET).cursor()).isEqualTo(1);
    }

    @Test
    void epochsOfADeviceRise() throws Exception {
        var first = open(bob, PHONE).epoch();
        var second = open(bob, PHONE).epoch();

        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
    }

    @Test
    void cursorsGoForwardAndNeverPastTheHead() throws Exception {
        open(bob, PHONE);
        for (var body : List.of("one", "two", "three")) {
            send(alice, bob, "m-" + body, body);
        }

        chat.ack(new AckBatch.Item(bob, PHONE, 2));
        await().until(() -> open(bob, PHONE).cursor() == 2);
        chat.ack(new AckBatch.Item(bob, PHONE, 1));
        chat.ack(new AckBatch.Item(bob, PHONE, 99));
        open(carol, PHONE);
        send(alice, carol, "m-1", "behind it");
        chat.ack(new AckBatch.Item(carol, PHONE, 1));
        await().until(() -> open(carol, PHONE).cursor() == 1);

        assertThat(open(bob, PHONE).cursor()).isEqualTo(2);
    }

    private SendBatch.Result send(UserId from, UserId to, String id, String body) throws Exception {
        return get(
                chat.send(
                        new SendBatch.Item(
                                from, PHONE, new ClientMessageId(id), to, "text", body)));
    }

    private OpenBatch.Opened open(UserId user, DeviceId device) throws Exception {
        return get(chat.open(new OpenBatch.Item(user, device)));
    }

    private ReadBatch.Page read(UserId user, long after, int limit) throws Exception {
        return get(chat.read(new ReadBatch.Item(user, PHONE, after, limit)));
    }

    /// What the device is shown next after that position.
    private String shown(UserId user, DeviceId device, long after) throws Exception {
        var page = get(chat.read(new ReadBatch.Item(user, device, after, 1)));
        return new String(page.entries().getFirst().frame(), StandardCharsets.UTF_8);
    }

    private List<Long> headsOf(UserId... users) throws Exception {
        return get(heads.heads(new HeadsBatch(List.of(users)))).heads();
    }

    private static UserId person(String name) {
        return new UserId(name + "-" + UUID.randomUUID());
    }

    private static <T> T get(CompletionStage<T> answer) throws Exception {
        return answer.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
