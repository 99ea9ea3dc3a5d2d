package io.github.gradlock.harness.runtime.container;

import io.github.gradlock.harness.provision.JarsFixture;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A harness process that waits for a suite in a container that does not end: to be killed. */
final class HangingContainerHarness {
    private HangingContainerHarness() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        Limits limits = new Limits(512L << 20, 1, 128, Duration.ofMinutes(5));
        try (ContainerRuntime runtime = new ContainerRuntime(new ContainerParts(
                        TestEngine.HOME, JarsFixture.none(), args[2], false, TestEngine::repository));
                BoundedLog log = new BoundedLog(folder.resolve("log.txt"));
                PreparedEnvironment environment = runtime.prepare(
                        TinySuite.container(TestEngine.pins(), limits),
                        TinySuite.job("hangs", Path.of(args[0])),
                        log)) {
            environment.run(SuiteProcess.plain(0), folder, (done, total) -> touch(folder.resolve("running")));
        }
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
