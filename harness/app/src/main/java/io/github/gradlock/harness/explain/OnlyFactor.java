package io.github.gradlock.harness.explain;

import io.github.gradlock.protocol.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What two bundles show without another run: the one factor in which their environments differ makes the difference. */
final class OnlyFactor {
    /** What else of a machine and a run moves bits; a variant changes none of it. */
    private static final List<String> ELSE = List.of(
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

    private OnlyFactor() {}

    /** Returns the name of the factor and what the second side has for it; empty unless it is all that is known to differ. */
    static Optional<Map.Entry<String, String>> between(Manifest first, Manifest second) {
        Manifest.Identity a = first.identity();
        Manifest.Identity b = second.identity();
        boolean same = a.environment().equals(b.environment())
                && a.specHash() != null
                && a.specHash().equals(b.specHash())
                && Objects.equals(a.lockHash(), b.lockHash())
                && Objects.equals(a.imageDigest(), b.imageDigest())
                && first.suiteHash().equals(second.suiteHash())
                && ELSE.stream()
                        .allMatch(key -> Objects.equals(
                                first.provenance().get(key), second.provenance().get(key)));
        Set<String> factors = new TreeSet<>(a.variant().keySet());
        factors.addAll(b.variant().keySet());
        factors.removeIf(
                factor -> Objects.equals(a.variant().get(factor), b.variant().get(factor)));
        if (!same || factors.size() != 1) {
            return Optional.empty();
        }
        String factor = factors.iterator().next();
        String value = b.variant().get(factor);
        return Optional.of(Map.entry(factor, value == null ? "no " + factor : factor + "=" + value));
    }
}
