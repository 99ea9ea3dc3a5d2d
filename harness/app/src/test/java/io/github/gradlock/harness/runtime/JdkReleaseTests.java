package io.github.gradlock.harness.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkReleaseTests {
    @Test
    void readsVersionAndModules() {
        JdkRelease release =
                JdkRelease.parse("IMPLEMENTOR=\"Debian\"\nJAVA_RUNTIME_VERSION=\"17.0.15+6-Debian-1deb12u1\"\n"
                        + "JAVA_VERSION=\"17.0.15\"\nMODULES=\"java.base jdk.incubator.vector\"\n");

        assertEquals("17.0.15+6-Debian-1deb12u1", release.version());
        assertEquals(List.of("java.base", "jdk.incubator.vector"), release.modules());
        assertTrue(release.hasVectorModule());
    }

    @Test
    void aFileThatSaysNothingIsNoError() {
        assertEquals(new JdkRelease("", List.of()), JdkRelease.parse("\nnonsense\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15+6-Debian-1deb12u1, 17.0.15+6, true",
        "17.0.15+6, 17.0.15, true",
        "17.0.15+6, 17.0.15+7, false",
        "17.0.15+6, 17.0.16+6, false",
        "25+36-LTS, 25+36, true",
        "25+36, 25.0.1+8, false",
        "'', 17.0.15+6, false",
    })
    void comparesWhatBothSidesName(String here, String locked, boolean same) {
        assertEquals(same, new JdkRelease(here, List.of()).isVersion(locked));
    }
}
