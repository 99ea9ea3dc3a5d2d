package io.github.gradlock.harness.image;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.image.DerivedImage.Workshop;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JDK of another image.
 *
 * @param image that it is copied from, {@code repository@digest}
 */
record JdkPart(String image) implements ImagePart {
    private static final String FORMAT = "1";

    @Override
    public String inputs() {
        return "jdk " + FORMAT + " " + ImagePart.digest(image) + "\n";
    }

    @Override
    public Layer make(Workshop workshop, Path work) throws IOException, InterruptedException {
        String javaHome = javaHome(workshop.client());
        String folder = LayerTar.plain(javaHome);
        String above = folder.substring(0, folder.lastIndexOf('/') + 1);
        return workshop.containers().with(image, false, List.of("/bin/true"), container -> {
            try (InputStream files = workshop.client()
                    .copyArchiveFromContainerCmd(container, javaHome)
                    .exec()) {
                return new LayerTar(path -> above + path, Instant.now()).write(files, Set.of(), work);
            }
        });
    }

    @Override
    public Map<String, String> variables(Workshop workshop, String path) {
        String javaHome = javaHome(workshop.client());
        return Map.of("JAVA_HOME", javaHome, "PATH", javaHome + "/bin:" + path);
    }

    @Override
    public List<PackageLock> packages() {
        return List.of();
    }

    @Override
    public Map<PackageLock, String> otherVersions(@Nullable Path layer) {
        return Map.of();
    }

    private String javaHome(DockerClient client) {
        String home = ImageSettings.variable(client.inspectImageCmd(image).exec(), "JAVA_HOME")
                .orElse("");
        if (!home.matches("/[A-Za-z0-9._/-]+") || home.contains("..")) {
            throw GradlockException.incomplete(
                    "the image " + image + " does not say where its JDK is (JAVA_HOME)",
                    "take the JDK from the channel temurin",
                    null);
        }
        return home;
    }
}
