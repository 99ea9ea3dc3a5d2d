package io.github.gradlock.harness.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpkgStatusTests {
    private static final String STATUS = """
            Package: ca-certificates
            Status: install ok installed
            Architecture: all
            Version: 20230311+deb12u1

            Package: libc6
            Architecture: amd64
            Version: 2.36-9+deb12u10
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void aVersionThatTheFileHasNotIsNamed() throws IOException {
        Path layer = layer(folder, "var/lib/dpkg/status");
        PackageLock right = apt("libc6:amd64", "2.36-9+deb12u10");
        PackageLock wrong = apt("ca-certificates", "20230311");
        PackageLock gone = apt("curl", "1");
        assertEquals(
                Map.of(wrong, "20230311+deb12u1", gone, "no package of this name"),
                DpkgStatus.otherVersions(layer, List.of(right, wrong, gone)));
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> PinnedPackages.requireVersions(
                        "env", new AptPart("env", "debian@sha256:" + "a".repeat(64), List.of(wrong)), layer));
        assertTrue(
                String.valueOf(problem.getMessage())
                        .endsWith("it says version 20230311, and the file with its checksum has 20230311+deb12u1"),
                problem::toString);
    }

    @Test
    void aLayerWithoutWhatDpkgNotedIsNotPassedOver() throws IOException {
        PackageLock curl = apt("curl", "1");
        assertEquals(
                Map.of(curl, "no package of this name"),
                DpkgStatus.otherVersions(layer(folder, "etc/passwd"), List.of(curl)));
    }

    @Test
    void condaHasTheVersionInTheFilesName() throws IOException {
        PackageLock right = conda("numpy", "1.26.4=py310_0", "conda-forge/linux-64/numpy-1.26.4-py310_0.conda");
        PackageLock wrong = conda("scipy", "1.13=py310_0", "conda-forge/linux-64/scipy-1.12-py310_0.tar.bz2");
        assertEquals(
                Map.of(wrong, "scipy-1.12-py310_0"),
                new CondaPart("env", "micromamba@sha256:" + "a".repeat(64), List.of(right, wrong)).otherVersions(null));
    }

    /** Makes a layer that has what dpkg says under a name. */
    static Path layer(Path folder, String name) throws IOException {
        Path layer = folder.resolve("layer.tar");
        byte[] bytes = STATUS.getBytes(StandardCharsets.UTF_8);
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(layer))) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
        }
        return layer;
    }

    private static PackageLock apt(String name, String version) {
        return new PackageLock("apt", name, version, "pool/" + name.replace(":", "_") + ".deb", 1, "1".repeat(64));
    }

    private static PackageLock conda(String name, String version, String file) {
        return new PackageLock("conda", name, version, file, 1, "1".repeat(64));
    }
}
