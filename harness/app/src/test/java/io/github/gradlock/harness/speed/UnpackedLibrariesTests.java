package io.github.gradlock.harness.speed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTests {
    @TempDir
    Path folder;

    @Test
    void whatWasNeverLoadedIsUnpackedAgain() throws IOException {
        UnpackedLibraries libraries = new UnpackedLibraries(folder.resolve("libtorch"));
        libraries.begin();
        Path half = Files.createDirectories(folder.resolve("libtorch/jar")).resolve("libtorch.so");
        Files.writeString(half, "hal");
        libraries.begin();
        assertFalse(Files.exists(half));
    }

    @Test
    void whatWasLoadedStays() throws IOException {
        UnpackedLibraries libraries = new UnpackedLibraries(folder.resolve("libtorch"));
        libraries.complete();
        Path whole = Files.writeString(folder.resolve("libtorch/libtorch.so"), "whole");
        libraries.begin();
        assertTrue(Files.exists(whole));
    }
}
