package io.github.gradlock.harness.runtime.container;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.RegistryCredentials;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.spec.EngineAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The engines of some environments: each is asked once, by whoever comes first, and one that does not answer is not asked again. */
final class Connections {
    private final Map<Optional<EngineAddress>, One> known = new ConcurrentHashMap<>();
    private final boolean offline;

    /**
     * Asks no engine yet.
     *
     * @param offline whether nothing may be pulled
     */
    Connections(boolean offline) {
        this.offline = offline;
    }

    /** An engine that answered, and its images. */
    record Connection(DockerClient client, ImageSource images) {}

    /** Returns a client of an engine; nothing is swept there. */
    DockerClient client(@Nullable EngineAddress address) throws UnavailableException {
        return one(address).client();
    }

    /** Returns an engine on which something is to run: what dead processes left there is swept first. */
    Connection of(@Nullable EngineAddress address, BoundedLog log) throws UnavailableException {
        return one(address).swept(log);
    }

    private One one(@Nullable EngineAddress address) {
        return known.computeIfAbsent(Optional.ofNullable(address), unknown -> new One(address));
    }

    private final class One {
        private final @Nullable EngineAddress address;
        private @Nullable DockerClient client;
        private @Nullable Connection connection;
        private @Nullable UnavailableException silent;

        One(@Nullable EngineAddress address) {
            this.address = address;
        }

        synchronized DockerClient client() throws UnavailableException {
            if (silent != null) {
                throw new UnavailableException(String.valueOf(silent.getMessage()));
            }
            DockerClient found = client;
            if (found == null) {
                try {
                    found = Engine.connect(address);
                    client = found;
                } catch (UnavailableException problem) {
                    silent = problem;
                    throw problem;
                }
            }
            return found;
        }

        synchronized Connection swept(BoundedLog log) throws UnavailableException {
            Connection found = connection;
            if (found == null) {
                DockerClient here = client();
                new Sweep(here, false)
                        .orphans()
                        .forEach(left -> log.line("[gradlock] removed what an earlier run left: " + left));
                String architecture = String.valueOf(here.versionCmd().exec().getArch());
                found = new Connection(
                        here, new ImageSource(here, architecture, offline, RegistryCredentials.forEngine(address)));
                connection = found;
            }
            return found;
        }
    }
}
