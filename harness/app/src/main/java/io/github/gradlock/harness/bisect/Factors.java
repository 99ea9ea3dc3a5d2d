package io.github.gradlock.harness.bisect;

import io.github.gradlock.harness.bisect.Factor.Kind;
import io.github.gradlock.harness.channel.Platform;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.EngineAddress;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpec.Limits;
import io.github.gradlock.harness.spec.EnvironmentSpec.RuntimeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists the factors in which two environments differ. */
final class Factors {
    /** What both runtimes set where the spec does not. */
    static final Map<String, String> VARIABLES = Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC");

    private static final int HASH_SHOWN = 12;

    private static final int DIGEST_SHOWN = "sha256:".length() + HASH_SHOWN;

    private final ResolvedEnvironment a;
    private final ResolvedEnvironment b;
    private final List<Factor> factors = new ArrayList<>();

    private Factors(ResolvedEnvironment a, ResolvedEnvironment b) {
        this.a = a;
        this.b = b;
    }

    /** Returns them in the order of their kinds, and by name. */
    static List<Factor> between(ResolvedEnvironment a, ResolvedEnvironment b) {
        Factors factors = new Factors(a, b);
        factors.place();
        factors.each(Kind.VARIANT, a.variant().factors(), b.variant().factors());
        factors.jvm();
        factors.variables();
        factors.limits();
        return factors.factors.stream()
                .sorted(Comparator.comparing(Factor::kind))
                .toList();
    }

    /** Where it runs, and from what. */
    private void place() {
        if (a.spec().runtime() == b.spec().runtime() && platform(a).equals(platform(b))) {
            one(Kind.ENGINE, "", engine(a), engine(b));
        }
        if (a.spec().runtime() != b.spec().runtime() || !platform(a).equals(platform(b))) {
            add(Kind.RUNTIME, "", whole(a), whole(b));
        } else if (a.spec().runtime() == RuntimeKind.HOST) {
            if (!Objects.equals(a.pins().jdk(), b.pins().jdk()) || !Objects.equals(a.javaHome(), b.javaHome())) {
                boolean alike = jdk(a).equals(jdk(b));
                add(
                        Kind.JDK,
                        "",
                        alike ? jdk(a) + " in " + a.javaHome() : jdk(a),
                        alike ? jdk(b) + " in " + b.javaHome() : jdk(b));
            }
        } else if (!isSameBase(a.pins().image(), b.pins().image())) {
            add(Kind.IMAGE, "", whole(a), whole(b));
        } else {
            if (!jdkPackages(a).equals(jdkPackages(b))
                    || !Objects.equals(a.pins().jdk(), b.pins().jdk())) {
                add(Kind.JDK, "", jdk(a), jdk(b));
            }
            packages();
        }
    }

    private static String platform(ResolvedEnvironment environment) {
        return environment.spec().containerPlatform(Platform.ofContainers());
    }

    private static String engine(ResolvedEnvironment environment) {
        EngineAddress engine = environment.spec().engine();
        return engine == null ? "this machine's" : engine.toString();
    }

    /** A package of the same version can still be another file. */
    private void packages() {
        Map<String, List<PackageLock>> ofA = packages(a);
        Map<String, List<PackageLock>> ofB = packages(b);
        Set<String> names = new TreeSet<>(ofA.keySet());
        names.addAll(ofB.keySet());
        for (String name : names) {
            List<PackageLock> inA = ofA.getOrDefault(name, List.of());
            List<PackageLock> inB = ofB.getOrDefault(name, List.of());
            boolean named = !versions(inA, false).equals(versions(inB, false));
            if (!inA.equals(inB)) {
                add(Kind.PACKAGE, name, versions(inA, !named), versions(inB, !named));
            }
        }
    }

    private void jvm() {
        List<String> ofA = a.spec().jvm();
        List<String> ofB = b.spec().jvm();
        int before = factors.size();
        each(Kind.JVM, JvmChoice.settings(ofA), JvmChoice.settings(ofB));
        if (factors.size() == before && !ofA.equals(ofB)) {
            add(Kind.JVM, "", String.join(" ", ofA), String.join(" ", ofB));
        }
    }

