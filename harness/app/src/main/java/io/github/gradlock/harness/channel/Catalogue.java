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
            return dependency.location() + ": " + nested + dependency.name() + dependency.constraint() + ": " + advice;
        }
    }

    /** Assigns every dependency of a spec. */
    public static Assignment assign(EnvironmentSpec spec) {
        Map<Dependency, String> channels = new LinkedHashMap<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Dependency dependency : spec.dependencies()) {
            Optional<String> channel = spec.channels().stream()
                    .filter(candidate -> supplies(candidate, dependency, spec.runtime()))
                    .findFirst();
            if (channel.isPresent()) {
                channels.put(dependency, channel.get());
            } else {
                refusals.add(new Refusal(dependency, advice(dependency, spec)));
            }
        }
        return new Assignment(channels, List.copyOf(refusals));
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
            case "openjdk" -> "write it as jdk, and add the channel temurin or debian";
            case "debian" -> "add the channel debian";
            case "image" -> "add a channel oci:REGISTRY/REPOSITORY";
            case "cuda" -> "add the channel nvidia";
            case "pytorch", "torchvision", "torchaudio" ->
                "needs conda's channel pytorch, which gradlock does not"
                        + " support yet; Debian's package can be had with the channel debian and  apt: [python3-torch]";
            default ->
                name.startsWith("python3-")
                        ? "write it under apt: and add the channel debian"
                        : "needs a conda channel such as conda-forge, which gradlock does not support yet";
        };
    }
}
