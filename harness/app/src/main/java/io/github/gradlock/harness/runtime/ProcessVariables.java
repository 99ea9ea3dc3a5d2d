package io.github.gradlock.harness.runtime;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables of a suite's process, beside its {@code PATH}: what every process gets, and what its environment says. */
final class ProcessVariables {
    private ProcessVariables() {}

    /** Returns them, sorted; what the environment says wins over what a stress profile sets. */
    static Map<String, String> of(ResolvedEnvironment environment, SuiteProcess process, Place place) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("LC_ALL", "C.UTF-8");
        variables.put("TZ", "UTC");
        variables.put("HOME", place.home());
        variables.put("TMPDIR", place.temporary());
        variables.putAll(process.profile().variables());
        variables.putAll(environment.variables());
        return variables;
    }
}
