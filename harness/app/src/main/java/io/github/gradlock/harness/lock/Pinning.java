package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.JdkInstallers;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what one environment is pinned to on a machine, and whether it can run there. */
final class Pinning {
    private final Machine machine;
    private final LockMode mode;

    Pinning(Machine machine, LockMode mode) {
        this.machine = machine;
        this.mode = mode;
    }

    /** Resolves all variants of an environment that is no template. */
    List<ResolvedEnvironment> resolve(EnvironmentSpec spec) {
        return spec.runtime() == RuntimeKind.CONTAINER ? container(spec) : host(spec);
    }

    /** Resolves all variants of an environment by a lock that holds. */
    List<ResolvedEnvironment> locked(EnvironmentSpec spec, EnvironmentLock lock) {
        return spec.runtime() == RuntimeKind.CONTAINER ? lockedContainer(spec, lock) : lockedHost(spec, lock);
    }

    /** Resolves what a template stands for: one environment for each further JDK. */
    List<ResolvedEnvironment> expand(EnvironmentSpec template) {
        List<ResolvedEnvironment> expanded = new ArrayList<>();
        for (InstalledJdk jdk : HostJdk.further(template, machine.jdks())) {
            expanded.addAll(ofJdk(template.withName(template.name() + jdk.feature()), jdk));
        }
        return expanded;
    }

    /** Resolves one expansion of a template by its name, installed or not. */
    List<ResolvedEnvironment> expansion(EnvironmentSpec template, int feature) {
        EnvironmentSpec spec = template.withName(template.name() + feature);
        return machine.jdks().stream()
                .filter(jdk -> jdk.feature() == feature)
                .findFirst()
                .map(jdk -> ofJdk(spec, jdk))
                .orElseGet(() -> unavailable(
                        spec,
                        nothing(spec),
                        "no JDK " + feature + " is installed here" + commands(JdkInstallers.of(feature, system()))));
    }

    /** Returns an environment in another variant, whether its spec lists that or not. */
    ResolvedEnvironment as(ResolvedEnvironment environment, Variant variant) {
        boolean pinned = !environment.pins().equals(PlatformLock.NOTHING);
        return new ResolvedEnvironment(
                environment.spec(),
                variant,
                environment.lock(),
                environment.pins(),
                environment.javaHome(),
                pinned
                        ? obstacle(environment.spec(), variant, environment.pins())
                                .orElse(null)
                        : environment.unavailable());
    }

    private List<ResolvedEnvironment> container(EnvironmentSpec spec) {
        EnvironmentLock lock = LockFile.find(spec).orElseThrow(() -> missing(spec));
        rejectStale(spec, lock);
        return lockedContainer(spec, lock);
    }

    private List<ResolvedEnvironment> lockedContainer(EnvironmentSpec spec, EnvironmentLock lock) {
        String platform = spec.containerPlatform(machine.containerPlatform());
        PlatformLock pins = lock.platforms().get(platform);
        if (pins == null || pins.image() == null) {
            return unavailable(
                    spec,
                    lock,
                    "its lock has no pins for " + platform + ": add it to \"platforms\", then gradlock lock "
                            + spec.argument());
        }
        return variants(spec, lock, pins, null);
    }

    private List<ResolvedEnvironment> host(EnvironmentSpec spec) {
        ImageRequest.supplied(spec);
        Optional<EnvironmentLock> lock = LockFile.find(spec);
        if (lock.isPresent()) {
            rejectStale(spec, lock.get());
            return lockedHost(spec, lock.get());
        }
        if (LockUpdate.isNeeded(spec)) {
            throw missing(spec);
        }
        return HostJdk.choose(spec, machine.jdks()).map(jdk -> ofJdk(spec, jdk)).orElseGet(() -> noJdk(spec));
    }

