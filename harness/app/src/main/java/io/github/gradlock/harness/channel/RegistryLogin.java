package io.github.gradlock.harness.channel;

import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import io.github.gradlock.harness.GradlockException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Docker's configuration knows of a registry: a name with a password, an identity token, nothing, or a reason why it
 * cannot be had.
 *
 * @param registry as {@code docker login} takes it
 * @param server as Docker's configuration and credential helpers call it
 * @param username null if there is none
 * @param password null if there is none
 * @param identityToken that a realm takes in the place of a password; null if there is none
 * @param problem why nothing is known, as the end of a sentence; null if nothing failed
 */
public record RegistryLogin(
        String registry,
        String server,
        @Nullable String username,
        @Nullable String password,
        @Nullable String identityToken,
        @Nullable String problem) {
    /** What engines and registries say of a pull that wants a login, or another one. */
    private static final Pattern WANTED =
            Pattern.compile("unauthorized|denied|forbidden|authentication required|no basic auth credentials");

    /** The reason where an engine is given none. */
    static final String WITHHELD = "logins are not given to an engine that an environment names by its address";

    static RegistryLogin none(String registry, String server) {
        return new RegistryLogin(registry, server, null, null, null, null);
    }

    static RegistryLogin failed(String registry, String server, String problem) {
        return new RegistryLogin(registry, server, null, null, null, problem);
    }

    /** Returns whether there is something to show to a registry. */
    public boolean isGiven() {
        return identityToken != null || password != null;
    }

    /** Returns whether a registry's or engine's words ask for a login, or for another one. */
    public static boolean isWanted(String words) {
        return WANTED.matcher(words.toLowerCase(Locale.ROOT)).find();
    }

    /** Lets an engine pull with it; without a login, the engine's client goes its own way. */
    public PullImageCmd authorise(PullImageCmd pull) {
        return isGiven()
                ? pull.withAuthConfig(new AuthConfig()
                        .withRegistryAddress(server)
                        .withUsername(username)
                        .withPassword(password)
                        .withIdentityToken(identityToken))
                : pull;
    }

    /** Says that something cannot be read, and why: there is no login, it was refused, or it cannot be had. */
    GradlockException denied(String registryName, String what, String ofIt) {
        if (isGiven()) {
            return GradlockException.incomplete(
                    "the registry " + registryName + " refused the login of Docker's configuration for " + what,
                    remedy(),
                    null);
        }
        return GradlockException.incomplete(
                "the registry " + registryName + " does not let anybody read " + what + " " + ofIt + because(),
                remedy(),
                null);
    }

    /** Returns why a registry was shown no login, as the end of a sentence; nothing if it was, or if none is known. */
    public String because() {
        return problem == null ? "" : "; " + problem;
    }

    /** Returns what to do where a registry wants a login, or another one. */
    public String remedy() {
        String command = "docker login " + registry;
        if (isGiven()) {
            return command + " renews it";
        }
        if (WITHHELD.equals(problem)) {
            return "make a context with certificates for the engine (docker context create), and name that instead";
        }
        return problem == null
                ? command + " if you may read it, or point the channel at a mirror that lets anybody read"
                : command + " stores another login, once what failed is mended or taken out of Docker's configuration";
    }

    /** Returns the value of the header {@code Authorization} that says name and password. */
    Optional<String> basic() {
        return password == null
                ? Optional.empty()
                : Optional.of("Basic "
                        + Base64.getEncoder()
                                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** A record would print its secrets. */
    @Override
    public String toString() {
        return "RegistryLogin[registry=" + registry + ", given=" + isGiven() + ", problem=" + problem + "]";
    }
}
