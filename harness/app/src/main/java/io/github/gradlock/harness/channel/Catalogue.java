package io.github.gradlock.harness.channel;

import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which channel supplies which dependency: the first one listed that can. */
public final class Catalogue {
    /** Supplies what any of conda's own channels has. */
    public static final String CONDA = "conda";

    private static final List<String> OURS = List.of("host", "temurin", "nvidia", "debian", MavenChannel.NAME);

    /** What only gradlock's own channels mean. */
    private static final List<String> NOT_OF_CONDA = List.of("jdk", "debian", "image");

    private Catalogue() {}

    /**
     * Who supplies what.
     *
     * @param channels channel by dependency, in the order of the spec
     * @param refusals each dependency that no listed channel supplies, with what would
     */
    public record Assignment(Map<Dependency, String> channels, List<Refusal> refusals) {
        /** Returns the channel of a dependency of conda's kind, if it is asked for. */
        public Optional<String> channelOf(String name) {
            return channels.entrySet().stream()
                    .filter(entry -> entry.getKey().manager().equals("conda")
                            && entry.getKey().name().equals(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    /** A dependency that cannot be pinned, and what would supply it. */
    public record Refusal(Dependency dependency, String advice) {
        @Override
        public String toString() {
            String nested = dependency.manager().equals("conda") ? "" : dependency.manager() + ": ";
            return dependency.location() + ": " + nested + dependency.matchSpec() + ": " + advice;
        }
    }

    /** Assigns every dependency of a spec. */
    public static Assignment assign(EnvironmentSpec spec) {
        Map<Dependency, String> channels = new LinkedHashMap<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Dependency dependency : spec.dependencies()) {
            Optional<String> channel = spec.channels().stream()
                    .filter(candidate -> supplies(spec, candidate, dependency))
                    .findFirst();
            if (channel.isPresent()) {
                // Among conda's channels, conda decides which has it.
                boolean ofConda = condaChannels(spec).contains(channel.get())
                        && dependency.manager().equals("conda");
                channels.put(dependency, ofConda ? CONDA : channel.get());
            } else {
                refusals.add(new Refusal(dependency, advice(dependency, spec)));
            }
        }
        return new Assignment(channels, List.copyOf(refusals));
    }

    /** Returns the channels of a spec that conda knows, in order; none for a host. */
    public static List<String> condaChannels(EnvironmentSpec spec) {
        if (spec.runtime() == RuntimeKind.HOST || spec.channels().stream().noneMatch(Catalogue::isCondaAlone)) {
            return List.of();
        }
        return spec.channels().stream()
                .filter(channel -> isCondaAlone(channel) || channel.equals("nvidia"))
                .toList();
    }

    /** A name that is not one of gradlock's; {@code nvidia} is both, and conda's beside another of conda's. */
    private static boolean isCondaAlone(String channel) {
        return !OURS.contains(channel) && !channel.startsWith("oci:") && !channel.equals("nodefaults");
    }

    private static boolean supplies(EnvironmentSpec spec, String channel, Dependency dependency) {
        if (condaChannels(spec).contains(channel)) {
            return dependency.manager().equals("conda") && !NOT_OF_CONDA.contains(dependency.name())
                    || isApt(dependency);
        }
        return supplies(channel, dependency, spec.runtime());
    }

    private static boolean supplies(String channel, Dependency dependency, RuntimeKind runtime) {
        String name = dependency.name();
        boolean conda = dependency.manager().equals("conda");
        if (channel.equals(MavenChannel.NAME)) {
            return dependency.manager().equals("maven");
        }
        if (runtime == RuntimeKind.HOST) {
            return channel.equals("host") && conda && name.equals("jdk");
        }
        return switch (channel) {
            case "temurin" -> conda ? name.equals("jdk") : isApt(dependency);
            case "nvidia" -> conda ? name.equals("cuda") : isApt(dependency);
            case "debian" -> conda ? name.equals("jdk") || name.equals("debian") : isApt(dependency);
            default -> channel.startsWith("oci:") && (conda ? name.equals("image") : isApt(dependency));
        };
    }

    /** The base image of every channel has apt, or none of an image that is not known will do. */
    private static boolean isApt(Dependency dependency) {
        return dependency.manager().equals("apt");
    }

    private static String advice(Dependency dependency, EnvironmentSpec spec) {
        if (dependency.manager().equals("maven")) {
            return "add the channel " + MavenChannel.NAME;
        }
        if (spec.runtime() == RuntimeKind.HOST) {
            return dependency.manager().equals("conda") && dependency.name().equals("jdk")
                    ? "add the channel host"
                    : "the host runtime pins a JDK and Maven artifacts; use  runtime: container";
        }
        return switch (dependency.manager()) {
            case "apt" -> "add a channel with a base image: debian, temurin or nvidia";
            case "pip" -> "needs PyPI, which no channel of gradlock supplies yet";
            default -> conda(dependency.name());
        };
    }

    private static String conda(String name) {
        return switch (name) {
            case "jdk" -> "add the channel temurin, or debian together with debian=bookworm";
            case "openjdk" -> "write it as jdk, and add the channel temurin or debian; or add conda-forge";
            case "debian" -> "add the channel debian";
            case "image" -> "add a channel oci:REGISTRY/REPOSITORY";
            case "cuda" -> "add the channel nvidia";
            case "pytorch", "torchvision", "torchaudio" ->
                "add the channel conda-forge; Debian's package can be had with the channel debian and  apt: [python3-torch]";
            default ->
                name.startsWith("python3-")
                        ? "write it under apt: and add the channel debian"
                        : "add a channel of conda's, conda-forge for instance";
        };
    }
}
