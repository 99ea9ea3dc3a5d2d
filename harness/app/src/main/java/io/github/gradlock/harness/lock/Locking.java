package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.channel.RegistryClient;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Resolves a spec into a lock: asks the machine, the registries, and package managers inside the base image. */
public final class Locking {
    private static final String MAVEN = "maven";

    private final Machine machine;
    private final MavenChannel maven;
    private final RegistryClient registry;
    private final Engines docker;
    private final Map<String, String> labels;
    private final Map<String, String> environment;

    /**
     * Sets up what is asked.
     *
     * @param maven asked for artifacts
     * @param docker gives the engine of an environment when it is needed, or throws what a person can act on
     * @param labels put on every container
     * @param environment variables that may point channels at mirrors
     */
    public Locking(
            Machine machine,
            RegistryClient registry,
            MavenChannel maven,
            Engines docker,
            Map<String, String> labels,
            Map<String, String> environment) {
        this.machine = machine;
        this.maven = maven;
        this.registry = registry;
        this.docker = docker;
        this.labels = Map.copyOf(labels);
        this.environment = Map.copyOf(environment);
    }

    /** Resolves a spec anew, for every platform that it asks for. */
    public EnvironmentLock resolve(EnvironmentSpec spec) {
        EnvironmentLock lock = resolve(spec, Renewal.ALL, null);
        LockReview.unsatisfied(spec, lock).ifPresent(reason -> {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    "what is to be had does not satisfy " + spec.name() + ": " + reason,
                    "change the version that is asked for");
        });
        return lock;
    }

    /**
     * Resolves some of a spec's pins anew.
     *
     * @param renewal which
     * @param held where all others are taken from; null if there is no lock
     * @return a lock that may lack platforms, or not satisfy the spec
     */
    EnvironmentLock resolve(EnvironmentSpec spec, Renewal renewal, @Nullable EnvironmentLock held) {
        if (spec.eachInstalledJdk()) {
            throw GradlockException.badInput(
                    spec.file().toString(),
                    spec.name() + " is a template: it stands for the JDKs of each machine, and has no lock",
                    "lock an environment with one JDK, host for instance");
        }
        ChannelLogins.refuse(spec);
        ImageRequest.supplied(spec);
        boolean host = spec.runtime() == RuntimeKind.HOST;
        String here = host ? machine.platform() : spec.containerPlatform(machine.containerPlatform());
        List<String> asked = host || spec.platforms().isEmpty() ? List.of(here) : spec.platforms();
        Map<String, PlatformLock> platforms =
                new TreeMap<>(held == null || renewal.equals(Renewal.ALL) ? Map.of() : held.platforms());
        for (String platform : renewal.platformsOf(spec, asked)) {
            PlatformLock before = renewal.isWhole() ? null : platforms.get(platform);
            PlatformLock pins = host
                    ? host(spec, renewal, before)
                    : new ContainerPins(here, registry, () -> docker.connect(spec.engine()), labels, environment)
                            .resolve(spec, platform, renewal, before);
            platforms.put(platform, withArtifacts(spec, platform, renewal, pins, before));
        }
        return EnvironmentLock.of(spec.name(), spec.hash(), platforms);
    }

    private PlatformLock withArtifacts(
            EnvironmentSpec spec, String platform, Renewal renewal, PlatformLock pins, @Nullable PlatformLock before) {
        List<MavenChannel.Wanted> wanted = spec.dependencies().stream()
                .filter(asked -> asked.manager().equals(MAVEN))
                .map(asked -> new MavenChannel.Wanted(
                        asked.name(), version(asked, renewal, before).replaceFirst("^==", ""), asked.location()))
                .toList();
        if (wanted.isEmpty()) {
            return pins;
        }
        List<PackageLock> packages = new ArrayList<>(pins.packages());
        if (before != null && !renewal.isAny(wanted.stream().map(MavenChannel.Wanted::name))) {
            packages.addAll(before.packagesOf(MAVEN));
        } else {
            packages.addAll(artifacts(wanted, platform));
        }
        return new PlatformLock(pins.image(), pins.jdk(), pins.cuda(), packages, pins.archiveDate());
    }

    /** Where any version will do, the one that is held is kept. */
    private static String version(Dependency asked, Renewal renewal, @Nullable PlatformLock before) {
        if (before == null || !asked.constraint().isEmpty() || renewal.names(asked.name())) {
            return asked.constraint();
        }
        return before.packagesOf(MAVEN).stream()
                .filter(held -> held.name().equals(asked.name()))
                .findFirst()
                .map(PackageLock::version)
                .orElse("");
    }

    private List<PackageLock> artifacts(List<MavenChannel.Wanted> wanted, String platform) {
        try {
            return maven.resolve(wanted, platform).stream()
                    .map(file -> new PackageLock(
                            MAVEN, file.name(), file.version(), file.file(), file.size(), file.sha256()))
                    .toList();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private PlatformLock host(EnvironmentSpec spec, Renewal renewal, @Nullable PlatformLock before) {
        if (before != null && !renewal.names("jdk")) {
            return new PlatformLock(null, before.jdk(), List.of());
        }
        InstalledJdk jdk = HostJdk.choose(spec, machine.jdks())
                .orElseThrow(() -> GradlockException.incomplete(
                        "no JDK here satisfies jdk" + HostJdk.constraint(spec) + " of " + spec.name(),
                        "install one; gradlock doctor lists those that were found",
                        null));
        return new PlatformLock(
                null, new JdkLock(jdk.vendor(), jdk.version(), machine.modules().of(jdk.modules())), List.of());
    }
}
