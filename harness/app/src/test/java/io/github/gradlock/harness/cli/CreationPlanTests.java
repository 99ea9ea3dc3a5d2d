package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreationPlanTests {
    @TempDir
    Path home = Path.of("");

    @Test
    void tellsPartsAndWhatIsNotInTheStore() throws Exception {
        byte[] here = {1, 2, 3};
        String sum = Digests.sha256(here);
        new Store(home).provide(new Content("here.deb", sum, 3), file -> Files.write(file, here));
        PlatformLock pins = new PlatformLock(
                new ImageLock("debian", "trixie", "sha256:index", "sha256:manifest", null),
                new JdkLock("Debian", "21.0.1+1", null, null),
                List.of(
                        new PackageLock("apt", "here", "1", "pool/here.deb", 3, sum),
                        new PackageLock("apt", "there", "1", "pool/there.deb", 2048, "a".repeat(64)),
                        new PackageLock("maven", "g:here", "1", "g/here/1/here-1.jar", 3, sum)));

        assertEquals(
                List.of(
                        "image debian:trixie@sha256:manifest",
                        "jdk 21.0.1+1 of Debian",
                        "apt 2 packages, 2.0 KiB, 2.0 KiB not in the store",
                        "maven 1 package, 3 B, all in the store"),
                CreationPlan.of(pins, home));
    }
}
