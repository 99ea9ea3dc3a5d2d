package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UserHome;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.net.URI;
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

    /**
     * Reads it.
     *
     * @param platforms of the environment: an engine elsewhere has one, and which it is must be known before it answers
     */
    @Nullable
    EngineAddress read(Fields gradlock, RuntimeKind runtime, List<String> platforms) {
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
        if (platforms.size() > 1) {
            throw GradlockException.badInput(
                    first.location(),
                    "an environment on an engine of its own has the platform of that engine's machine, and \"platforms\" lists "
                            + platforms.size(),
                    "keep one, platforms: [" + platforms.get(0)
                            + "] for instance; another environment may have the other");
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
        if (address.startsWith("tcp:") && folder == null && !EngineAddress.isHere(URI.create(address))) {
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
        if (EngineAddress.parse(text).isPresent()) {
            return text;
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
                ? UserHome.ofThisUser().resolve(text.substring(2))
                : file.toAbsolutePath().resolveSibling(text).normalize();
    }
}
