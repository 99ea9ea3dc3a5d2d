package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.Catalogue;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The image that a container environment asks for, and what is put into it.
 *
 * @param repository as the channel names it
 * @param tag to be resolved; empty where the newest of some versions is
 * @param channel that supplies it
 * @param versions those of them that will do, where the tag is empty: a match-spec
 * @param packages for apt, {@code name} or {@code name=version}
 * @param jdk the image whose JDK is copied in; null where the base has what is asked for
 * @param conda match-specs of conda's packages
 * @param condaChannels where these are looked for, in order
 */
record ImageRequest(
        String repository,
        String tag,
        String channel,
        String versions,
        List<String> packages,
        @Nullable ImageRequest jdk,
        List<String> conda,
        List<String> condaChannels) {
    /** Behind the version in the tags of CUDA's images. */
    static final String CUDA_SUFFIX = "-runtime-ubuntu22.04";

    private static final String HINT_BASE =
            "ask for one: jdk=21 of the channel temurin, cuda=12.8 of nvidia, debian=bookworm of debian, or image=TAG of"
                    + " oci:REGISTRY/REPOSITORY";

    /**
     * Derives the request from a spec.
     *
     * @throws GradlockException if something cannot be supplied, each entry named; or not exactly one image is asked for
     */
    static ImageRequest of(EnvironmentSpec spec) {
        Catalogue.Assignment assignment = supplied(spec);
        List<ImageRequest> bases = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        List<String> conda = new ArrayList<>();
        List<String> condaChannels = Catalogue.condaChannels(spec);
        for (Map.Entry<Dependency, String> entry : assignment.channels().entrySet()) {
            Dependency dependency = entry.getKey();
            String channel = entry.getValue();
            if (channel.equals(MavenChannel.NAME)) {
                continue;
            }
            if (dependency.manager().equals("apt")) {
                packages.add(dependency.name() + dependency.constraint().replaceFirst("^==", "="));
            } else if (channel.equals(Catalogue.CONDA)) {
                conda.add(dependency.matchSpec());
            } else if (channel.equals("debian") && dependency.name().equals("jdk")) {
                packages.add("openjdk-" + feature(dependency) + "-jre-headless");
            } else {
                bases.add(base(dependency, channel));
            }
        }
        if (!conda.isEmpty()) {
            bases.add(
                    0, tagged("mambaorg/micromamba", "latest", Catalogue.CONDA).withConda(conda, condaChannels));
        }
        Optional<ImageRequest> first = bases.stream()
                .filter(base ->
                        base.channel().equals("nvidia") || base.channel().equals(Catalogue.CONDA))
                .findFirst();
        Optional<ImageRequest> jdk =
                bases.stream().filter(base -> base.channel().equals("temurin")).findFirst();
        if (bases.size() == 2 && first.isPresent() && jdk.isPresent()) {
            return first.get().with(packages, jdk.get());
        }
        if (bases.size() != 1) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    bases.isEmpty()
                            ? spec.name() + " asks for no image"
                            : spec.name() + " asks for " + bases.size() + " images: "
                                    + String.join(
                                            ", ",
                                            bases.stream()
                                                    .map(ImageRequest::name)
                                                    .toList()),
                    bases.isEmpty()
                            ? HINT_BASE
                            : "keep one of them; the order of \"channels\" decides who supplies jdk");
        }
        return bases.get(0).with(packages, null);
    }

    /** Returns by which names a person may mean the base image: with another one, all packages are resolved anew. */
    Stream<String> namesOfImage() {
        return channel.equals("temurin")
                ? Stream.of("image", "jdk")
                : channel.equals("nvidia") ? Stream.of("image", "cuda") : Stream.of("image");
    }

    private ImageRequest with(List<String> further, @Nullable ImageRequest other) {
        return new ImageRequest(repository, tag, channel, versions, List.copyOf(further), other, conda, condaChannels);
    }

    private ImageRequest withConda(List<String> specs, List<String> channels) {
        return new ImageRequest(
                repository, tag, channel, versions, packages, jdk, List.copyOf(specs), List.copyOf(channels));
    }

    private static ImageRequest tagged(String repository, String tag, String channel) {
        return new ImageRequest(repository, tag, channel, "", List.of(), null, List.of(), List.of());
    }

    /** Refuses a spec that asks for what no channel supplies. */
    static Catalogue.Assignment supplied(EnvironmentSpec spec) {
        Catalogue.Assignment assignment = Catalogue.assign(spec);
        List<Catalogue.Refusal> refusals = assignment.refusals();
        if (refusals.isEmpty()) {
            return assignment;
        }
        StringBuilder message = new StringBuilder("no channel of ")
                .append(spec.name())
                .append(" supplies ")
                .append(refusals.size() == 1 ? "this dependency:" : "these " + refusals.size() + " dependencies:");
        refusals.forEach(refusal -> message.append("\n  ").append(refusal));
        throw GradlockException.badInput(
                refusals.get(0).dependency().location(),
                message.toString(),
                "add what is named, or remove the entry; gradlock env show " + spec.argument()
                        + " tells what can be pinned");
    }

    private static ImageRequest base(Dependency dependency, String channel) {
        if (channel.equals("temurin")) {
            String version = word(dependency, "[0-9]+(\\.[0-9]+)*(\\+[0-9]+)?", "jdk=21 or jdk==21.0.4+7");
            return tagged("eclipse-temurin", version.replace('+', '_') + "-jdk-noble", channel);
        }
        if (channel.equals("debian")) {
            String suite = word(dependency, "[a-z]+", "debian=bookworm, debian=trixie or debian=sid");
            return tagged("debian", suite, channel);
        }
        if (channel.equals("nvidia")) {
            return new ImageRequest(
                    "nvidia/cuda", "", channel, dependency.constraint(), List.of(), null, List.of(), List.of());
        }
        String tag = word(dependency, "[A-Za-z0-9_][A-Za-z0-9._-]{0,127}", "image=TAG");
        return tagged(channel.substring("oci:".length()), tag, channel);
    }

    private static String feature(Dependency dependency) {
        return word(dependency, "[0-9]+([.+][0-9]+)*", "jdk=17").replaceFirst("[.+].*", "");
    }

    private static String word(Dependency dependency, String pattern, String example) {
        String word = dependency.constraint().replaceFirst("^==?", "");
        if (!word.matches(pattern)) {
            throw GradlockException.badInput(
                    dependency.location(),
                    "an image needs one version, and \"" + dependency.name() + dependency.constraint()
                            + "\" leaves several open",
                    "write for instance " + example);
        }
        return word;
    }

    private String name() {
        return repository + (tag.isEmpty() ? " " + versions : ":" + tag);
    }
}
