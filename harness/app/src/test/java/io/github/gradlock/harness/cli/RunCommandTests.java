package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTests {
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 2", "8, 4", "64, 32"})
    void usesTheProcessorsThereAre(int processors, int jobs) {
        assertEquals(jobs, RunCommand.defaultJobs(processors));
    }
}
