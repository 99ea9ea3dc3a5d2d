package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchSpeedCommandTests {
    @TempDir
    Path folder;

    private final BenchSpeedCommand command = new BenchSpeedCommand();

    @BeforeEach
    void installNothing() {
        command.installation = folder;
    }

    @Test
    void saysThatTheBenchmarksAreNotBuilt() throws Exception {
        GradlockException problem = new CommandFixture(folder).failure(command, "--quick");
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertEquals(
                "the benchmarks are not built: no jars in " + folder.resolve("engine/benchmarks/target/lib"),
                problem.getMessage());
    }

    @Test
    void refusesThreadsThatNoneCanHave() throws Exception {
        GradlockException problem = new CommandFixture(folder).failure(command, "--threads", "1,0");
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals("--threads wants numbers from 1 to 1024, got 0", problem.getMessage());
    }

    @Test
    void refusesKernelsThatAreNamedTwice() throws Exception {
        GradlockException problem = new CommandFixture(folder).failure(command, "--kernels", "fast,fast");
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals("--kernels names one twice: fast,fast", problem.getMessage());
    }

    @Test
    void refusesJdksThatAreNotThere() throws Exception {
        GradlockException problem = new CommandFixture(folder).failure(command, "--jdk", "3");
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals("no JDK is called 3", problem.getMessage());
    }
}
