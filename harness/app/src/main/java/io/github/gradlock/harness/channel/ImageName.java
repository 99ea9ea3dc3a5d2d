package io.github.gradlock.harness.channel;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where an image is found: a registry and a repository in it.
 *
 * @param registry host with port
 * @param repository path in the registry
 * @param reference what an engine is told, without tag and digest: {@code debian}, {@code localhost:5000/debian}
 */
public record ImageName(String registry, String repository, String reference) {
    static final String DOCKER_HUB = "registry-1.docker.io";
    private static final Map<String, String> CHANNELS = Map.of(
            "debian",
            "debian",
            "eclipse-temurin",
            "temurin",
            "nvidia/cuda",
            "nvidia",
            "mambaorg/micromamba",
            "micromamba");

    /** Returns where a lock's repository is found from here, {@code GRADLOCK_CHANNEL_ALIAS_<CHANNEL>} applied. */
    public static ImageName of(String repository) {
        return of(repository, System.getenv());
    }

    /** Returns where a lock's repository is found, by these environment variables. */
    public static ImageName of(String repository, Map<String, String> environment) {
        String channel = CHANNELS.get(repository);
        String alias = channel == null ? null : environment.get(variable(channel));
        return named(alias == null || alias.isBlank() ? repository : withoutSlash(alias) + "/" + repository);
    }

    /** Returns the environment variable that points a channel at a mirror. */
    public static String variable(String channel) {
        return "GRADLOCK_CHANNEL_ALIAS_" + channel.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Returns the variable that points a repository of a channel at a mirror. */
    static Optional<String> aliasOf(String repository) {
        return Optional.ofNullable(CHANNELS.get(repository)).map(ImageName::variable);
    }

    /** As Docker reads it: the first part is a host if it has a dot or a port, or is localhost. */
    private static ImageName named(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
            String registry = first.equals("docker.io") ? DOCKER_HUB : first;
            return new ImageName(registry, reference.substring(slash + 1), reference);
        }
        return new ImageName(DOCKER_HUB, slash < 0 ? "library/" + reference : reference, reference);
    }

    private static String withoutSlash(String alias) {
        return alias.strip().replaceFirst("^https?://", "").replaceFirst("/+$", "");
    }

    /** Returns the registry's address: http on the loopback, https everywhere else. */
    String address() {
        String host = registry.replaceFirst(":[0-9]+$", "");
        return (isLoopback(host) ? "http://" : "https://") + registry;
    }

    /** Returns whether a host is this machine; a name like {@code 127.0.0.1.example.com} is anybody's. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Returns what pulls exactly one image: {@code reference@sha256:…}. */
    public String at(String digest) {
        return reference + "@" + digest;
    }
}
