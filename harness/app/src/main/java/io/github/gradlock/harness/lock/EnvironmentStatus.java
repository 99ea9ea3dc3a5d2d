package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.Catalogue;
import io.github.gradlock.harness.channel.DockerContexts;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Gpu;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an environment stands on a machine, without making it.
 *
 * @param lock {@code locked}, {@code stale}, {@code missing}, or {@code unlocked} if it belongs to the machine
 * @param pins the lock file as it is; null without one
 * @param available whether at least one variant can run
 * @param here what it runs on, or why it cannot run and what to do
 */
public record EnvironmentStatus(
        EnvironmentSpec spec, String lock, @Nullable EnvironmentLock pins, boolean available, String here) {

    /** Looks at environments from one machine. */
    public record Observer(Machine machine, DockerProbe docker) {
        /** Returns the status of an environment; its lock file must read. */
        public EnvironmentStatus observe(EnvironmentSpec spec) {
            LockUpdate update = LockUpdate.of(spec);
            String lock =
                    switch (update.status()) {
                        case "current" -> "locked";
                        case "missing" -> LockUpdate.isNeeded(spec) ? "missing" : "unlocked";
                        default -> "stale";
                    };
            Optional<String> obstacle = obstacle(spec, update);
            return new EnvironmentStatus(
                    spec, lock, update.before(), obstacle.isEmpty(), obstacle.orElseGet(() -> base(spec, update)));
        }

        private Optional<String> obstacle(EnvironmentSpec spec, LockUpdate update) {
            List<Catalogue.Refusal> refusals = Catalogue.assign(spec).refusals();
            if (!refusals.isEmpty()) {
                return Optional.of(refusals.size() + (refusals.size() == 1 ? " dependency" : " dependencies")
                        + " that no channel supplies (gradlock env show "
                        + spec.argument() + ")");
            }
            if (update.status().equals("stale")) {
                return Optional.of("stale lock: " + update.staleness() + " (" + update.command() + ")");
            }
            if (!update.isCurrent() && LockUpdate.isNeeded(spec)) {
                return Optional.of("no lock (" + update.command() + ")");
            }
            if (update.isCurrent() && !spec.eachInstalledJdk()) {
                Optional<String> unmet = unmet(spec, update);
                if (unmet.isPresent() || spec.runtime() == RuntimeKind.HOST) {
                    return unmet;
                }
            }
            if (spec.engine() != null) {
                return engineIsKnown(spec.engine());
            }
            if (spec.gpu() == Gpu.REQUIRED && machine.driver().isEmpty()) {
                return Optional.of("no NVIDIA driver here (gradlock doctor)");
            }
            if (spec.runtime() == RuntimeKind.CONTAINER) {
                return Optional.ofNullable(docker.problem()).map(problem -> "no Docker engine: " + problem);
            }
            if (spec.eachInstalledJdk()) {
                return HostJdk.further(spec, machine.jdks()).isEmpty()
                        ? Optional.of("no further JDK is installed here (gradlock doctor)")
                        : Optional.empty();
            }
            return HostJdk.choose(spec, machine.jdks()).isPresent()
                    ? Optional.empty()
                    : Optional.of("no JDK here satisfies jdk" + HostJdk.constraint(spec) + " (gradlock doctor)");
        }

        /** A lock pins one JDK or image, whatever else here would satisfy the spec. */
        private Optional<String> unmet(EnvironmentSpec spec, LockUpdate update) {
            try {
                List<ResolvedEnvironment> variants = pinned(spec, update);
                return variants.stream().anyMatch(variant -> variant.unavailable() == null)
                        ? Optional.empty()
                        : variants.stream()
                                .map(ResolvedEnvironment::unavailable)
                                .filter(Objects::nonNull)
                                .findFirst();
            } catch (GradlockException another) {
                return Optional.of(another.getMessage() + " (" + another.hint() + ")");
            }
        }

        private List<ResolvedEnvironment> pinned(EnvironmentSpec spec, LockUpdate update) {
            return new Pinning(machine, LockMode.FROZEN).locked(spec, Objects.requireNonNull(update.before()));
        }

        /** Whether it answers is not asked here, but a context or certificates that are not here are known. */
        private static Optional<String> engineIsKnown(EngineAddress engine) {
            try {
                DockerContexts.ofThisUser().find(engine);
                return Optional.empty();
            } catch (UnavailableException missing) {
                return Optional.of(String.valueOf(missing.getMessage()));
            }
        }

        private String base(EnvironmentSpec spec, LockUpdate update) {
            if (spec.engine() != null) {
                return "engine " + spec.engine() + " (gradlock doctor asks it)";
            }
            if (spec.runtime() == RuntimeKind.CONTAINER) {
                return "Docker " + docker.version();
            }
            if (spec.eachInstalledJdk()) {
                return HostJdk.further(spec, machine.jdks()).stream()
                        .map(jdk -> spec.name() + jdk.feature())
                        .collect(Collectors.joining(", "));
            }
            Path home = update.isCurrent() ? pinned(spec, update).get(0).javaHome() : null;
            return machine.jdks().stream()
                    .filter(jdk -> jdk.home().equals(home))
                    .findFirst()
                    .or(() -> HostJdk.choose(spec, machine.jdks()))
                    .map(Observer::name)
                    .orElse("");
        }

        private static String name(InstalledJdk jdk) {
            return String.format(
                    Locale.ROOT, "JDK %s %s%s", jdk.version(), jdk.vendor(), jdk.running() ? " (running)" : "");
        }
    }
}
