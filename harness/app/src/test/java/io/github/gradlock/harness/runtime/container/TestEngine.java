package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.runtime.UnavailableException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The engine and the image that tests with real containers need; without them they are skipped, and say why. */
final class TestEngine {
    private static final String IMAGE = "GRADLOCK_TEST_IMAGE";

    private TestEngine() {}

    static DockerClient client() {
        try {
            return Engine.connect();
        } catch (UnavailableException missing) {
            skip(String.valueOf(missing.getMessage()));
            throw new AssertionError("not reached", missing);
        }
    }

    /** An image with a JDK of version 17 or newer, {@code repository@digest}. */
    static ImageLock image() {
        String reference = System.getenv(IMAGE);
        if (reference == null || !reference.contains("@")) {
            skip(IMAGE + " is not set; ci/container-fixtures makes an image and sets it");
            throw new AssertionError("not reached");
        }
        int at = reference.indexOf('@');
        return new ImageLock(reference.substring(0, at), "test", null, reference.substring(at + 1), null);
    }

    private static void skip(String reason) {
        if (Boolean.parseBoolean(System.getenv("GRADLOCK_REQUIRE_CONTAINERS"))) {
            Assertions.fail("containers are required, but " + reason);
        }
        System.err.println("skipped: " + reason);
        Assumptions.abort(reason);
    }
}