    private List<ResolvedEnvironment> lockedHost(EnvironmentSpec spec, EnvironmentLock lock) {
        PlatformLock pins = lock.platforms().get(machine.platform());
        JdkLock pinned = pins == null ? null : pins.jdk();
        if (pins == null || pinned == null) {
            return unavailable(
                    spec, lock, "its lock has no JDK for " + machine.platform() + ": gradlock lock " + spec.argument());
        }
        List<InstalledJdk> same = machine.jdks().stream()
                .filter(jdk -> HostJdk.sameRelease(pinned, jdk))
                .toList();
        if (same.isEmpty()) {
            return unavailable(
                    spec,
                    lock,
                    "the JDK of its lock, " + pinned.version() + " of " + pinned.vendor()
                            + ", is not installed here"
                            + commands(JdkInstallers.of(pinned.vendor(), pinned.version(), system()))
                            + "; gradlock lock " + spec.argument() + " --update pins another");
        }
        for (InstalledJdk jdk : same) {
            String found = machine.modules().of(jdk.modules());
            if (pinned.modulesSha256() == null || pinned.modulesSha256().equals(found)) {
                return variants(spec, lock, pins, jdk.home());
            }
        }
        InstalledJdk other = same.get(0);
        throw GradlockException.badInput(
                LockFile.of(spec).toString(),
                "the JDK in " + other.home() + " is not the one of the lock: lib/modules is sha256:"
                        + machine.modules().of(other.modules()) + ", the lock says sha256:" + pinned.modulesSha256(),
                "install the JDK that was locked, or move the pin with gradlock lock " + spec.argument() + " --update");
    }

    private List<ResolvedEnvironment> ofJdk(EnvironmentSpec spec, InstalledJdk jdk) {
        PlatformLock pins = new PlatformLock(
                null, new JdkLock(jdk.vendor(), jdk.version(), machine.modules().of(jdk.modules())), List.of());
        return variants(
                spec, EnvironmentLock.of(spec.name(), spec.hash(), Map.of(machine.platform(), pins)), pins, jdk.home());
    }

    private List<ResolvedEnvironment> noJdk(EnvironmentSpec spec) {
        return unavailable(
                spec,
                nothing(spec),
                "no JDK here satisfies jdk" + HostJdk.constraint(spec)
                        + HostJdk.feature(spec)
                                .map(feature -> commands(JdkInstallers.of(feature, system())))
                                .orElse(": install one (gradlock doctor)"));
    }

    private static String commands(List<String> commands) {
        return commands.isEmpty() ? ": install it (gradlock doctor)" : JdkInstallers.sentence(commands);
    }

    private static String system() {
        return System.getProperty("os.name", "");
    }

    private List<ResolvedEnvironment> variants(
            EnvironmentSpec spec, EnvironmentLock lock, PlatformLock pins, @Nullable Path javaHome) {
        return spec.variants().stream()
                .map(variant -> new ResolvedEnvironment(
                        spec,
                        variant,
                        lock,
                        pins,
                        javaHome,
                        obstacle(spec, variant, pins).orElse(null)))
                .toList();
    }

    private static List<ResolvedEnvironment> unavailable(EnvironmentSpec spec, EnvironmentLock lock, String reason) {
        return spec.variants().stream()
                .map(variant -> new ResolvedEnvironment(spec, variant, lock, PlatformLock.NOTHING, null, reason))
                .toList();
    }

    private static EnvironmentLock nothing(EnvironmentSpec spec) {
        return EnvironmentLock.of(spec.name(), spec.hash(), Map.of());
    }

    private Optional<String> obstacle(EnvironmentSpec spec, Variant variant, PlatformLock pins) {
        if (spec.engine() != null) {
            // What the machine of another engine has, is seen when it is asked.
            return Optional.empty();
        }
        boolean cuda = "cuda".equals(variant.factors().get("kernels"));
        if ((cuda || spec.gpu() == Gpu.REQUIRED) && machine.driver().isEmpty()) {
            return Optional.of("no NVIDIA driver here (gradlock doctor)");
        }
        String toolkit = pins.cuda();
        if ((cuda || spec.gpu() == Gpu.REQUIRED) && toolkit != null) {
            Optional<String> old = machine.driver().flatMap(driver -> driver.lacks(toolkit));
            if (old.isPresent()) {
                return old;
            }
        }
        String avx = variant.factors().get("avx");
        if (avx == null && variant.factors().containsKey("width")) {
            avx = Map.of("256", "2", "512", "3").get(variant.factors().get("width"));
        }
        return avx == null ? Optional.empty() : machine.processor().lacksAvx(Integer.parseInt(avx));
    }

    private void rejectStale(EnvironmentSpec spec, EnvironmentLock lock) {
        if (mode == LockMode.FROZEN) {
            return;
        }
        LockReview.staleness(spec, lock).ifPresent(reason -> {
            throw GradlockException.badInput(
                    LockFile.of(spec).toString(),
                    "the lock of " + spec.name() + " is stale: " + reason,
                    "gradlock lock " + spec.argument());
        });
    }

    private static GradlockException missing(EnvironmentSpec spec) {
        return GradlockException.badInput(
                spec.file().toString(), spec.name() + " has no lock", "gradlock lock " + spec.argument());
    }
}
