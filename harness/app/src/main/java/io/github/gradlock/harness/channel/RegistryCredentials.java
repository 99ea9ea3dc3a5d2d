package io.github.gradlock.harness.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EngineAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The logins of Docker's own configuration: {@code auths}, {@code credHelpers} and {@code credsStore} of
 * {@code $DOCKER_CONFIG/config.json}, or of {@code ~/.docker/config.json}; before it, {@code auths} of the variable
 * {@code DOCKER_AUTH_CONFIG}.
 *
 * <p>Testcontainers' {@code RegistryAuthLocator} reads the same, and is not used: for Docker Hub it asks the engine, so that
 * reading a registry would need one; it does not say what failed, only logs it; it takes a helper's first failure for "no
 * login", waits half a minute for it, and knows one configuration in a process. docker-java's reader runs no helpers, and
 * Testcontainers has it under a name of its own, which is no API.
 *
 * <p>Nothing is written, and what was found is kept for the life of this object: a helper may ask a person.
 */
public final class RegistryCredentials {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String HUB = "https://index.docker.io/v1/";

    /** Docker writes the first alone; people write the others into {@code credHelpers}. */
    private static final List<String> HUB_NAMES = List.of(HUB, "index.docker.io", "docker.io", ImageName.DOCKER_HUB);

    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, String> environment;
    private final Path userHome;
    private final Duration patience;
    private final Map<String, RegistryLogin> known = new ConcurrentHashMap<>();
    private boolean withheld;

    RegistryCredentials(Map<String, String> environment, Path userHome, Duration patience) {
        this.environment = environment;
        this.userHome = userHome;
        this.patience = patience;
    }

    /** Returns those of who runs this process. */
    public static RegistryCredentials ofThisUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }

    /**
     * Returns those that these variables lead to.
     *
     * @param environment DOCKER_CONFIG, DOCKER_AUTH_CONFIG, HOME, and what credential helpers need
     * @param userHome where there is no HOME
     */
    public static RegistryCredentials of(Map<String, String> environment, Path userHome) {
        return new RegistryCredentials(environment, userHome, PATIENCE);
    }

    /** Returns those that an engine may be given to pull with; none for one that a project's file names by its address. */
    public static RegistryCredentials forEngine(@Nullable EngineAddress address) {
        return address == null || DockerContexts.ofThisUser().mayHaveLogins(address)
                ? ofThisUser()
                : ofThisUser().withheld();
    }

    /** Returns the same, of which none is given away. */
    RegistryCredentials withheld() {
        RegistryCredentials none = new RegistryCredentials(environment, userHome, patience);
        none.withheld = true;
        return none;
    }

    /**
     * Looks a login up, which may start a credential helper.
     *
     * @return never a failure by itself: whether a login is wanted is known to the registry alone
     */
    public RegistryLogin of(ImageName name) {
        return known.computeIfAbsent(name.registry(), this::lookUp);
    }

    /** Returns what is known of a registry where nothing is. */
    static RegistryLogin none(ImageName name) {
        return none(name.registry());
    }

    private static RegistryLogin none(String registry) {
        return registry.equals(ImageName.DOCKER_HUB)
                ? RegistryLogin.none("docker.io", HUB)
                : RegistryLogin.none(registry, registry);
    }

    private RegistryLogin lookUp(String registry) {
        List<String> names = registry.equals(ImageName.DOCKER_HUB) ? HUB_NAMES : List.of(registry);
        RegistryLogin none = none(registry);
        if (withheld) {
            return RegistryLogin.failed(none.registry(), none.server(), RegistryLogin.WITHHELD);
        }
        try {
            String variable = environment.getOrDefault("DOCKER_AUTH_CONFIG", "").strip();
            RegistryLogin login = none;
            if (!variable.isEmpty()) {
                login = written(json(variable, "the variable DOCKER_AUTH_CONFIG"), names, none);
            }
            return login.isGiven() ? login : ofFile(names, none);
        } catch (IOException problem) {
            return RegistryLogin.failed(none.registry(), none.server(), String.valueOf(problem.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw GradlockException.incomplete("interrupted", "run the command again", stop);
        }
    }

    private RegistryLogin ofFile(List<String> names, RegistryLogin none) throws IOException, InterruptedException {
        Path file = folder().resolve("config.json");
        if (!Files.exists(file)) {
            return none;
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException problem) {
            throw new IOException("Docker's configuration " + file + " cannot be read", problem);
        }
        JsonNode config = json(text, "Docker's configuration " + file);
        String helper = helper(config, names);
        if (!helper.isEmpty()) {
            Optional<JsonNode> kept = new CredentialHelper(helper, environment, patience).get(none.server());
            if (kept.isPresent()) {
                String username = kept.get().path("Username").asText();
                String secret = kept.get().path("Secret").asText();
                return username.equals("<token>")
                        ? login(none, null, null, secret)
                        : login(none, username, secret, null);
            }
        }
        return written(config, names, none);
    }

    private Path folder() throws IOException {
        try {
            return DockerContexts.configuration(environment, userHome);
        } catch (InvalidPathException malformed) {
            throw new IOException("DOCKER_CONFIG or HOME is no folder", malformed);
        }
    }

    private static String helper(JsonNode config, List<String> names) {
        for (String name : names) {
            String helper = config.path("credHelpers").path(name).asText("");
            if (!helper.isEmpty()) {
                return helper;
            }
        }
        return config.path("credsStore").asText("");
    }

    /** A login that lies in the configuration itself. */
    private static RegistryLogin written(JsonNode config, List<String> names, RegistryLogin none) throws IOException {
        JsonNode entry = entry(config.path("auths"), names);
        String username = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        String packed = entry.path("auth").asText("").strip();
        if (!packed.isEmpty()) {
            String[] parts = unpacked(packed).split(":", 2);
            if (parts.length < 2) {
                throw new IOException("Docker's configuration holds an \"auth\" for it without a password");
            }
            username = parts[0];
            password = parts[1];
        }
        return login(none, username, password, entry.path("identitytoken").asText(""));
    }

    private static String unpacked(String packed) throws IOException {
        try {
            return new String(Base64.getDecoder().decode(packed), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            // Without the cause: it quotes what it could not read.
            throw new IOException("Docker's configuration holds an \"auth\" for it that is not base64");
        }
    }

    private static JsonNode entry(JsonNode auths, List<String> names) {
        for (String name : names) {
            if (auths.has(name)) {
                return auths.path(name);
            }
        }
        // Docker once wrote addresses.
        for (Map.Entry<String, JsonNode> entry : auths.properties()) {
            String host = entry.getKey().replaceFirst("^https?://", "").replaceFirst("/.*", "");
            if (names.contains(host)) {
                return entry.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    private static RegistryLogin login(
            RegistryLogin none, @Nullable String username, @Nullable String password, @Nullable String identityToken) {
        boolean named = username != null && !username.isEmpty() && password != null && !password.isEmpty();
        boolean token = identityToken != null && !identityToken.isEmpty();
        return new RegistryLogin(
                none.registry(),
                none.server(),
                named ? username : null,
                named ? password : null,
                token ? identityToken : null,
                null);
    }

    private static JsonNode json(String text, String where) throws IOException {
        try {
            JsonNode json = JSON.readTree(text);
            if (!json.isObject() && !json.isMissingNode()) {
                throw new IOException(where + " is no JSON object");
            }
            return json;
        } catch (JsonProcessingException malformed) {
            // Without the cause: it quotes what it could not read.
            throw new IOException(
                    where + " is not JSON at line " + malformed.getLocation().getLineNr());
        }
    }
}
