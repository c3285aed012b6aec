package dev.godwit.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A fault that is put into the servers on purpose, as a text file: what it breaks, then pieces of
/// source code and what takes their place.
///
///     R1: the rule that it breaks, and how.
///
///     file MODULE/src/main/…
///     <<<
///     the exact code, however it is broken into lines
///     ===
///     what takes its place
///     >>>
record Mutant(String name, String breaks, List<Edit> edits) {
    private static final String ENDING = ".mutant";
    private static final Pattern EDIT =
            Pattern.compile(
                    "^file (\\S+)\\n<<<\\n(.*?)^===\\n(.*?)^>>>$",
                    Pattern.MULTILINE | Pattern.DOTALL);

    /// `source`: relative to the repository.
    record Edit(Path source, String code, String instead) {
        String applied(String text) {
            var found = places(text, code);
            if (found.size() != 1)
                throw new IllegalStateException(
                        "%s: found %d times (expected: once):%n%s"
                                .formatted(source, found.size(), code));
            var place = found.getFirst();
            return text.substring(0, place.begin) + instead + text.substring(place.end);
        }
    }

    /// All of `folder`, by their names.
    static List<Mutant> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(Mutant::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Mutant read(Path file) {
        var text = text(file);
        var edits = new ArrayList<Edit>();
        var matcher = EDIT.matcher(text);
        while (matcher.find())
            edits.add(new Edit(Path.of(matcher.group(1)), matcher.group(2), matcher.group(3)));
        var opened = text.lines().filter("<<<"::equals).count();
        if (edits.isEmpty() || edits.size() != opened)
            throw new IllegalArgumentException(
                    "%s: %d edits (expected: each of %d <<< below its file, and one at least)"
                            .formatted(file, edits.size(), opened));
        var name = file.getFileName().toString();
        return new Mutant(
                name.substring(0, name.length() - ENDING.length()),
                text.lines().findFirst().orElseThrow(),
                List.copyOf(edits));
    }

    /// Each source that changes, as it is then.
    Map<Path, String> changed(Path repository) {
        var changed = new LinkedHashMap<Path, String>();
        for (var edit : edits)
            changed.merge(
                    edit.source(),
                    edit.applied(
                            changed.getOrDefault(
                                    edit.source(), text(repository.resolve(edit.source())))),
                    (_, later) -> later);
        return changed;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Place(int begin, int end) {}

    /// Compared without any whitespace.
    private static List<Place> places(String text, String code) {
        var positions = new ArrayList<Integer>();
        var dense = new StringBuilder();
        for (var i = 0; i < text.length(); i++)
            if (!Character.isWhitespace(text.charAt(i))) {
                positions.add(i);
                dense.append(text.charAt(i));
            }
        var wanted = code.replaceAll("\\s+", "");
        var places = new ArrayList<Place>();
        for (var at = dense.indexOf(wanted); at >= 0; at = dense.indexOf(wanted, at + 1))
            places.add(new Place(positions.get(at), positions.get(at + wanted.length() - 1) + 1));
        return places;
    }

    @Override
    public String toString() {
        return name;
    }
}
