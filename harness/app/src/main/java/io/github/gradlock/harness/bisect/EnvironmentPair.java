package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.bisect.Factor.Kind;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import io.github.gradlock.harness.spec.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Two environments, and everything between them.
 *
 * @param a the first
 * @param b the second
 * @param factors in which they differ
 */
public record EnvironmentPair(ResolvedEnvironment a, ResolvedEnvironment b, List<Factor> factors) {
    /** Longer names of hybrids are shortened: they name files. */
    private static final int NAME_LENGTH = 80;

    /** Copies the factors. */
    public EnvironmentPair {
        factors = List.copyOf(factors);
    }

    /** Pairs two environments. */
    public static EnvironmentPair of(ResolvedEnvironment a, ResolvedEnvironment b) {
        return new EnvironmentPair(a, b, Factors.between(a, b));
    }

    /** Returns the factors that are not among some, in their order. */
    public List<Factor> without(List<Factor> some) {
        return factors.stream().filter(factor -> !some.contains(factor)).toList();
    }

    /** Returns the first environment with some factors as the second has them; with all of them it is the second. */
    public ResolvedEnvironment hybrid(List<Factor> fromB) {
        if (fromB.isEmpty()) {
            return a;
        }
        if (fromB.containsAll(factors)) {
            return b;
        }
        return new Mixture(this, factors.stream().filter(fromB::contains).toList()).environment();
    }

    /** The choice of factors while a hybrid is put together. */
    private record Mixture(EnvironmentPair pair, List<Factor> fromB) {
        ResolvedEnvironment environment() {
            ResolvedEnvironment place = end(has(Kind.RUNTIME, "") || has(Kind.IMAGE, ""));
            PlatformLock pins = pins(place);
            Variant variant = new Variant(
                    mixed(pair.a().variant().factors(), pair.b().variant().factors(), key -> has(Kind.VARIANT, key)));
            EnvironmentSpec spec = spec(place, variant);
            String platform =
                    place.lock().platforms().keySet().stream().findFirst().orElse("mixed");
            EnvironmentLock lock = EnvironmentLock.of(spec.name(), spec.hash(), Map.of(platform, pins));
            boolean ownJdk = place.spec().runtime() == RuntimeKind.HOST
                    && pair.a().spec().runtime() == pair.b().spec().runtime();
            ResolvedEnvironment home = ownJdk ? end(has(Kind.JDK, "")) : place;
            return new ResolvedEnvironment(spec, variant, lock, pins, home.javaHome(), null);
        }

        private ResolvedEnvironment end(boolean second) {
            return second ? pair.b() : pair.a();
        }

        private boolean has(Kind kind, String key) {
            return fromB.stream()
                    .anyMatch(factor -> factor.kind() == kind && factor.key().equals(key));
        }

        private boolean differs(Kind kind) {
            return pair.factors().stream().anyMatch(factor -> factor.kind() == kind);
        }

        /** Where the places differ, everything that is pinned goes with the place. */
        private PlatformLock pins(ResolvedEnvironment place) {
            if (differs(Kind.RUNTIME) || differs(Kind.IMAGE)) {
                return place.pins();
            }
            ResolvedEnvironment jdkFrom = end(has(Kind.JDK, ""));
            JdkLock jdk = jdkFrom.pins().jdk();
            List<PackageLock> packages = new ArrayList<>();
            jdkFrom.pins().packages().stream().filter(Factors::isOfJdk).forEach(packages::add);
            pair.a().pins().packages().stream()
                    .filter(one -> !Factors.isOfJdk(one) && !has(Kind.PACKAGE, one.name()))
                    .forEach(packages::add);
            pair.b().pins().packages().stream()
                    .filter(one -> !Factors.isOfJdk(one) && has(Kind.PACKAGE, one.name()))
                    .forEach(packages::add);
            return new PlatformLock(
                    place.pins().image(),
                    jdk,
                    place.pins().cuda(),
                    packages,
                    place.pins().archiveDate());
        }

        private static Map<String, String> mixed(
                Map<String, String> ofA, Map<String, String> ofB, Predicate<String> isFromB) {
            Map<String, String> mixed = new TreeMap<>();
            for (String key : Factors.union(ofA, ofB)) {
                String value = (isFromB.test(key) ? ofB : ofA).get(key);
                if (value != null) {
                    mixed.put(key, value);
                }
            }
            return mixed;
        }

        private List<String> jvm() {
            List<String> ofA = pair.a().spec().jvm();
            List<String> ofB = pair.b().spec().jvm();
            if (has(Kind.JVM, "")) {
                return ofB;
            }
            List<Factor> settings = pair.factors().stream()
                    .filter(factor -> factor.kind() == Kind.JVM)
                    .toList();
            List<Factor> taken = settings.stream().filter(fromB::contains).toList();
            // In one piece as long as they can be: the order of options may matter to the JVM.
            if (taken.isEmpty()) {
                return ofA;
            }
            return taken.equals(settings) ? ofB : JvmChoice.mix(ofA, ofB, key -> has(Kind.JVM, key));
        }

        private Limits limits(ResolvedEnvironment place) {
            Limits ofA = pair.a().spec().limits();
            Limits ofB = pair.b().spec().limits();
            Limits own = place.spec().limits();
            boolean containers = place.spec().runtime() == RuntimeKind.CONTAINER && !differs(Kind.RUNTIME);
            Duration timeout = ofA.timeout().compareTo(ofB.timeout()) > 0 ? ofA.timeout() : ofB.timeout();
            return new Limits(
                    (has(Kind.LIMIT, "memory") ? ofB : ofA).memoryBytes(),
                    containers ? (has(Kind.LIMIT, "cpus") ? ofB : ofA).cpus() : own.cpus(),
                    containers ? (has(Kind.LIMIT, "pids") ? ofB : ofA).pids() : own.pids(),
                    timeout);
        }

        private EnvironmentSpec spec(ResolvedEnvironment place, Variant variant) {
            EnvironmentSpec base = place.spec();
            return new EnvironmentSpec(
                    base.file(),
                    name(),
                    base.channels(),
                    base.dependencies(),
                    mixed(
                            Factors.variables(pair.a().spec()),
                            Factors.variables(pair.b().spec()),
                            key -> has(Kind.VARIABLE, key) || has(Kind.LOCALE, key)),
                    base.platforms(),
                    base.runtime(),
                    differs(Kind.RUNTIME)
                            ? base.engine()
                            : end(has(Kind.ENGINE, "")).spec().engine(),
                    base.gpu(),
                    jvm(),
                    limits(place),
                    List.of(variant),
                    false,
                    base.hash(),
                    List.of());
        }

        /** The variant says the rest of what was taken. */
        private String name() {
            String taken = fromB.stream()
                    .filter(factor -> factor.kind() != Kind.VARIANT)
                    .map(factor -> "+" + factor.name().replaceAll("[^A-Za-z0-9._-]+", "_"))
                    .collect(Collectors.joining());
            return pair.a().spec().name() + (taken.length() > NAME_LENGTH ? "+mixture" : taken);
        }
    }
}
