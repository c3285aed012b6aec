package dev.godwit.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Visits every state that can be reached, nearest first, so that the first way into trouble is a
/// shortest one.
///
/// Steps are of two kinds: *progress* happens sooner or later wherever it can, everything else may
/// happen or not. A state is at rest where no progress changes it. `next` gives a state's steps;
/// `unsafe` names what a step breaks at once. Used once, by one thread.
final class Explorer<S> {
    /// A step that can be taken, in words that are only made when they are read.
    record Step<S>(Supplier<String> words, boolean progress, S to) {}

    /// What was found; `states`: how many were visited.
    sealed interface Verdict {
        int states();

        record Holds(int states, int atRest) implements Verdict {}

        /// `steps`: from the beginning to where it is too late; `why`: what is wrong there.
        record Broken(int states, String why, List<String> steps) implements Verdict {
            @Override
            public String toString() {
                var text = new StringBuilder(why).append("\n");
                for (var i = 0; i < steps.size(); i++)
                    text.append("%4d. %s%n".formatted(i + 1, steps.get(i)));
                return text.toString();
            }
        }
    }

    private final Function<S, List<Step<S>>> next;
    private final BiFunction<S, S, Optional<String>> unsafe;
    private final Map<S, Integer> numbers = new HashMap<>();
    private final List<S> states = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<int[]> progress = new ArrayList<>();

    Explorer(Function<S, List<Step<S>>> next, BiFunction<S, S, Optional<String>> unsafe) {
        this.next = next;
        this.unsafe = unsafe;
    }

    /// Whether every step is safe, and every state leads by progress alone, chosen well, to rest in
    /// a state without `complaint`. Where rest is not asked for, to any state without one.
    Verdict explore(S first, Function<S, Optional<String>> complaint, boolean rest) {
        number(first, -1);
        for (var at = 0; at < states.size(); at++) {
            var from = states.get(at);
            var steps = next.apply(from);
            var onwards = new int[steps.size()];
            var count = 0;
            for (var step : steps) {
                var to = number(step.to(), at);
                if (to == at) continue;
                if (step.progress()) onwards[count++] = to;
                var broken = unsafe.apply(from, step.to());
                if (broken.isPresent()) {
                    var way = way(at);
                    way.add(step.words().get());
                    return new Verdict.Broken(states.size(), broken.get(), way);
                }
            }
            progress.add(Arrays.copyOf(onwards, count));
        }
        var good = leadingTo(i -> (!rest || atRest(i)) && complaint.apply(states.get(i)).isEmpty());
        if (good.cardinality() < states.size()) return tooLate(good, complaint);
        var resting = (int) numbers.values().stream().filter(this::atRest).count();
        return new Verdict.Holds(states.size(), resting);
    }

    private int number(S state, int parent) {
        var known = numbers.putIfAbsent(state, states.size());
        if (known != null) return known;
        states.add(state);
        parents.add(parent);
        return states.size() - 1;
    }

    private boolean atRest(int state) {
        return progress.get(state).length == 0;
    }

    /// All states from which progress can lead to one of the `goals`.
    private BitSet leadingTo(Predicate<Integer> goals) {
        var backwards = reversed();
        var reached = new BitSet(states.size());
        var due = new ArrayDeque<Integer>();
        for (var i = 0; i < states.size(); i++) if (goals.test(i)) due.add(i);
        for (var at = due.poll(); at != null; at = due.poll()) {
            if (reached.get(at)) continue;
            reached.set(at);
            for (var from : backwards[at]) due.add(from);
        }
        return reached;
    }

    private int[][] reversed() {
        var counts = new int[states.size()];
        for (var targets : progress) for (var to : targets) counts[to]++;
        var reversed = new int[states.size()][];
        for (var i = 0; i < counts.length; i++) reversed[i] = new int[counts[i]];
        for (var from = 0; from < states.size(); from++)
            for (var to : progress.get(from)) reversed[to][--counts[to]] = from;
        return reversed;
    }

    /// Best shown where everything rests; where nothing ever does, where that begins.
    private Verdict tooLate(BitSet good, Function<S, Optional<String>> complaint) {
        for (var i = good.nextClearBit(0); i < states.size(); i = good.nextClearBit(i + 1))
            if (atRest(i))
                return new Verdict.Broken(
                        states.size(), complaint.apply(states.get(i)).orElseThrow(), way(i));
        var begins = good.nextClearBit(0);
        var steps = way(begins);
        steps.add("... and from here on it never comes to rest:");
        steps.addAll(round(begins));
        return new Verdict.Broken(states.size(), "never settles", steps);
    }

    private List<String> way(int to) {
        var steps = new ArrayList<String>();
        for (var at = to; parents.get(at) >= 0; at = parents.get(at))
            steps.addFirst(words(parents.get(at), at));
        return steps;
    }

    /// Some progress that comes back to where it was.
    private List<String> round(int from) {
        var seen = new ArrayList<Integer>();
        var steps = new ArrayList<String>();
        for (var at = from; ; at = progress.get(at)[progress.get(at).length - 1]) {
            if (!seen.isEmpty()) steps.add(words(seen.getLast(), at));
            if (seen.contains(at)) return steps;
            seen.add(at);
        }
    }

    private String words(int from, int to) {
        return next.apply(states.get(from)).stream()
                .filter(step -> step.to().equals(states.get(to)))
                .findFirst()
                .orElseThrow()
                .words()
                .get();
    }
}
