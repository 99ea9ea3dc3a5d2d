package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code host}, {@code certificates} and {@code context}: the engine of an environment. */
final class EngineAddressReader {
    static final List<String> KEYS = List.of("host", "certificates", "context");

    private final Path file;
    private final List<String> warnings;

    EngineAddressReader(Path file, List<String> warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    @Nullable
    EngineAddress read(Fields gradlock, RuntimeKind runtime) {
        YamlNode host = gradlock.get("host");
        YamlNode certificates = gradlock.get("certificates");
        YamlNode context = gradlock.get("context");
        YamlNode first = host != null ? host : context != null ? context : certificates;
        if (first == null) {
            return null;
        }
        if (runtime != RuntimeKind.CONTAINER) {
            throw GradlockException.badInput(
                    first.location(),
                    "an engine needs the container runtime",
                    "set  runtime: container, or remove the engine");
        }
        if (context != null && (host != null || certificates != null)) {
            throw GradlockException.badInput(
                    context.location(),
                    "\"context\" and \"" + (host != null ? "host" : "certificates") + "\" exclude each other",
                    "a context has an address and certificates of its own");
        }
        if (context != null) {
            return new EngineAddress(null, null, context(context), context.location());
        }
        if (host == null) {
            throw GradlockException.badInput(
                    first.location(), "\"certificates\" needs a \"host\"", "add  host: tcp://NAME:2376");
        }
        String address = address(host);
        Path folder = certificates == null ? null : folder(certificates);
        if (address.startsWith("tcp:") && folder == null && !isLoopback(URI.create(address))) {
            warnings.add(host.location() + ": without \"certificates\" nobody vouches for the engine at " + address
                    + ", and everybody on the way can read and change what comes from it");
        }
        return new EngineAddress(address, folder, null, host.location());
    }

    private static String context(YamlNode node) {
        String name = Fields.text(node, "\"context\"");
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.+-]*")) {
            throw GradlockException.badInput(
                    node.location(), "\"" + name + "\" cannot be a context", "docker context ls lists them");
        }
        return name;
    }

    private static String address(YamlNode node) {
        String text = Fields.text(node, "\"host\"");
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
            if (tcp || socket) {
                return text;
            }
        } catch (java.net.URISyntaxException malformed) {
            // Said below, with what would do.
        }
        throw GradlockException.badInput(
                node.location(),
                "\"" + text + "\" cannot be the address of an engine",
                text.startsWith("ssh:")
                        ? EngineAddress.INSTEAD_OF_SSH
                        : "write  host: tcp://NAME:2376 with  certificates: FOLDER, or  host: unix:///PATH");
    }

    /** Beside the file, or in the home directory. */
    private Path folder(YamlNode node) {
        String text = Fields.text(node, "\"certificates\"");
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home", ""), text.substring(2))
                : file.toAbsolutePath().resolveSibling(text).normalize();
    }

    private static boolean isLoopback(URI address) {
        try {
            String host = address.getHost();
            boolean literal = host.equals("localhost") || host.matches("[0-9.]+|\\[.*\\]");
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
