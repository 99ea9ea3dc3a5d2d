package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.runtime.BoundedLog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("container")
class DerivedImageIT {
    @TempDir
    Path folder = Path.of("");

    @Test
    void saysThatAVersionIsNoLongerInTheArchive() throws Exception {
        DockerClient client = TestEngine.client();
        PackageLock gone = new PackageLock("apt", "hello", "0.0.1-gone", "hello.deb", 1, "0".repeat(64));
        try (BoundedLog log = new BoundedLog(folder.resolve("log.txt"))) {
            DerivedImage derived = new DerivedImage("gone", TestEngine.baseImage(log), List.of(gone));

            GradlockException problem = assertThrows(
                    GradlockException.class,
                    () -> derived.provide(client, Ownership.labels("derived-image-it"), false, log));

            assertTrue(String.valueOf(problem.getMessage()).contains("0.0.1-gone"), problem::getMessage);
            assertTrue(problem.hint().contains("gradlock lock --update gone"), problem::hint);
            assertThrows(
                    NotFoundException.class,
                    () -> client.inspectImageCmd(derived.tag()).exec());
        }
    }
}
