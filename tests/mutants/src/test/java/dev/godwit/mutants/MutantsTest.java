package dev.godwit.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The mutants fit the code as it is.
class MutantsTest {
    static final Path REPOSITORY = Path.of(System.getProperty("godwit.root"));
    static final Path MUTANTS = REPOSITORY.resolve("tests/mutants/src/test/resources/mutants");

    @TempDir private Path temporary;

    static List<Mutant> mutants() {
        return Mutant.all(MUTANTS);
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void itCanStillBePutIn(Mutant mutant) throws IOException {
        var built = MutatedBuild.of(mutant, REPOSITORY, temporary);

        try (var files = Files.walk(built)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
        }
        assertThat(mutant.breaks()).matches("[RSL]\\d+: .+");
    }

    @Test
    void eachHasAScenarioThatShowsIt() {
        assertThat(mutants())
                .extracting(Mutant::name)
                .containsExactlyInAnyOrderElementsOf(
                        Scenario.all().stream().map(Scenario::mutant).toList());
    }

    @Test
    void codeIsFoundHoweverItIsBrokenIntoLines() {
        var edit = new Mutant.Edit(Path.of("A.java"), "a( b,\n c )", "d()");

        assertThat(edit.applied("x; a(b,c); y;")).isEqualTo("x; d(); y;");
    }

    @Test
    void codeThatIsGoneOrThereTwiceIsToldLoudly() {
        var edit = new Mutant.Edit(Path.of("A.java"), "a();", "b();");

        assertThatThrownBy(() -> edit.applied("c();")).hasMessageContaining("found 0 times");
        assertThatThrownBy(() -> edit.applied("a(); a();")).hasMessageContaining("found 2 times");
    }
}
