package dev.godwit.checker.check;

import static dev.godwit.checker.check.Mutation.alter;
import static dev.godwit.checker.check.Mutation.at;
import static dev.godwit.checker.check.Mutation.delete;

import dev.godwit.checker.history.Found.Page;
import dev.godwit.checker.history.Found.Shown;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Wrong history over HTTP.
final class PageMutations {
    private PageMutations() {}

    static List<Mutation> all() {
        return List.of(
                delete("a page lacks a row", Shown.class, p -> true),
                at("a page has a row twice", Shown.class, p -> true, p -> p.insertAfter(p.event())),
                at(
                        "two rows of a page change places",
                        Shown.class,
                        p -> next(p) != null,
                        PageMutations::swapWithNext),
                alter(
                        "a page with another seq",
                        Shown.class,
                        s ->
                                new Shown(
                                        s.seq() + 1,
                                        s.at(),
                                        s.id(),
                                        s.from(),
                                        s.to(),
                                        s.kind(),
                                        s.hash())),
                alter(
                        "a page with another time",
                        Shown.class,
                        s ->
                                new Shown(
                                        s.seq(),
                                        s.at() + 1,
                                        s.id(),
                                        s.from(),
                                        s.to(),
                                        s.kind(),
                                        s.hash())),
                alter(
                        "a page with another id",
                        Shown.class,
                        s ->
                                new Shown(
                                        s.seq(), s.at(), "other", s.from(), s.to(), s.kind(),
                                        s.hash())),
                alter(
                        "a page with another sender",
                        Shown.class,
                        s -> new Shown(s.seq(), s.at(), s.id(), "eve", s.to(), s.kind(), s.hash())),
                alter(
                        "a page with another recipient",
                        Shown.class,
                        s ->
                                new Shown(
                                        s.seq(), s.at(), s.id(), s.from(), "eve", s.kind(),
                                        s.hash())),
                alter(
                        "a page with another kind",
                        Shown.class,
                        s ->
                                new Shown(
                                        s.seq(), s.at(), s.id(), s.from(), s.to(), "other",
                                        s.hash())),
                alter(
                        "a page with another hash",
                        Shown.class,
                        s -> new Shown(s.seq(), s.at(), s.id(), s.from(), s.to(), s.kind(), "00")),
                delete("a page is missing", Page.class, p -> p.event().rows() > 0),
                alter(
                        "a page says the opposite of more",
                        Page.class,
                        p ->
                                new Page(
                                        p.reader(),
                                        p.peer(),
                                        p.after(),
                                        p.before(),
                                        p.rows(),
                                        !p.hasMore())),
                alter(
                        "a page says it has more rows",
                        Page.class,
                        p ->
                                new Page(
                                        p.reader(),
                                        p.peer(),
                                        p.after(),
                                        p.before(),
                                        p.rows() + 1,
                                        p.hasMore())),
                alter(
                        "a page of others",
                        Page.class,
                        p ->
                                new Page(
                                        p.reader(),
                                        "eve",
                                        p.after(),
                                        p.before(),
                                        p.rows(),
                                        p.hasMore())));
    }

    private static @Nullable Place<Shown> next(Place<Shown> place) {
        return place.next(
                Place.all(place.recording(), Shown.class),
                (one, other) -> other.index() == one.index() + 1);
    }

    private static void swapWithNext(Place<Shown> place) {
        var next = next(place);
        if (next != null) place.swap(next);
    }
}
