package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.harness.GradlockException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks a registry what a tag is, without pulling it: index, manifest of a platform, configuration. */
public final class RegistryClient {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";

    private final Duration timeout;
    private final RegistryCredentials credentials;

    /** Waits half a minute at most for an answer, and has the logins of Docker's configuration. */
    public RegistryClient() {
        this(Duration.ofSeconds(15), RegistryCredentials.ofThisUser());
    }

    RegistryClient(Duration timeout, RegistryCredentials credentials) {
        this.timeout = timeout;
        this.credentials = credentials;
    }

    /**
     * Resolves a tag.
     *
     * @param platform conda's name, {@code linux-64}
     * @throws GradlockException if the registry or the tag cannot be had, has no such platform, or a digest does not match
     */
    public RegistryImage resolve(ImageName name, String tag, String platform) {
        String architecture = Platform.imageArchitecture(platform)
                .orElseThrow(() -> GradlockException.badInput(
                        null,
                        "there are no container images for " + platform,
                        "leave it out of \"platforms\", or use the host runtime"));
        RegistryConnection connection = new RegistryConnection(name, timeout, credentials);
        RegistryConnection.Document document = connection.manifest(tag);
        JsonNode manifests = document.json().path("manifests");
        if (!manifests.isArray()) {
            return image(connection, name, tag, null, document, architecture);
        }
        for (JsonNode entry : manifests) {
            JsonNode target = entry.path("platform");
            String digest = entry.path("digest").asText();
            if (target.path("os").asText().equals("linux")
                    && target.path("architecture").asText().equals(architecture)
                    && digest.matches(DIGEST)) {
                return image(connection, name, tag, document.digest(), connection.manifest(digest), architecture);
            }
        }
        throw noPlatform(name, tag, architecture);
    }

    /**
     * Returns the tags of a repository.
     *
     * @throws GradlockException if the registry cannot be had, or does not tell
     */
    public List<String> tags(ImageName name) {
        return new RegistryConnection(name, timeout, credentials).tags();
    }

    private static RegistryImage image(
            RegistryConnection connection,
            ImageName name,
            String tag,
            @org.jspecify.annotations.Nullable String indexDigest,
            RegistryConnection.Document manifest,
            String architecture) {
        String config = manifest.json().path("config").path("digest").asText();
        if (!config.matches(DIGEST)) {
            throw GradlockException.incomplete(
                    name.reference() + ":" + tag + " is not a container image that gradlock can read",
                    "choose a tag with an OCI or Docker (schema 2) manifest",
                    null);
        }
        JsonNode image = connection.blob(config).json();
        if (!image.path("architecture").asText().equals(architecture)
                || !image.path("os").asText().equals("linux")) {
            throw noPlatform(name, tag, architecture);
        }
        Map<String, String> environment = new TreeMap<>();
        for (JsonNode variable : image.path("config").path("Env")) {
            String[] parts = variable.asText().split("=", 2);
            environment.put(parts[0], parts.length == 2 ? parts[1] : "");
        }
        return new RegistryImage(indexDigest, manifest.digest(), environment);
    }

    private static GradlockException noPlatform(ImageName name, String tag, String architecture) {
        return GradlockException.badInput(
                null,
                name.reference() + ":" + tag + " is not made for linux/" + architecture,
                "leave the platform out of \"platforms\", or choose another tag");
    }
}
