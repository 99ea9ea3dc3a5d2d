package io.github.gradlock.harness.lock;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.Variant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person writes to choose environments: {@code host}, {@code host[jit=c2]}, {@code host-jdk*}, {@code ./mine}.
 *
 * @param written as given
 * @param base without the variant
 * @param factors that the variant must have, all variants if empty
 * @param location where it stands in a file; null on the command line
 */
record EnvironmentName(
        String written,
        String base,
        Map<String, String> factors,
        @Nullable String location) {
    private static final Pattern FORM = Pattern.compile("([^\\[\\]]+)(?:\\[([^\\[\\]]*)\\])?");

    static EnvironmentName parse(String written, @Nullable String location) {
        Matcher matcher = FORM.matcher(written.strip());
        Map<String, String> factors = new TreeMap<>();
        boolean wellFormed = matcher.matches();
        String list = wellFormed ? matcher.group(2) : null;
        if (list != null && list.isBlank()) {
            throw GradlockException.badInput(
                    location,
                    "\"" + written + "\" names no factor",
                    "write " + matcher.group(1).strip() + " for all its variants, or name[factor=value,…]");
        }
        if (list != null) {
            for (String factor : list.split(",", -1)) {
                String[] parts = factor.split("=", -1);
                wellFormed &= parts.length == 2 && !parts[0].isBlank() && !parts[1].isBlank();
                if (wellFormed && factors.put(parts[0].strip(), parts[1].strip()) != null) {
                    throw GradlockException.badInput(
                            location,
                            "\"" + written + "\" names the factor " + parts[0].strip() + " twice",
                            "name two environments, one for each value");
                }
            }
        }
        if (!wellFormed) {
            throw GradlockException.badInput(
                    location,
                    "\"" + written + "\" does not name an environment",
                    "write a name, name[factor=value,…], or a folder that holds an environment.yml");
        }
        return new EnvironmentName(written, matcher.group(1).strip(), factors, location);
    }

    /** Returns whether a variant has all the factors. */
    boolean selects(Variant variant) {
        return variant.factors().entrySet().containsAll(factors.entrySet());
    }

    /** Returns whether the base is a pattern. */
    boolean isPattern() {
        return base.contains("*");
    }

    /** Returns whether the base, as a pattern or a name, means this name. */
    boolean matches(String name) {
        String regex = Stream.of(base.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return name.matches(regex);
    }
}
