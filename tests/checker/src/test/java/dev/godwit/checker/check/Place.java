package dev.godwit.checker.check;

import dev.godwit.checker.history.Event;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// A line of a recording: where a test may change something.
record Place<E extends Event>(Recording recording, String file, int index, E event) {
    /// All lines with an event of that kind.
    static <E extends Event> List<Place<E>> all(Recording recording, Class<E> kind) {
        List<Place<E>> places = new ArrayList<>();
        recording.files.forEach((file, events) -> {
            for (var index = 0; index < events.size(); index++) {
                var event = events.get(index).event();
                if (kind.isInstance(event)) {
                    places.add(new Place<>(recording, file, index, kind.cast(event)));
                }
            }
        });
        return places;
    }

    long micros() {
        return events().get(index).micros();
    }

    void delete() {
        events().remove(index);
    }

    void replace(Event other) {
        events().set(index, new Timed(micros(), other));
    }

    void insertAfter(Event other) {
        events().add(index + 1, new Timed(micros(), other));
    }

    /// Exchanges the two events; the times stay.
    void swap(Place<?> other) {
        var theirs = other.event;
        other.replace(event);
        replace(theirs);
    }

    /// Whether the same file has such an event later on.
    boolean followedBy(Predicate<Event> wanted) {
        return any(events().subList(index + 1, events().size()), wanted);
    }

    boolean precededBy(Predicate<Event> wanted) {
        return any(events().subList(0, index), wanted);
    }

    long inFile(Predicate<Event> wanted) {
        return events().stream().map(Timed::event).filter(wanted).count();
    }

    /// The next place of the list in the same file for which it holds together with this one.
    @org.jspecify.annotations.Nullable
    Place<E> next(List<Place<E>> places, BiPredicate<Place<E>, Place<E>> wanted) {
        for (var other : places) {
            if (other.file.equals(file) && other.index > index && wanted.test(this, other)) {
                return other;
            }
        }
        return null;
    }

    private static boolean any(List<Timed> events, Predicate<Event> wanted) {
        return events.stream().map(Timed::event).anyMatch(wanted);
    }

    private List<Timed> events() {
        return recording.files.getOrDefault(file, List.of());
    }
}
