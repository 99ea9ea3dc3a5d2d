package io.github.gradlock.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IndexTests {
    /** {@code -Dgradlock.benchmark.update=true} writes it anew. */
    @Test
    void resourceSaysWhatTheAnnotationsSay() throws IOException {
        if (Boolean.getBoolean("gradlock.benchmark.update")) {
            Files.writeString(Path.of("src/main/resources", Index.RESOURCE), Index.json());
        }
        try (InputStream resource = Index.class.getClassLoader().getResourceAsStream(Index.RESOURCE)) {
            assertNotNull(resource, Index.RESOURCE);
            assertEquals(new String(resource.readAllBytes(), StandardCharsets.UTF_8), Index.json());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCauseHasTwoFaultsInEachHalf(Cause cause) {
        Map<String, Integer> counts = new TreeMap<>();
        Cases.with(Fault.class).forEach((id, method) -> {
            if (method.getAnnotation(Fault.class).cause() == cause) {
                counts.merge(id.substring(0, id.indexOf('/')), 1, Integer::sum);
            }
        });
        assertTrue(counts.getOrDefault("known", 0) >= 2, () -> cause + " " + counts);
        assertTrue(counts.getOrDefault("aside", 0) >= 2, () -> cause + " " + counts);
    }

    @Test
    void nothingOfACaseTellsItsCause() {
        Cases.with(Fault.class).forEach((id, method) -> {
            String cause = method.getAnnotation(Fault.class).cause().id();
            for (String word : cause.split("-")) {
                assertTrue(!id.toLowerCase(java.util.Locale.ROOT).contains(word), id + " tells " + cause);
            }
        });
    }
}