    private void variables() {
        Map<String, String> ofA = variables(a.spec());
        Map<String, String> ofB = variables(b.spec());
        for (String name : union(ofA, ofB)) {
            boolean locale = name.startsWith("LC_") || name.equals("LANG") || name.equals("LANGUAGE");
            one(locale ? Kind.LOCALE : Kind.VARIABLE, name, ofA.get(name), ofB.get(name));
        }
    }

    /** The time limit changes no bit; processors and processes are limited in containers only. */
    private void limits() {
        Limits ofA = a.spec().limits();
        Limits ofB = b.spec().limits();
        one(Kind.LIMIT, "memory", (ofA.memoryBytes() >> 20) + "m", (ofB.memoryBytes() >> 20) + "m");
        if (a.spec().runtime() == RuntimeKind.CONTAINER && b.spec().runtime() == RuntimeKind.CONTAINER) {
            one(Kind.LIMIT, "cpus", String.valueOf(ofA.cpus()), String.valueOf(ofB.cpus()));
            one(Kind.LIMIT, "pids", String.valueOf(ofA.pids()), String.valueOf(ofB.pids()));
        }
    }

    private void each(Kind kind, Map<String, String> ofA, Map<String, String> ofB) {
        union(ofA, ofB).forEach(key -> one(kind, key, ofA.get(key), ofB.get(key)));
    }

    private void one(Kind kind, String key, @Nullable String ofA, @Nullable String ofB) {
        if (!Objects.equals(ofA, ofB)) {
            add(kind, key, ofA == null ? Factor.ABSENT : ofA, ofB == null ? Factor.ABSENT : ofB);
        }
    }

    private void add(Kind kind, String key, String ofA, String ofB) {
        factors.add(new Factor(kind, key, ofA, ofB));
    }

    static Set<String> union(Map<String, String> ofA, Map<String, String> ofB) {
        Set<String> keys = new TreeSet<>(ofA.keySet());
        keys.addAll(ofB.keySet());
        return keys;
    }

    /** Returns the variables that the suite's process gets, but for those that name folders. */
    static Map<String, String> variables(EnvironmentSpec spec) {
        Map<String, String> all = new TreeMap<>(VARIABLES);
        all.putAll(spec.variables());
        return all;
    }

    /** Returns whether two images have the same content, whatever they are called. */
    private static boolean isSameBase(@Nullable ImageLock ofA, @Nullable ImageLock ofB) {
        return ofA != null && ofB != null && digest(ofA).equals(digest(ofB));
    }

    private static String digest(ImageLock image) {
        String digest = image.manifestDigest() != null ? image.manifestDigest() : image.indexDigest();
        return digest == null ? image.repository() + ":" + image.tag() : digest;
    }

    /** Packages that make up the JDK go with it. */
    static boolean isOfJdk(PackageLock one) {
        return one.name().startsWith("openjdk-");
    }

    private static List<PackageLock> jdkPackages(ResolvedEnvironment environment) {
        return environment.pins().packages().stream().filter(Factors::isOfJdk).toList();
    }

    private static Map<String, List<PackageLock>> packages(ResolvedEnvironment environment) {
        return environment.pins().packages().stream()
                .filter(one -> !isOfJdk(one))
                .collect(Collectors.groupingBy(PackageLock::name));
    }

    private static String versions(List<PackageLock> packages, boolean hashed) {
        return packages.isEmpty()
                ? Factor.ABSENT
                : packages.stream()
                        .map(one -> one.version() + (hashed ? " of sha256:" + shortened(one.sha256()) : ""))
                        .collect(Collectors.joining(", "));
    }

    private static String shortened(String hash) {
        return hash.substring(0, Math.min(hash.length(), HASH_SHOWN));
    }

    private static String jdk(ResolvedEnvironment environment) {
        JdkLock jdk = environment.pins().jdk();
        return jdk == null ? Factor.ABSENT : jdk.vendor() + " " + jdk.version();
    }

    /** What cannot be mixed is one factor, and its text says what that covers. */
    private static String whole(ResolvedEnvironment environment) {
        ImageLock image = environment.pins().image();
        if (image == null) {
            return "host with " + jdk(environment);
        }
        String digest = digest(image);
        int packages = environment.pins().packages().size();
        return image.repository()
                + (digest.startsWith("sha256:")
                        ? "@" + digest.substring(0, Math.min(digest.length(), DIGEST_SHOWN))
                        : "")
                + " with " + jdk(environment)
                + (packages == 0 ? "" : " and " + packages + " packages");
    }
}
