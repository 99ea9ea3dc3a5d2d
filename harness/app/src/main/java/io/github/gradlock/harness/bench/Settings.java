package io.github.gradlock.harness.bench;

import io.github.gradlock.harness.lock.ResolvedEnvironment;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes an environment with some things set, as the index of faults writes them. */
final class Settings {
    private Settings() {}

    static ResolvedEnvironment apply(ResolvedEnvironment base, List<String> settings) {
        Map<String, String> factors = new TreeMap<>(base.variant().factors());
        Map<String, String> variables = new TreeMap<>();
        List<String> options = new ArrayList<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String name = equals < 0 ? setting : setting.substring(0, equals);
            if (setting.startsWith("-")) {
                options.add(setting);
            } else if (name.matches("[A-Z_]+")) {
                variables.put(name, setting.substring(equals + 1));
            } else {
                factors.put(name, setting.substring(equals + 1));
            }
        }
        EnvironmentSpec spec = base.spec().withJvm(options).withVariables(variables);
        return new ResolvedEnvironment(
                spec, Variant.checked(factors, settings.toString()), base.lock(), base.pins(), base.javaHome(), null);
    }
}
