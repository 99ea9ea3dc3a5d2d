package io.github.gradlock.harness.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedPackagesTests {
    private static final byte[] BYTES = "package".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home = Path.of("");

    @Test
    void aSizeThatTheFileHasNotIsNamedAndTheFileStays() throws Exception {
        Store store = new Store(home);
        Path file = store.provide(
                new Content("a.deb", Digests.sha256(BYTES), BYTES.length), arriving -> Files.write(arriving, BYTES));
        PinnedPackages right = new PinnedPackages(store, "env", List.of(apt(BYTES.length)));
        right.requireSizes();
        assertEquals(List.of(), right.verify());

        PinnedPackages wrong = new PinnedPackages(store, "env", List.of(apt(BYTES.length + 1)));
        GradlockException problem = assertThrows(GradlockException.class, wrong::requireSizes);
        assertTrue(
                String.valueOf(problem.getMessage())
                        .endsWith("it says 8 bytes, and the file with its checksum has 7 bytes"),
                problem::toString);
        assertEquals("gradlock lock env --update pins what is there", problem.hint());
        assertEquals(List.of(PartCheck.altered("package a 1, its size", "8 bytes", "7 bytes")), wrong.verify());
        assertTrue(Files.exists(file), "the lock is wrong, not the file");

        assertTrue(file.toFile().setWritable(true));
        Files.writeString(file, "pack");
        right.requireSizes();
        assertEquals("package a 1 in the store", right.verify().get(0).part());
        assertFalse(Files.exists(file), "the file is damaged");
    }

    private static PackageLock apt(long size) {
        return new PackageLock("apt", "a", "1", "pool/a.deb", size, Digests.sha256(BYTES));
    }
}
