package io.github.gradlock.harness.export;

import io.github.gradlock.harness.channel.Catalogue;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.spec.Dependency;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import java.util.List;
import java.util.TreeMap;

/** An environment as conda's {@code environment.yml}: what conda can have of it, and the rest as comments. */
public final class CondaFile {
    private final StringBuilder text = new StringBuilder();

    private CondaFile() {}

    /** Returns the file. */
    public static String of(EnvironmentSpec spec, PlatformLock pins) {
        CondaFile file = new CondaFile();
        file.line("# " + spec.name() + ", as far as conda can have it. Written by gradlock env export.");
        file.line("name: " + quoted(spec.name()));
        List<PackageLock> pinned = pins.packagesOf("conda");
        List<String> channels = Catalogue.condaChannels(spec);
        file.line("channels:");
        (channels.isEmpty() ? List.of("conda-forge") : channels).forEach(one -> file.line("  - " + quoted(one)));
        file.line("dependencies:");
        JdkLock jdk = pins.jdk();
        if (jdk != null) {
            file.line("  - openjdk=" + jdk.version().replaceFirst("\\+.*", "") + "  # " + jdk.version() + " of "
                    + jdk.vendor());
        }
        if (pinned.isEmpty()) {
            file.dependencies(spec, "conda", "  - ");
        }
        pinned.forEach(one -> file.line("  - " + quoted(one.name() + "=" + one.version())));
        boolean hasPip =
                spec.dependencies().stream().anyMatch(one -> one.manager().equals("pip"));
        if (hasPip) {
            file.line("  - pip:");
            file.dependencies(spec, "pip", "      - ");
        }
        if (!spec.variables().isEmpty()) {
            file.line("variables:");
            new TreeMap<>(spec.variables()).forEach((name, value) -> file.line("  " + name + ": " + quoted(value)));
        }
        List<PackageLock> others = pins.packages().stream()
                .filter(one -> !one.manager().equals("conda"))
                .toList();
        if (!others.isEmpty()) {
            file.line("# Not of conda:");
            others.forEach(one -> file.line(
                    "#   " + one.manager() + " " + one.name() + " " + one.version() + " sha256:" + one.sha256()));
        }
        return file.text.toString();
    }

    /** What is of gradlock's channels has no meaning for conda. */
    private void dependencies(EnvironmentSpec spec, String manager, String start) {
        for (Dependency one : spec.dependencies()) {
            boolean ours = manager.equals("conda")
                    && List.of("jdk", "cuda", "debian", "image").contains(one.name());
            if (one.manager().equals(manager) && !ours) {
                line(start + quoted(one.matchSpec()));
            }
        }
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9._=/-]*") && !value.matches("(?i)true|false|yes|no|on|off|null|y|n")
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
