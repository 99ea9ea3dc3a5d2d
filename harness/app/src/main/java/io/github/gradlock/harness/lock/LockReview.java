package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.channel.Catalogue;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.MatchSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a lock still holds: it is stale if its spec changed, or if it does not satisfy it. */
public final class LockReview {
    private LockReview() {}

    /** Returns why the lock is stale, or nothing. */
    public static Optional<String> staleness(EnvironmentSpec spec, EnvironmentLock lock) {
        if (!lock.name().equals(spec.name())) {
            return Optional.of("it is the lock of " + lock.name());
        }
        if (!lock.specHash().equals(spec.hash())) {
            return Optional.of(spec.file().getFileName() + " changed since it was written");
        }
        return unsatisfied(spec, lock);
    }

    /** Returns what the spec asks for and the lock does not hold, whatever the hash says. */
    static Optional<String> unsatisfied(EnvironmentSpec spec, EnvironmentLock lock) {
        if (lock.platforms().isEmpty()) {
            return Optional.of("it pins nothing");
        }
        for (String platform : spec.platforms()) {
            if (!lock.platforms().containsKey(platform)) {
                return Optional.of("it has no pins for " + platform);
            }
        }
        for (String platform : lock.platforms().keySet()) {
            PlatformLock pins = lock.platforms().getOrDefault(platform, PlatformLock.NOTHING);
            if (!spec.platforms().isEmpty() && !spec.platforms().contains(platform)) {
                return Optional.of("it pins " + platform + ", which is no longer asked for");
            }
            Optional<String> problem = jdk(spec, pins.jdk())
                    .or(() -> maven(spec, pins))
                    .or(() -> spec.runtime() == RuntimeKind.CONTAINER ? container(spec, pins) : Optional.empty());
            if (problem.isPresent()) {
                return problem.map(reason -> reason + " (" + platform + ")");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> jdk(EnvironmentSpec spec, @Nullable JdkLock pinned) {
        Optional<Dependency> asked = spec.dependency("jdk");
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        String constraint = asked.get().constraint();
        if (pinned == null) {
            return Optional.of("it pins no JDK");
        }
        return MatchSpec.parse(constraint).matches(pinned.version())
                ? Optional.empty()
                : Optional.of("its JDK " + pinned.version() + " does not satisfy jdk" + constraint);
    }

    /** Artifacts are asked for by name and version; what they need in turn is there because they are. */
    private static Optional<String> maven(EnvironmentSpec spec, PlatformLock pins) {
        return spec.dependencies().stream()
                .filter(asked -> asked.manager().equals("maven"))
                .filter(asked -> pins.packages().stream()
                        .noneMatch(held -> held.manager().equals("maven")
                                && held.name().equals(asked.name())
                                && (asked.constraint().isEmpty()
                                        || asked.constraint().equals("==" + held.version()))))
                .findFirst()
                .map(asked -> "it does not pin " + asked.matchSpec());
    }

    private static Optional<String> other(ImageRequest request, ImageLock image) {
        boolean same = image.repository().equals(request.repository())
                && (request.tag().isEmpty() || image.tag().equals(request.tag()));
        return same
                ? Optional.empty()
                : Optional.of("it pins " + image.repository() + ":" + image.tag() + ", and " + request.repository()
                        + (request.tag().isEmpty() ? "" : ":" + request.tag()) + " is asked for");
    }

    private static Optional<String> cuda(ImageRequest request, @Nullable String pinned) {
        if (!request.tag().isEmpty()) {
            return Optional.empty();
        }
        return pinned == null
                ? Optional.of("it pins no CUDA")
                : MatchSpec.parse(request.versions()).matches(pinned)
                        ? Optional.empty()
                        : Optional.of("its CUDA " + pinned + " does not satisfy cuda" + request.versions());
    }

    private static Optional<String> jdkImage(@Nullable ImageRequest request, @Nullable JdkLock pinned) {
        ImageLock image = pinned == null ? null : pinned.image();
        if (request == null || image == null) {
            return request == null && image == null
                    ? Optional.empty()
                    : Optional.of("its JDK is of another image than is asked for");
        }
        return other(request, image);
    }

    /** Names of conda are written in any case; of the version it holds what stands before the build. */
    private static boolean satisfies(PackageLock held, Dependency asked) {
        return held.name().equalsIgnoreCase(asked.name())
                && MatchSpec.parse(asked.constraint()).matches(held.version().replaceFirst("=.*", ""));
    }

    private static Optional<String> container(EnvironmentSpec spec, PlatformLock pins) {
        ImageRequest request = ImageRequest.of(spec);
        ImageLock image = pins.image();
        if (image == null) {
            return Optional.of("it pins no image");
        }
        Optional<String> other = other(request, image)
                .or(() -> cuda(request, pins.cuda()))
                .or(() -> jdkImage(request.jdk(), pins.jdk()));
        if (other.isPresent()) {
            return other;
        }
        List<String> missing = request.packages().stream()
                .filter(wanted -> pins.packages().stream()
                        .noneMatch(held ->
                                wanted.equals(held.name()) || wanted.equals(held.name() + "=" + held.version())))
                .toList();
        Optional<String> ofConda = Catalogue.assign(spec).channels().entrySet().stream()
                .filter(entry -> entry.getValue().equals(Catalogue.CONDA))
                .map(Map.Entry::getKey)
                .filter(asked -> pins.packagesOf("conda").stream().noneMatch(held -> satisfies(held, asked)))
                .findFirst()
                .map(asked -> "it does not pin " + asked.matchSpec());
        if (ofConda.isPresent()) {
            return ofConda;
        }
        // A package that the base image already has is no file to fetch, so only asked-for versions can be judged.
        return missing.stream()
                .filter(wanted -> wanted.contains("=") || wanted.startsWith("openjdk-"))
                .findFirst()
                .map(wanted -> "it does not pin " + wanted);
    }
}
