package io.github.gradlock.harness.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A home with a configuration of Docker's, and a PATH with credential helpers, which belong to one test alone. */
public final class DockerConfigFixture {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    /** Makes them in a folder of the test. */
    public DockerConfigFixture(Path folder) {
        home = folder;
        environment.put("HOME", folder.toString());
        environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    }

    /** Sets a variable. */
    public DockerConfigFixture with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Writes {@code config.json}. */
    public DockerConfigFixture config(String json) {
        write(home.resolve(".docker/config.json"), json);
        return this;
    }

    /** Writes an entry of {@code auths}, as {@code docker login} does without a credential helper. */
    public DockerConfigFixture login(String registry, String username, String password) {
        return config("{\"auths\":{\"" + registry + "\":{\"auth\":\"" + base64(username + ":" + password) + "\"}}}");
    }

    /** Writes a credential helper in shell; it has what it was asked in {@code $server}. */
    public DockerConfigFixture helper(String name, String... script) {
        Path file = home.resolve("bin/docker-credential-" + name);
        write(
                file,
                "#!/bin/sh\n[ \"$1\" = get ] || exit 9\nread -r server || :\necho \"$server\" >> \"$HOME/asked\"\n"
                        + String.join("\n", script) + "\n");
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return this;
    }

    /** Returns what helpers were asked, one line a call. */
    public String asked() throws IOException {
        Path asked = home.resolve("asked");
        return Files.exists(asked) ? Files.readString(asked) : "";
    }

    /** Returns the credentials; a helper may take as long as it does for everybody. */
    public RegistryCredentials credentials() {
        return RegistryCredentials.of(environment, home.resolve("elsewhere"));
    }

    /** Returns the credentials where a helper may take this long. */
    RegistryCredentials credentials(Duration patience) {
        return new RegistryCredentials(environment, home.resolve("elsewhere"), patience);
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
