package io.github.gradlock.harness.explain;

import io.github.gradlock.protocol.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * In what two bundles say that they were made differently, as far as it moves bits.
 *
 * @param factors of the variants that differ, by name
 * @param others what else differs: environment, lock, image, machine, seed
 */
public record ManifestDifference(List<String> factors, List<String> others) {
    /** What else of a machine and a run moves bits; a variant changes none of it. */
    private static final List<String> PROVENANCE = List.of(
            "os.name",
            "os.version",
            "os.arch",
            "libc",
            "cpu.model",
            "cpu.features",
            "jdk.version",
            "jdk.vendor",
            "jdk.vm",
            "locale",
            "timezone",
            "run.seed",
            "run.stress");

    /** Copies the lists. */
    public ManifestDifference {
        factors = List.copyOf(factors);
        others = List.copyOf(others);
    }

    /** Compares two manifests; of a bundle that no environment made it is not known what it shares with another. */
    public static ManifestDifference of(Manifest first, Manifest second) {
        Manifest.Identity a = first.identity();
        Manifest.Identity b = second.identity();
        TreeSet<String> factors = new TreeSet<>(a.variant().keySet());
        factors.addAll(b.variant().keySet());
        factors.removeIf(
                name -> Objects.equals(a.variant().get(name), b.variant().get(name)));
        List<String> others = new ArrayList<>();
        unless(a.environment().equals(b.environment()), "environment", others);
        unless(a.specHash() != null && a.specHash().equals(b.specHash()), "spec", others);
        unless(Objects.equals(a.lockHash(), b.lockHash()), "lock", others);
        unless(Objects.equals(a.imageDigest(), b.imageDigest()), "image", others);
        unless(first.suiteHash().equals(second.suiteHash()), "suite", others);
        for (String key : PROVENANCE) {
            unless(
                    Objects.equals(
                            first.provenance().get(key), second.provenance().get(key)),
                    key,
                    others);
        }
        return new ManifestDifference(List.copyOf(factors), others);
    }

    private static void unless(boolean same, String name, List<String> others) {
        if (!same) {
            others.add(name);
        }
    }

    /** Returns in how many things they differ. */
    public int size() {
        return factors.size() + others.size();
    }

    /** Returns the name of the factor and what the second side has for it; empty unless it is all that is known to differ. */
    static Optional<Map.Entry<String, String>> onlyFactor(Manifest first, Manifest second) {
        ManifestDifference difference = of(first, second);
        if (!difference.others.isEmpty() || difference.factors.size() != 1) {
            return Optional.empty();
        }
        String factor = difference.factors.get(0);
        String value = second.identity().variant().get(factor);
        return Optional.of(Map.entry(factor, value == null ? "no " + factor : factor + "=" + value));
    }
}
