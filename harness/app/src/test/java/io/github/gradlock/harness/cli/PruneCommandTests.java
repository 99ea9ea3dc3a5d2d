package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.harness.run.OutputFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneCommandTests {
    @TempDir
    Path folder = Path.of("");

    @Test
    void findsWhatEveryCommandLeft() throws Exception {
        for (String name : List.of("", OutputFolder.BISECTIONS, OutputFolder.EXPLANATIONS, OutputFolder.BENCHMARKS)) {
            Path root = folder.resolve(name);
            OutputFolder.claim(root).close();
            Files.createDirectories(root.resolve("work/host"));
        }
        CommandFixture fixture = new CommandFixture(folder);
        // What containers other runs left on this machine is none of a test's business.
        fixture.run(new PruneCommand(), "--dry-run", "--out", folder.toString());

        assertEquals(
                List.of("…/bench/work", "…/bisect/work", "…/explain/work", "…/work"),
                fixture.out()
                        .lines()
                        .filter(line -> line.startsWith("would remove file "))
                        .map(line ->
                                line.substring("would remove file ".length()).replace('\\', '/'))
                        .sorted()
                        .toList());
    }
}
