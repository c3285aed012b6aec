package dev.godwit.checker.check;

import dev.godwit.checker.history.Line;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// All histories of a run as one, in the order of time.
final class Merge implements AutoCloseable {
    /// What comes next in a run.
    sealed interface Told {
        record Said(Source source, Line line) implements Told {}

        /// The process will say nothing more.
        record Silent(Source source) implements Told {}

        /// Nobody will.
        record Over() implements Told {}
    }

    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Source> queue =
            new PriorityQueue<>(Comparator.comparingLong(Source::micros));

    /// Throws what [Source] throws.
    Merge(List<Path> files) {
        try {
            for (var file : files) sources.add(new Source(file));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        queue.addAll(sources);
    }

    List<Source> sources() {
        return sources;
    }

    Told next() {
        var source = queue.poll();
        if (source == null) return new Told.Over();
        var line = source.line();
        if (line == null) return new Told.Silent(source);
        source.advance();
        queue.add(source);
        return new Told.Said(source, line);
    }

    @Override
    public void close() {
        sources.forEach(Source::close);
    }
}
