package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the benchmarks' process for what it says without libtorch. */
class BenchSpeedCommandIT {
    @TempDir
    Path folder;

    private final BenchSpeedCommand command = new BenchSpeedCommand();

    @BeforeEach
    void useTheProject() {
        command.installation = Path.of("../..").toAbsolutePath().normalize();
    }

    @Test
    void listsTheRowsThatAPatternMeans() throws Exception {
        CommandFixture fixture = new CommandFixture(folder);
        assertEquals(ExitStatus.REPRODUCIBLE, fixture.run(command, "--list", "--only", "matmul/512", "--only", "bmm"));
        assertEquals("matmul/512/float32\nmatmul/512/float64\nbmm/32x64x64/float32\n", fixture.out());
    }

    @Test
    void kernelsThatAreNotThereAreAnErrorBeforeAnythingIsMeasured() throws Exception {
        GradlockException problem = new CommandFixture(folder).failure(command, "--kernels", "scalar,fsat");
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals(
                "unknown kernels 'fsat' in gradlock.kernels: known are, nearest first, fast, scalar, vector",
                problem.getMessage());
        assertEquals("--kernels vector,fast for instance", problem.hint());
    }

    @Test
    void aPatternThatNoRowHasIsAnError() throws Exception {
        GradlockException problem = new CommandFixture(folder).failure(command, "--only", "nothing");
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals("no row is called nothing", problem.getMessage());
        assertTrue(problem.hint().contains("--list"));
    }
}
