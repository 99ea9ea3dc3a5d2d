package io.github.gradlock.harness.explain;

import io.github.gradlock.harness.cause.FactorEffect;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.runtime.TraceRequest;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One thing changed in an environment.
 *
 * @param factor that is changed
 * @param text for people
 * @param environment with the change
 * @param trace what is recorded of operations
 */
record Change(String factor, String text, ResolvedEnvironment environment, TraceRequest trace) {
    Change(String factor, String text, ResolvedEnvironment environment) {
        this(factor, text, environment, TraceRequest.PLAIN);
    }

    /** Values of a variant's factors that are tried: those of each that the environment does not have already. */
    private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("libm", List.of("java"));
        VALUES.put("avx", List.of("0", "1"));
        VALUES.put("jit", List.of("int", "c1"));
        VALUES.put("threads", List.of("1", "3"));
    }

    /**
     * Returns what can be changed without changing what a suite means.
     *
     * @param program whether it is a program in any language: it has threads, and the variables that its variant sets
     */
    static List<Change> all(ResolvedEnvironment environment, boolean program) {
        List<Change> changes = new ArrayList<>();
        Map<String, String> known = environment.variant().factors();
        if (program) {
            known.keySet().stream()
                    .filter(Variant::isVariable)
                    .forEach(variable -> changes.add(without(environment, variable)));
        }
        VALUES.forEach((factor, values) -> {
            if (program && !factor.equals("threads")) {
                return;
            }
            for (String value : values) {
                if (!value.equals(known.get(factor))) {
                    Map<String, String> factors = new TreeMap<>(known);
                    factors.put(factor, value);
                    changes.add(
                            new Change(factor, factor + "=" + value, as(environment, new Variant(factors), List.of())));
                }
            }
            if (known.containsKey(factor)) {
                changes.add(without(environment, factor));
            }
        });
        if (program) {
            return changes;
        }
        changes.add(new Change(
                "fma",
                "no fused multiply-adds",
                as(environment, environment.variant(), List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:-UseFMA"))));
        changes.add(new Change(
                "identity-hash",
                "one identity hash for all objects",
                as(environment, environment.variant(), List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"))));
        changes.add(new Change(
                "locale",
                "a German locale",
                as(environment, environment.variant(), List.of("-Duser.language=de", "-Duser.country=DE"))));
        return changes;
    }

    /** Returns the change of recording no operations, which has an effect where recording changes bits. */
    static Change untraced(ResolvedEnvironment environment) {
        return new Change(FactorEffect.TRACE, "no tracing", environment, TraceRequest.NONE);
    }

    private static Change without(ResolvedEnvironment environment, String factor) {
        Map<String, String> factors = new TreeMap<>(environment.variant().factors());
        factors.remove(factor);
        return new Change(factor, "no " + factor, as(environment, new Variant(factors), List.of()));
    }

    private static ResolvedEnvironment as(ResolvedEnvironment environment, Variant variant, List<String> options) {
        EnvironmentSpec spec = environment.spec().withJvm(options);
        return new ResolvedEnvironment(
                spec,
                variant,
                environment.lock(),
                environment.pins(),
                environment.javaHome(),
                environment.unavailable());
    }
}
