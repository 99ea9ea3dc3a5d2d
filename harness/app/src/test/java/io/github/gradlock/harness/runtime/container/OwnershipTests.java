package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTests {
    @Test
    void whatALivingProcessMadeIsNoOrphan() {
        assertEquals(false, Ownership.isOrphan(Ownership.labels("run")));
    }

    @ParameterizedTest
    @CsvSource({
        "io.github.gradlock.started, 1, true", // the number is in use again
        "io.github.gradlock.pid, 99999999, true",
        "io.github.gradlock.host, other, false",
        "io.github.gradlock.pid, many, false",
        "io.github.gradlock.started, unknown, false",
    })
    void tellsOrphansByProcessStartAndMachine(String label, String value, boolean orphan) {
        Map<String, String> labels = new TreeMap<>(Ownership.labels("run"));
        labels.put(label, value);

        assertEquals(orphan, Ownership.isOrphan(labels));
    }

    @ParameterizedTest
    @CsvSource({"-4000, false", "4000, false", "-6000, true", "6000, true"})
    void twoJvmsMayDifferALittleAboutAStart(long millis, boolean orphan) {
        Map<String, String> labels = new TreeMap<>(Ownership.labels("run"));
        labels.compute(
                Ownership.STARTED, (key, started) -> Long.toString(Long.parseLong(String.valueOf(started)) + millis));

        assertEquals(orphan, Ownership.isOrphan(labels));
    }

    @Test
    void whatHasNoProcessIsLeftAlone() {
        assertEquals(false, Ownership.isOrphan(Map.of(Ownership.MARK, "true", Ownership.HOST, Ownership.host())));
    }
}
