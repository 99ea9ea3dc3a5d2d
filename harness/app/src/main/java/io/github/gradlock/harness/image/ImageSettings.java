package io.github.gradlock.harness.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an engine knows of an image. */
final class ImageSettings {
    private ImageSettings() {}

    /** Returns it, or null if the engine has no such image. */
    static @Nullable InspectImageResponse inspect(DockerClient client, String reference) {
        try {
            return client.inspectImageCmd(reference).exec();
        } catch (NotFoundException absent) {
            return null;
        }
    }

    /** Returns the value of a variable that an image sets. */
    static Optional<String> variable(InspectImageResponse image, String name) {
        ContainerConfig config = image.getConfig();
        String[] variables = config == null ? null : config.getEnv();
        for (String variable : variables == null ? new String[0] : variables) {
            if (variable.startsWith(name + "=")) {
                return Optional.of(variable.substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
