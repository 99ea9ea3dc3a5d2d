package io.github.gradlock.harness.lock;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.AptResolution;
import io.github.gradlock.harness.channel.AptResolver;
import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.channel.RegistryClient;
import io.github.gradlock.harness.channel.RegistryImage;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.MatchSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Resolves a spec into a lock: asks the machine, the registry, and apt inside the base image. */
public final class Locking {
    private final Machine machine;
    private final RegistryClient registry;
    private final MavenChannel maven;
    private final Supplier<DockerClient> docker;
    private final Map<String, String> labels;
    private final Map<String, String> environment;

    /**
     * Sets up what is asked.
     *
     * @param maven asked for artifacts
     * @param docker gives an engine when one is needed, or throws what a person can act on
     * @param labels put on every container
     * @param environment variables that may point channels at mirrors
     */
    public Locking(
            Machine machine,
            RegistryClient registry,
            MavenChannel maven,
            Supplier<DockerClient> docker,
            Map<String, String> labels,
            Map<String, String> environment) {
        this.machine = machine;
        this.registry = registry;
        this.maven = maven;
        this.docker = docker;
        this.labels = Map.copyOf(labels);
        this.environment = Map.copyOf(environment);
    }

    /** Resolves a spec anew. */
    public EnvironmentLock resolve(EnvironmentSpec spec) {
        if (spec.eachInstalledJdk()) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    spec.name() + " is a template: it stands for the JDKs of each machine, and has no lock",
                    "lock an environment with one JDK, host for instance");
        }
        Map<String, PlatformLock> platforms = new TreeMap<>();
        if (spec.runtime() == RuntimeKind.HOST) {
            ImageRequest.supplied(spec);
            platforms.put(machine.platform(), withArtifacts(spec, machine.platform(), host(spec)));
        } else {
            ImageRequest request = ImageRequest.of(spec);
            List<String> asked = spec.platforms().isEmpty() ? List.of(machine.containerPlatform()) : spec.platforms();
            asked.forEach(
                    platform -> platforms.put(platform, withArtifacts(spec, platform, container(request, platform))));
        }
        EnvironmentLock lock = EnvironmentLock.of(spec.name(), spec.hash(), platforms);
        LockReview.unsatisfied(spec, lock).ifPresent(reason -> {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    "what is to be had does not satisfy " + spec.name() + ": " + reason,
                    "change the version that is asked for");
        });
        return lock;
    }

    private PlatformLock withArtifacts(EnvironmentSpec spec, String platform, PlatformLock pins) {
        List<MavenChannel.Wanted> wanted = spec.dependencies().stream()
                .filter(asked -> asked.manager().equals("maven"))
                .map(asked -> new MavenChannel.Wanted(
                        asked.name(), asked.constraint().replaceFirst("^==", ""), asked.location()))
                .toList();
        if (wanted.isEmpty()) {
            return pins;
        }
        try {
            List<PackageLock> packages = new ArrayList<>(pins.packages());
            maven.resolve(wanted, platform)
                    .forEach(file -> packages.add(new PackageLock(
                            "maven", file.name(), file.version(), file.file(), file.size(), file.sha256())));
            return new PlatformLock(pins.image(), pins.jdk(), pins.cuda(), packages, pins.archiveDate());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private PlatformLock host(EnvironmentSpec spec) {
        InstalledJdk jdk = HostJdk.choose(spec, machine.jdks())
                .orElseThrow(() -> GradlockException.incomplete(
                        "no JDK here satisfies jdk" + HostJdk.constraint(spec) + " of " + spec.name(),
                        "install one; gradlock doctor lists those that were found",
                        null));
        return new PlatformLock(
                null, new JdkLock(jdk.vendor(), jdk.version(), machine.modules().of(jdk.modules())), List.of());
    }

    private PlatformLock container(ImageRequest request, String platform) {
        ImageName name = ImageName.of(request.repository(), environment);
        String tag = request.tag().isEmpty() ? newest(request, name) : request.tag();
        RegistryImage image = registry.resolve(name, tag, platform);
        AptResolution resolved = request.packages().isEmpty()
                ? AptResolution.NOTHING
                : new AptResolver(docker.get(), labels)
                        .resolve(
                                name.at(image.manifestDigest()),
                                Platform.imageArchitecture(platform).orElseThrow(),
                                request.packages(),
                                runner(name, tag, platform));
        List<PackageLock> packages = resolved.packages().stream()
                .map(one -> new PackageLock("apt", one.name(), one.version(), one.file(), one.size(), one.sha256()))
                .toList();
        return new PlatformLock(
                pin(request.repository(), tag, image),
                request.jdk() == null ? jdk(request, image, packages) : jdk(request.jdk(), platform),
                image.environment().get("CUDA_VERSION"),
                packages,
                resolved.archiveDate());
    }

    /** An engine runs images of its own platform; about another one, apt is asked in the same image of that. */
    private @Nullable String runner(ImageName name, String tag, String platform) {
        return platform.equals(machine.containerPlatform())
                ? null
                : name.at(
                        registry.resolve(name, tag, machine.containerPlatform()).manifestDigest());
    }

    private static ImageLock pin(String repository, String tag, RegistryImage image) {
        return new ImageLock(repository, tag, image.indexDigest(), image.manifestDigest(), null);
    }

    /** Returns the tag of the newest version that will do. */
    private String newest(ImageRequest request, ImageName name) {
        MatchSpec wanted = MatchSpec.parse(request.versions());
        return registry.tags(name).stream()
                .filter(tag -> tag.endsWith(ImageRequest.CUDA_SUFFIX))
                .map(tag -> tag.substring(0, tag.length() - ImageRequest.CUDA_SUFFIX.length()))
                .filter(version -> version.matches("[0-9]+(\\.[0-9]+)*") && wanted.matches(version))
                .max(MatchSpec::compare)
                .map(version -> version + ImageRequest.CUDA_SUFFIX)
                .orElseThrow(() -> GradlockException.badInput(
                        null,
                        "no image of " + name.reference() + " has a version that satisfies " + request.versions()
                                + " (tags VERSION" + ImageRequest.CUDA_SUFFIX + ")",
                        "check the version in environment.yml"));
    }

    /** A JDK that is copied from an image of its own. */
    private @Nullable JdkLock jdk(ImageRequest request, String platform) {
        RegistryImage image =
                registry.resolve(ImageName.of(request.repository(), environment), request.tag(), platform);
        return image.jdkVersion()
                .map(version ->
                        new JdkLock("Eclipse Adoptium", version, null, pin(request.repository(), request.tag(), image)))
                .orElse(null);
    }

    private static @Nullable JdkLock jdk(ImageRequest request, RegistryImage image, List<PackageLock> packages) {
        if (request.channel().equals("temurin")) {
            return image.jdkVersion()
                    .map(version -> new JdkLock("Eclipse Adoptium", version, null))
                    .orElse(null);
        }
        return packages.stream()
                .filter(one -> one.name().matches("openjdk-[0-9]+-jre-headless"))
                .findFirst()
                .map(one -> new JdkLock("Debian", withoutRevision(one.version()), null))
                .orElse(null);
    }

    /** Debian's {@code 17.0.15+6-1~deb12u1} is {@code 17.0.15+6}. */
    static String withoutRevision(String version) {
        return version.replaceFirst("^[0-9]+:", "").replaceFirst("-[^-]*$", "");
    }
}
