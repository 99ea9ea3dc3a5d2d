package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is set on a side of a fault, beyond the environment that the benchmark runs in.
 *
 * @param variant factors
 * @param jvm options
 * @param variables of the suite's process
 */
public record Setting(Map<String, String> variant, List<String> jvm, Map<String, String> variables) {
    /** Nothing. */
    public static final Setting NONE = new Setting(Map.of(), List.of(), Map.of());

    /** Copies all of it. */
    public Setting {
        variant = java.util.Collections.unmodifiableMap(new TreeMap<>(variant));
        jvm = List.copyOf(jvm);
        variables = java.util.Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    /** Returns an environment with these things set. */
    ResolvedEnvironment on(ResolvedEnvironment base) {
        Map<String, String> factors = new TreeMap<>(base.variant().factors());
        factors.putAll(variant);
        EnvironmentSpec spec = base.spec().withJvm(jvm).withVariables(variables);
        return new ResolvedEnvironment(
                spec, Variant.checked(factors, factors.toString()), base.lock(), base.pins(), base.javaHome(), null);
    }

    /** Returns it for people. */
    @Override
    public String toString() {
        List<String> words = new java.util.ArrayList<>();
        variant.forEach((factor, value) -> words.add(factor + "=" + value));
        words.addAll(jvm);
        variables.forEach((name, value) -> words.add(name + "=" + value));
        return words.isEmpty() ? "plain" : String.join(" ", words);
    }
}
