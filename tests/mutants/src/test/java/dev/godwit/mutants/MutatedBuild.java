package dev.godwit.mutants;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.ToolProvider;

/// Makes the classes and resources of a [Mutant], to be put in front of the class path of servers:
/// nothing of it can get into the servers' own build.
final class MutatedBuild {
    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final int MODULE = 1;

    private MutatedBuild() {}

    /// Returns `into`. Throws [IllegalStateException] where the mutant does not fit the code any
    /// more.
    static Path of(Mutant mutant, Path repository, Path into) {
        var sources = new ArrayList<Path>();
        var classes = into.resolve("classes");
        mutant.changed(repository)
                .forEach((source, text) -> {
                    var inModule = source.subpath(MODULE, source.getNameCount());
                    if (inModule.startsWith(RESOURCES))
                        write(classes.resolve(RESOURCES.relativize(inModule)), text);
                    else sources.add(write(into.resolve("sources").resolve(source), text));
                });
        if (!sources.isEmpty()) compile(mutant, sources, classes);
        return classes;
    }

    private static void compile(Mutant mutant, List<Path> sources, Path classes) {
        var said = new StringWriter();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(classes);
            var options =
                    List.of(
                            "-d",
                            classes.toString(),
                            "-proc:none",
                            "-implicit:none",
                            "-classpath",
                            System.getProperty("java.class.path"));
            var done =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            if (!done) throw new IllegalStateException(mutant + " does not compile:\n" + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
