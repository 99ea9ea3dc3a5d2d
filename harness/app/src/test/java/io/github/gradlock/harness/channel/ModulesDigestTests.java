package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesDigestTests {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void remembersByPathSizeAndTime() throws IOException {
        Path file = Files.writeString(folder.resolve("modules"), "abc");
        Path cache = folder.resolve("cache");
        assertEquals(OF_ABC, new ModulesDigest(cache).of(file));
        Path memory = cache.resolve("jdk-modules.sha256");
        assertEquals(1, Files.readAllLines(memory).size());

        // What is remembered is used: a planted digest comes back, until the file changes.
        String planted = "0".repeat(64);
        Files.writeString(memory, Files.readString(memory).replace(OF_ABC, planted));
        assertEquals(planted, new ModulesDigest(cache).of(file));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
        assertEquals(OF_ABC, new ModulesDigest(cache).of(file));
    }

    @Test
    void forgetsWhatDoesNotRead() throws IOException {
        Path file = Files.writeString(folder.resolve("modules"), "abc");
        Path memory = folder.resolve("jdk-modules.sha256");
        Files.write(memory, new byte[] {(byte) 0xff, 0, 1});
        assertEquals(OF_ABC, new ModulesDigest(folder).of(file));
        assertEquals(
                List.of(OF_ABC),
                Files.readAllLines(memory).stream()
                        .map(line -> line.substring(0, 64))
                        .toList());
    }

    @Test
    void computesWhereNothingCanBeRemembered() throws IOException {
        Path file = Files.writeString(folder.resolve("modules"), "abc");
        assertEquals(OF_ABC, new ModulesDigest(file.resolve("below-a-file")).of(file));
    }

    @Test
    void saysWhatCannotBeRead() {
        GradlockException problem =
                assertThrows(GradlockException.class, () -> new ModulesDigest(folder).of(folder.resolve("absent")));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
    }
}
