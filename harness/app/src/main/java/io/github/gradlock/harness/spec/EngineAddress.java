package io.github.gradlock.harness.spec;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
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

    /** Returns the address that a text is, {@code tcp://name:port} or {@code unix:///path}, or nothing. */
    public static Optional<URI> parse(String text) {
        try {
            URI uri = new URI(text);
            boolean tcp = "tcp".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                    && uri.getUserInfo() == null;
            boolean socket = "unix".equals(uri.getScheme())
                    && uri.getPath() != null
                    && uri.getPath().startsWith("/");
            return tcp || socket ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** Returns whether an address leads to this machine, whoever listens there. */
    public static boolean isHere(URI address) {
        if ("unix".equals(address.getScheme())) {
            return true;
        }
        String name = address.getHost();
        try {
            // Names are not looked up: who answers for one is not known here.
            return name.equals("localhost")
                    || name.matches("[0-9.]+|\\[.*\\]")
                            && InetAddress.getByName(name).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Two environments may name one engine, each in its own file. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EngineAddress that
                && Objects.equals(host, that.host)
                && Objects.equals(certificates, that.certificates)
                && Objects.equals(context, that.context);
    }

    @Override
    public int hashCode() {
        return Objects.hash(host, certificates, context);
    }

    /** Returns it as a person wrote it. */
    @Override
    public String toString() {
        return host != null ? host : "context " + context;
    }
}
