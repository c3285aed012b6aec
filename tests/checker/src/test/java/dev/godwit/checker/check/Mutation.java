package dev.godwit.checker.check;

import dev.godwit.checker.history.Event;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// One change that turns a run as it should be into one that cannot have been. `change` returns
/// false where the run holds nothing that it could be made to without being as good as before.
record Mutation(String name, Change change) {
    interface Change {
        boolean applied(Recording recording, Random random);
    }

    /// Does something at one of the places that allow it.
    static <E extends Event> Mutation at(
            String name, Class<E> kind, Predicate<Place<E>> allowed, Consumer<Place<E>> change) {
        return new Mutation(
                name,
                (recording, random) -> {
                    List<Place<E>> places =
                            Place.all(recording, kind).stream().filter(allowed).toList();
                    if (places.isEmpty()) return false;
                    change.accept(places.get(random.nextInt(places.size())));
                    return true;
                });
    }

    static <E extends Event> Mutation delete(
            String name, Class<E> kind, Predicate<Place<E>> allowed) {
        return at(name, kind, allowed, Place::delete);
    }

    static <E extends Event> Mutation alter(
            String name, Class<E> kind, Predicate<Place<E>> allowed, Function<E, Event> altered) {
        return at(name, kind, allowed, place -> place.replace(altered.apply(place.event())));
    }

    static <E extends Event> Mutation alter(
            String name, Class<E> kind, Function<E, Event> altered) {
        return alter(name, kind, place -> true, altered);
    }

    @Override
    public String toString() {
        return name;
    }
}
