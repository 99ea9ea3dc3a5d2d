package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.Reason;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.UserHome;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
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
        return new DockerContexts(configuration(environment, userHome));
    }

    /** Returns the folder of Docker's configuration. */
    static Path configuration(Map<String, String> environment, Path userHome) {
        String moved = environment.getOrDefault("DOCKER_CONFIG", "").strip();
        return moved.isEmpty() ? UserHome.of(environment, userHome).resolve(".docker") : Path.of(moved);
    }

    /**
     * Where an engine listens.
     *
     * @param host {@code tcp:} or {@code unix:}
     * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; null where the connection is not protected
     */
    public record Endpoint(URI host, @Nullable Path certificates) {
        /** Returns whether nobody on the way can read or change what is said. */
        public boolean isProtected() {
            return certificates != null || EngineAddress.isHere(host);
        }
    }

    /**
     * Finds an engine.
     *
     * @throws UnavailableException if this machine has no such context, or not the certificates
     */
    public Endpoint find(EngineAddress address) throws UnavailableException {
        if (address.context() != null) {
            return context(address.context());
        }
        URI host = EngineAddress.parse(String.valueOf(address.host())).orElseThrow();
        return new Endpoint(host, whole(address.certificates()));
    }

    /**
     * Returns where the engine listens that the variable DOCKER_HOST names: DOCKER_TLS_VERIFY says that it wants certificates, and
     * DOCKER_CERT_PATH where they are, if not with Docker's configuration.
     *
     * @throws UnavailableException if it is no address, or not all certificates are there
     */
    public static Endpoint ofVariables(String host) throws UnavailableException {
        return ofVariables(host, System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    static Endpoint ofVariables(String host, Map<String, String> environment, Path userHome)
            throws UnavailableException {
        boolean secured = !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isBlank();
        String folder = environment.getOrDefault("DOCKER_CERT_PATH", "").strip();
        try {
            URI address = new URI(host);
            return new Endpoint(
                    address,
                    secured && "tcp".equals(address.getScheme())
                            ? whole(folder.isEmpty() ? configuration(environment, userHome) : Path.of(folder))
                            : null);
        } catch (URISyntaxException malformed) {
            throw new UnavailableException(
                    "DOCKER_HOST is no address: \"" + host + "\" (unix:///PATH or tcp://NAME:PORT)");
        }
    }

    /**
     * Returns whether an engine may be given the logins of this user: it is this machine's, or one that this user vouches for by a context
     * with certificates. What a project's file names by its address might be anybody's.
     */
    public boolean mayHaveLogins(EngineAddress address) {
        try {
            Endpoint endpoint = find(address);
            return EngineAddress.isHere(endpoint.host())
                    || address.context() != null && endpoint.certificates() != null;
        } catch (UnavailableException unknown) {
            return false;
        }
    }

    /** Returns what there is to know about the way to a context's engine, if it leaves this machine unprotected. */
    public Optional<String> warning(@Nullable EngineAddress address) {
        try {
            return address == null || address.context() == null || find(address).isProtected()
                    ? Optional.empty()
                    : Optional.of(address + " has no certificates: nobody vouches for the engine at "
                            + find(address).host()
                            + ", and everybody on the way can read and change what comes from it");
        } catch (UnavailableException unknown) {
            return Optional.empty();
        }
    }

    private static @Nullable Path whole(@Nullable Path certificates) throws UnavailableException {
        if (certificates != null) {
            for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
                if (!Files.isReadable(certificates.resolve(name))) {
                    throw new UnavailableException("the engine's certificates are not whole: "
                            + certificates.resolve(name)
                            + " cannot be read (ca.pem, cert.pem and key.pem belong there, as for DOCKER_CERT_PATH)");
                }
            }
        }
        return certificates;
    }

    private Endpoint context(String name) throws UnavailableException {
        String id = sha256(name);
        Path file = configuration.resolve("contexts/meta").resolve(id).resolve("meta.json");
        String host;
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode endpoint = JSON.readTree(in.readNBytes(MAXIMAL_BYTES))
                    .path("Endpoints")
                    .path("docker");
            host = endpoint.path("Host").asText();
        } catch (NoSuchFileException absent) {
            throw new UnavailableException("Docker has no context \"" + name + "\" here: "
                    + Nearest.of(name, names())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("docker context ls lists those that there are"));
        } catch (IOException problem) {
            throw new UnavailableException("Docker's context " + name + " cannot be read: " + Reason.of(problem));
        }
        Optional<URI> address = EngineAddress.parse(host);
        if (address.isEmpty()) {
            throw new UnavailableException(
                    "Docker's context " + name + " has its engine at \"" + host + "\", which gradlock does not reach: "
                            + (host.startsWith("ssh:")
                                    ? EngineAddress.INSTEAD_OF_SSH
                                    : "make one with tcp://NAME:PORT or unix:///PATH"));
        }
        Path certificates = configuration.resolve("contexts/tls").resolve(id).resolve("docker");
        return new Endpoint(address.get(), Files.isDirectory(certificates) ? whole(certificates) : null);
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
