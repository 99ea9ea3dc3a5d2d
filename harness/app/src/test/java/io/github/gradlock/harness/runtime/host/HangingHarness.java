package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.provision.JarsFixture;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.PreparedEnvironment;
import io.github.gradlock.harness.runtime.SuiteProcess;
import io.github.gradlock.harness.runtime.TinySuite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A harness process that waits for a suite that does not end: to be killed. */
final class HangingHarness {
    private HangingHarness() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        try (HostRuntime runtime = new HostRuntime(new HostParts(Path.of("nowhere"), JarsFixture.none()));
                BoundedLog log = new BoundedLog(folder.resolve("log.txt"));
                PreparedEnvironment environment = runtime.prepare(
                        TinySuite.host(Duration.ofMinutes(5), Map.of()),
                        TinySuite.job("hangs", Path.of(args[0])),
                        log)) {
            environment.run(SuiteProcess.plain(0), folder, (done, total) -> {});
        }
    }
}
