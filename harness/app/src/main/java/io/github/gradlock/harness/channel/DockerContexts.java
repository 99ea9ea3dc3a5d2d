package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where engines listen that environments name: at an address, or in a context as {@code docker context create} keeps it: {@code
 * contexts/meta/SHA-256/meta.json}, and its certificates in {@code contexts/tls/SHA-256/docker}, below Docker's configuration.
 */
public final class DockerContexts {
    private static final int MAXIMAL_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path configuration;

    DockerContexts(Path configuration) {
        this.configuration = configuration;
    }

    /** Reads those of this user. */
    public static DockerContexts ofThisUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    static DockerContexts of(Map<String, String> environment, Path userHome) {
        String moved = environment.getOrDefault("DOCKER_CONFIG", "");
        return new DockerContexts(moved.isBlank() ? userHome.resolve(".docker") : Path.of(moved));
    }

    /**
     * Where an engine listens.
     *
     * @param host {@code tcp:} or {@code unix:}
     * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; null where the connection is not protected
     */
    public record Endpoint(URI host, @Nullable Path certificates) {}

    /**
     * Finds an engine.
     *
     * @throws GradlockException if there is no such context, or a certificate is missing
     */
    public Endpoint find(EngineAddress address) {
        if (address.context() != null) {
            return context(address.context(), address.location());
        }
        Path certificates = address.certificates();
        if (certificates != null) {
            for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
                if (!Files.isReadable(certificates.resolve(name))) {
                    throw GradlockException.badInput(
                            address.location(),
                            "the engine's certificates are not whole: " + certificates.resolve(name)
                                    + " cannot be read",
                            "put ca.pem, cert.pem and key.pem there, as for DOCKER_CERT_PATH");
                }
            }
        }
        return new Endpoint(URI.create(String.valueOf(address.host())), certificates);
    }

    private Endpoint context(String name, String location) {
        String id = sha256(name);
        Path file = configuration.resolve("contexts/meta").resolve(id).resolve("meta.json");
        String host;
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode endpoint = JSON.readTree(in.readNBytes(MAXIMAL_BYTES))
                    .path("Endpoints")
                    .path("docker");
            host = endpoint.path("Host").asText();
        } catch (NoSuchFileException absent) {
            throw GradlockException.badInput(
                    location,
                    "Docker has no context \"" + name + "\" here",
                    Nearest.hint(name, names()) + "; docker context create makes one");
        } catch (IOException problem) {
            throw GradlockException.badInput(
                    file.toString(), "the context cannot be read: " + problem, "docker context inspect " + name);
        }
        if (!host.startsWith("tcp://") && !host.startsWith("unix://")) {
            throw GradlockException.badInput(
                    location,
                    "the context " + name + " has its engine at \"" + host + "\", which gradlock does not reach",
                    host.startsWith("ssh:")
                            ? EngineAddress.INSTEAD_OF_SSH
                            : "make one with a tcp:// or unix:// address");
        }
        Path certificates = configuration.resolve("contexts/tls").resolve(id).resolve("docker");
        return new Endpoint(URI.create(host), Files.isDirectory(certificates) ? certificates : null);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(configuration.resolve("contexts/meta"))) {
            for (Path folder : folders) {
                try (InputStream in = Files.newInputStream(folder.resolve("meta.json"))) {
                    names.add(JSON.readTree(in.readNBytes(MAXIMAL_BYTES))
                            .path("Name")
                            .asText());
                }
            }
        } catch (IOException none) {
            // The names are a help only.
        }
        return names;
    }

    private static String sha256(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
