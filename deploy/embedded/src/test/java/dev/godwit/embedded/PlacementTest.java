package dev.godwit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class PlacementTest {
    @Test
    void aPortOutOfRangeIsNamed() {
        assertThatThrownBy(() -> Placement.in(Path.of("data")).onPort(65_536))
                .hasMessage("port: 65536 (expected: 0..65535)");
    }

    @Test
    void aDirectoryIsAbsoluteWhateverItWasGivenAs() {
        assertThat(Placement.in(Path.of("data")).directory()).isAbsolute();
    }

    @Test
    void everyPlatformHasItsOwnPrograms() {
        assertThat(new Platform("linux", false).postgresArchive())
                .isEqualTo("postgres-linux-x86_64.txz");
        assertThat(new Platform("darwin", true).postgresArchive())
                .isEqualTo("postgres-darwin-arm_64.txz");
        assertThat(new Platform("linux", true).redisProgram())
                .isEqualTo("redis-server-7.0.15-linux-arm64");
    }
}
