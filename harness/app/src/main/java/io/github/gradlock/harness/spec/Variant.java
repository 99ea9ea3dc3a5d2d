package io.github.gradlock.harness.spec;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One choice of the factors of an environment: {@code jit}, {@code avx}, {@code threads}, {@code kernels}, {@code width}, {@code libm},
 * and environment variables by their names in capitals.
 *
 * @param factors value by factor, sorted by factor
 */
public record Variant(Map<String, String> factors) {
    /** The environment as it is. */
    public static final Variant NONE = new Variant(Map.of());

    private static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]{0,63}");

    /** Sorts the factors. */
    public Variant {
        factors = java.util.Collections.unmodifiableMap(new TreeMap<>(factors));
    }

    /**
     * Makes a variant that no environment.yml lists.
     *
     * @param factors value by factor, as a person wrote them
     * @param written all of it, for the error
     * @throws io.github.gradlock.harness.GradlockException if there is no such factor, or it has no such value
     */
    public static Variant checked(Map<String, String> factors, String written) {
        VariantReader.check(factors, written);
        return new Variant(factors);
    }

    /** Returns whether a factor is an environment variable. */
    public static boolean isVariable(String factor) {
        return VARIABLE.matcher(factor).matches();
    }

    /** Returns the environment variables that the variant sets. */
    public Map<String, String> variables() {
        return factors.entrySet().stream()
                .filter(factor -> isVariable(factor.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns what is appended to the environment's name: {@code [jit=c2,threads=2]}, or nothing. */
    @Override
    public String toString() {
        return factors.isEmpty()
                ? ""
                : factors.entrySet().stream()
                        .map(factor -> factor.getKey() + "=" + factor.getValue())
                        .collect(Collectors.joining(",", "[", "]"));
    }
}
