package dev.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of `docs/internals/threading.md` names every class of the services that has state of
/// its own, and the tests it names exist.
class ThreadingPageTest {
    private static final Path ROOT = Path.of(System.getProperty("godwit.root"));
    private static final Pattern QUOTED = Pattern.compile("`([A-Z][\\w.]*)`");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");
    private static final Set<String> NOT_OF_A_SERVICE =
            Set.of("bench", "chaos", "checker", "e2e", "embedded", "infra", "local", "report");

    @Test
    void everyClassWithStateSaysHowItIsChecked() throws IOException {
        var named =
                rows().flatMap(row -> QUOTED.matcher(firstColumn(row)).results())
                        .map(match -> match.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));

        assertThat(named).isEqualTo(withState());
    }

    @Test
    void everyTestItNamesExists() throws IOException {
        var tests =
                rows().flatMap(row -> TEST.matcher(row).results())
                        .map(match -> match.group(1) + ".java")
                        .collect(Collectors.toSet());
        try (var files = Files.walk(ROOT)) {
            var there =
                    files.filter(file -> file.toString().contains("src/test/java"))
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toSet());
            assertThat(there).containsAll(tests);
        }
        assertThat(tests).hasSizeGreaterThan(10);
    }

    private static Stream<String> rows() throws IOException {
        var page = Files.readString(ROOT.resolve("docs/internals/threading.md"));
        var table = page.substring(page.indexOf("| class |"));
        return table.substring(0, table.indexOf("\n\n")).lines().skip(2);
    }

    private static Set<String> withState() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.godwit")
                        .stream()
                        .filter(type -> !NOT_OF_A_SERVICE.contains(part(type)))
                        .filter(ThreadingPageTest::hasState)
                        .map(ThreadingPageTest::name)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /// Fields that change, or that hold what changes. An exception is nobody's but its thrower's.
    private static boolean hasState(JavaClass type) {
        if (type.isInterface() || type.isEnum() || type.isRecord()) return false;
        if (type.isAssignableTo(Throwable.class) || type.isAnonymousClass()) return false;
        var fields = type.getFields();
        if (fields.stream().anyMatch(ThreadingPageTest::changes)) return true;
        return fields.stream().anyMatch(ThreadingPageTest::isCollection) && makesCollections(type);
    }

    private static boolean changes(JavaField field) {
        if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) return false;
        var type = field.getRawType();
        return !field.getModifiers().contains(JavaModifier.FINAL)
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.getPackageName().equals("java.util.concurrent.locks")
                || type.isAssignableTo(Semaphore.class)
                || type.isAssignableTo(CompletableFuture.class);
    }

    private static boolean isCollection(JavaField field) {
        return isCollection(field.getRawType());
    }

    private static boolean isCollection(JavaClass type) {
        return type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
    }

    /// Its constructor makes one that is not immutable.
    private static boolean makesCollections(JavaClass type) {
        return type.getConstructors().stream()
                .map(JavaCodeUnit::getCallsFromSelf)
                .flatMap(Collection::stream)
                .anyMatch(call ->
                        call.getName().equals("newKeySet")
                                || (call.getName().equals("<init>")
                                        && isCollection(call.getTargetOwner())));
    }

    private static String name(JavaClass type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }

    /// The word behind `dev.godwit`.
    private static String part(JavaClass type) {
        var name = type.getPackageName().substring("dev.godwit.".length());
        return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    }

    private static String firstColumn(String row) {
        return row.substring(1, row.indexOf('|', 1));
    }
}
