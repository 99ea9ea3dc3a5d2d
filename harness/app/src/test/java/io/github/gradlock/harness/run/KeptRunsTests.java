package io.github.gradlock.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.TestProgram;
import io.github.gradlock.harness.runtime.TinySuite;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.Repetitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRunsTests {
    private static final Path A = Path.of("a.jar");
    private static final Path B = Path.of("b.jar");

    @TempDir
    Path root = Path.of("");

    @Test
    void theSuiteAndWhatIsSearchedForTestsAreOfTheKey() throws Exception {
        String key = key(new Suite("s", "hash", new TestProgram(List.of(A, B), List.of(A))), Map.of());

        assertEquals(key, key(new Suite("s", "hash", new TestProgram(List.of(A, B), List.of(A))), Map.of()));
        assertNotEquals(key, key(new Suite("other", "hash", new TestProgram(List.of(A, B), List.of(A))), Map.of()));
        assertNotEquals(key, key(new Suite("s", "hash", new TestProgram(List.of(A, B), List.of(B))), Map.of()));
        assertNotEquals(key, key(new Suite("s", "hash", new TestProgram(List.of(A, B), List.of(A, B))), Map.of()));
    }

    @Test
    void whatTheJvmIsStartedWithIsOfTheKey() throws Exception {
        Suite suite = new Suite("s", "hash", new TestProgram(List.of(A), List.of(A)));

        assertNotEquals(key(suite, Map.of("jit", "c1")), key(suite, Map.of("jit", "c2")));
    }

    private String key(Suite suite, Map<String, String> factors) throws Exception {
        ResolvedEnvironment environment = TinySuite.host(Duration.ofMinutes(1), factors);
        try (OutputFolder output = OutputFolder.claim(root)) {
            KeptRuns runs = new KeptRuns(suite, List.of(), 0, Map.of(), output, root, false, new RunListener() {
                @Override
                public void started(String name) {}

                @Override
                public void progress(String name, int done, int total) {}

                @Override
                public void finished(EnvironmentResult result) {}
            });
            return runs.key(environment, List.of(), new Repetitions(1, 1), TraceRequest.PLAIN);
        }
    }
}
