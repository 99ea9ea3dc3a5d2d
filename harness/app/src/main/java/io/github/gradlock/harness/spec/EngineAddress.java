package io.github.gradlock.harness.spec;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Docker engine that an environment names, where it is not the one of this machine. Where an environment runs is not what it is made of:
 * the address is no part of the spec's hash, and a lock holds on every engine of its platform.
 *
 * @param host {@code tcp://name:port} or {@code unix:///path}; null where a context is named
 * @param certificates folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem}; null where the connection is not protected
 * @param context name of a context of Docker's command line; null where a host is named
 * @param location {@code file:line:column} of it
 */
public record EngineAddress(
        @Nullable String host,
        @Nullable Path certificates,
        @Nullable String context,
        String location) {
    /** What to do about an engine that is reached by ssh. */
    public static final String INSTEAD_OF_SSH =
            "forward its socket: ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock USER@HOST, and write  host: unix:///tmp/engine.sock";

    /** Returns it as a person wrote it. */
    @Override
    public String toString() {
        return host != null ? host : "context " + context;
    }
}
