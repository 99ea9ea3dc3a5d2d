package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.LockMode;
import io.github.gradlock.harness.lock.Resolution;
import io.github.gradlock.harness.runtime.BoundedLog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The engine and the pins that tests with real containers need; without them they are skipped, and say why. */
final class TestEngine {
    private static final String IMAGE = "GRADLOCK_TEST_IMAGE";
    private static final String ENVIRONMENTS = "GRADLOCK_TEST_ENVIRONMENTS";

    /** Where files and layers are kept that several tests use. */
    static final Path HOME = Path.of("target", "gradlock-home").toAbsolutePath();

    private TestEngine() {}

    static DockerClient client() {
        try {
            return Engine.connect();
        } catch (UnavailableException missing) {
            skip(String.valueOf(missing.getMessage()));
            throw new AssertionError("not reached", missing);
        }
    }

    /**
     * What makes an environment with a JDK: an image, {@code repository@digest}, or those of {@code debian-17} in a folder of
     * environments that was locked against a registry in reach.
     */
    static PlatformLock pins() {
        String reference = System.getenv(IMAGE);
        if (reference != null && reference.contains("@")) {
            int at = reference.indexOf('@');
            ImageLock image =
                    new ImageLock(reference.substring(0, at), "test", null, reference.substring(at + 1), null);
            return new PlatformLock(image, null, List.of());
        }
        String environments = System.getenv(ENVIRONMENTS);
        if (environments == null) {
            skip("neither " + IMAGE + " nor " + ENVIRONMENTS + " is set; ci/container-fixtures makes what they name");
            throw new AssertionError("not reached");
        }
        return Resolution.resolve(
                        Path.of(environments), List.of("debian-17"), "gradients", LockMode.FROZEN, Path.of("target"))
                .resolved()
                .get(0)
                .pins();
    }

    /** Pulls the image without the packages; returns its name. */
    static String baseImage(BoundedLog log) throws Exception {
        ImageLock image = pins().image();
        if (image == null) {
            throw new AssertionError("the lock has no image");
        }
        return new ImageSource(
                        client(), String.valueOf(client().versionCmd().exec().getArch()), false)
                .provide(repository(image.repository()), String.valueOf(image.manifestDigest()), log);
    }

    static String repository(String locked) {
        return ImageName.of(locked).reference();
    }

    private static void skip(String reason) {
        if (Boolean.parseBoolean(System.getenv("GRADLOCK_REQUIRE_CONTAINERS"))) {
            Assertions.fail("containers are required, but " + reason);
        }
        System.err.println("skipped: " + reason);
        Assumptions.abort(reason);
    }
}
