package dev.godwit.chat.message;

import static dev.godwit.chat.message.Sends.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.id.DeviceId;
import dev.godwit.id.UserId;
import dev.godwit.internalapi.SendBatch;
import dev.godwit.internalapi.SendBatch.Outcome;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/// Random batches over few people, ids and bodies, against a model that keeps plain lists.
class PlannerTest {
    private static final int ROUNDS = 300;

    private final Snapshot committed = Snapshot.empty();
    private final Map<String, List<String>> conversations = new HashMap<>();
    private final Map<UserId, Long> entries = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void plansAgreeWithTheModel(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < ROUNDS; round++) {
            changeWorld(random);
            var sends = batch(random);

            var plan = Planner.plan(sends.stream().map(Draft::of).toList(), committed, round);

            for (var i = 0; i < sends.size(); i++)
                check(sends.get(i), plan.acceptance().results().get(i));
            apply(plan);
            for (var entry : plan.entries())
                assertThat(entry.n()).isEqualTo(entries.merge(entry.user(), 1L, Long::sum));
        }
    }

    /// What each send must get, told from the model alone.
    private void check(SendBatch.Item send, SendBatch.Result result) {
        var pair = new TreeSet<>(List.of(send.from(), send.to()).stream().distinct().toList());
        var log = conversations.computeIfAbsent(pair.toString(), _ -> new ArrayList<>());
        var id = send.from() + "/" + send.id() + "/";
        var known = log.stream().filter(line -> line.startsWith(id)).findFirst().orElse(null);
        if (known != null && known.equals(id + send.body())) {
            assertThat(result.outcome()).isEqualTo(Outcome.DUPLICATE);
            assertThat(result.seq()).isEqualTo(log.indexOf(known) + 1);
        } else if (known != null) assertThat(result.outcome()).isEqualTo(Outcome.CONFLICT);
        else if (committed.blocks().contains(new Block(send.to(), send.from())))
            assertThat(result.outcome()).isEqualTo(Outcome.BLOCKED);
        else {
            log.add(id + send.body());
            assertThat(result.outcome()).isEqualTo(Outcome.STORED);
            assertThat(result.seq()).isEqualTo(log.size());
            var own = send.from().equals(send.to()) || hasOtherDevice(send);
            assertThat(result.n() > 0).isEqualTo(own);
        }
    }

    private boolean hasOtherDevice(SendBatch.Item send) {
        return committed.devices().getOrDefault(send.from(), java.util.Set.of()).stream()
                .anyMatch(device -> !device.equals(send.device()));
    }

    private void apply(Plan plan) {
        for (var message : plan.messages()) {
            committed.messages().put(message.draft().key(), message.numbers());
            committed.lastSeqs().put(message.draft().conversation(), message.numbers().seq());
        }
        for (var entry : plan.heads()) committed.heads().put(entry.user(), entry.n());
    }

    private void changeWorld(Random random) {
        if (random.nextInt(20) == 0) committed.blocks().add(new Block(user(random), user(random)));
        if (random.nextInt(5) == 0) committed.blocks().clear();
        if (random.nextInt(10) == 0)
            committed
                    .devices()
                    .computeIfAbsent(user(random), _ -> new java.util.HashSet<>())
                    .add(device(random));
    }

    private static List<SendBatch.Item> batch(Random random) {
        var sends = new ArrayList<SendBatch.Item>();
        var size = random.nextInt(20);
        for (var i = 0; i < size; i++)
            sends.add(
                    send(
                            user(random),
                            random.nextInt(4) == 0 ? null : device(random),
                            user(random),
                            "m-" + random.nextInt(200),
                            "body " + random.nextInt(2)));
        return sends;
    }

    private static UserId user(Random random) {
        return new UserId("user-" + random.nextInt(4));
    }

    private static DeviceId device(Random random) {
        return new DeviceId("device-" + random.nextInt(3));
    }
}
