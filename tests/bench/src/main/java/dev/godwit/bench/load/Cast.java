package dev.godwit.bench.load;

import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Who takes part: users 0 and 1 are a pair, 2 and 3 the next. New names for every run, so that
/// nobody has a past; the two of a pair are on different gateways where there is more than one.
public record Cast(List<Participant> participants) {
    /// `run` tells this run's users from another's; `tokens` issues a token for a user.
    public static Cast of(int users, String run, List<URI> gateways, UnaryOperator<String> tokens) {
        return new Cast(
                IntStream.range(0, users)
                        .mapToObj(user ->
                                new Participant(
                                        user,
                                        name(run, user),
                                        name(run, user ^ 1),
                                        gateways.get(user % gateways.size()),
                                        tokens.apply(name(run, user))))
                        .toList());
    }

    private static String name(String run, int user) {
        return "bench-" + run + "-" + user;
    }
}
