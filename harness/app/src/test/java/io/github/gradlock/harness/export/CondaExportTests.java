package io.github.gradlock.harness.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments with conda's packages, for Docker and for conda. */
class CondaExportTests {
    private static final String SUM = "b".repeat(64);
    private static final PlatformLock PINS = new PlatformLock(
            new ImageLock("mambaorg/micromamba", "latest", null, "sha256:" + "a".repeat(64), null),
            null,
            List.of(
                    new PackageLock("conda", "hello", "1.1=h1_0", "lab/linux-64/hello-1.1-h1_0.conda", 3, SUM),
                    new PackageLock(
                            "conda", "openjdk", "21.0.1=h0_0", "lab/linux-64/openjdk-21.0.1-h0_0.conda", 3, SUM),
                    new PackageLock("conda", "own", "2=0", "https://conda.example/x/own-2-0.conda", 3, SUM)));

    @TempDir
    Path folder = Path.of("");

    private EnvironmentSpec spec() throws Exception {
        Path file = Files.writeString(folder.resolve("environment.yml"), """
                name: lab
                channels: [lab, conda-forge]
                dependencies: [hello=1, own]
                """);
        return EnvironmentSpecReader.read(file);
    }

    @Test
    void aDockerfileLinksPinnedFilesWithTheirChecksums() throws Exception {
        String text = Dockerfile.of(spec(), PINS);

        assertTrue(text.contains("FROM mambaorg/micromamba@sha256:" + "a".repeat(64) + "\n"), text);
        assertTrue(text.contains("echo \"$alias/lab/linux-64/hello-1.1-h1_0.conda#" + SUM + "\"; \\\n"), text);
        assertTrue(text.contains("echo \"https://conda.example/x/own-2-0.conda#" + SUM + "\"; \\\n"), text);
        assertTrue(
                text.contains("ENV CONDA_PREFIX=/opt/env PATH=/opt/env/bin:$PATH JAVA_HOME=/opt/env/lib/jvm\n"), text);
    }

    @Test
    void condaGetsTheChannelsAndEveryPinnedBuild() throws Exception {
        assertEquals("""
                # lab, as far as conda can have it. Written by gradlock env export.
                name: lab
                channels:
                  - lab
                  - conda-forge
                dependencies:
                  - hello=1.1=h1_0
                  - openjdk=21.0.1=h0_0
                  - own=2=0
                """, CondaFile.of(spec(), PINS));
    }
}
