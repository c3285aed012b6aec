import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Checks that every Java file below a directory is formatted (google-java-format, AOSP style), or
/// formats it.
///
/// Arguments: `check` or `write`, then the directory. Exit 1 names each file that is not formatted.
public class Format {
    public static void main(String[] args) throws IOException {
        var write =
                switch (args[0]) {
                    case "check" -> false;
                    case "write" -> true;
                    default ->
                            throw new IllegalArgumentException(
                                    "format: " + args[0] + " (expected: check or write)");
                };
        var formatter =
                new Formatter(
                        JavaFormatterOptions.builder()
                                .style(JavaFormatterOptions.Style.AOSP)
                                .build());
        var wrong = 0;
        try (var files = Files.walk(Path.of(args[1]))) {
            for (var file : (Iterable<Path>) files.filter(Format::isSource)::iterator) {
                var text = Files.readString(file);
                if (text.equals(formatted(formatter, file, text))) continue;
                if (write) {
                    Files.writeString(file, formatted(formatter, file, text));
                    System.out.println("formatted: " + file);
                } else {
                    System.err.println("not formatted: " + file);
                    wrong++;
                }
            }
        }
        if (wrong > 0) {
            System.err.println("`mvn -N validate -Dformat=write` formats them.");
            System.exit(1);
        }
    }

    private static boolean isSource(Path path) {
        var name = path.toString();
        return name.endsWith(".java") && !name.contains("/target/") && !name.contains("/.godwit/");
    }

    /// Formats until nothing changes: one pass over a long line can leave work for the next.
    private static String formatted(Formatter formatter, Path file, String text) {
        try {
            for (var before = text; ; before = text) {
                text =
                        formatter.formatSourceAndFixImports(
                                RemoveUnusedImports.removeUnusedImports(before));
                if (text.equals(before)) return text;
            }
        } catch (FormatterException e) {
            throw new IllegalStateException("cannot format " + file + ": " + e.getMessage(), e);
        }
    }
}
