package io.github.gradlock.harness.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * A JDK on this machine, as its {@code release} file tells; no process is started to ask it.
 *
 * @param home its real path
 * @param vendor {@code IMPLEMENTOR}
 * @param version numbers, pre-release and build: {@code 17.0.15+6}
 * @param feature the first number
 * @param running whether gradlock runs on it
 */
public record InstalledJdk(Path home, String vendor, String version, int feature, boolean running) {
    /** Returns the file that pins it. */
    public Path modules() {
        return home.resolve("lib").resolve("modules");
    }

    /** Reads a JDK, or nothing if there is none of release 9 or newer. */
    static Optional<InstalledJdk> read(Path candidate, Path runningHome) {
        Path release = candidate.resolve("release");
        try {
            if (!Files.isRegularFile(release)
                    || Files.size(release) > 1 << 16
                    || !Files.isRegularFile(candidate.resolve("lib").resolve("modules"))
                    || !hasLauncher(candidate)) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(release, StandardCharsets.UTF_8)) {
                properties.load(reader);
            }
            Path home = candidate.toRealPath();
            String text = value(properties, "JAVA_RUNTIME_VERSION")
                    .or(() -> value(properties, "JAVA_VERSION"))
                    .orElse("");
            Runtime.Version version = Runtime.Version.parse(text);
            return Optional.of(new InstalledJdk(
                    home,
                    value(properties, "IMPLEMENTOR").orElse("unknown"),
                    withoutRemark(version),
                    version.feature(),
                    Files.exists(runningHome) && home.equals(runningHome.toRealPath())));
        } catch (IOException | IllegalArgumentException unreadable) {
            // A folder that only looks like a JDK is none.
            return Optional.empty();
        }
    }

    private static boolean hasLauncher(Path home) {
        Path bin = home.resolve("bin");
        return Files.isRegularFile(bin.resolve("java")) || Files.isRegularFile(bin.resolve("java.exe"));
    }

    private static Optional<String> value(Properties properties, String key) {
        return Optional.ofNullable(properties.getProperty(key))
                .map(text -> text.replaceAll("^\"|\"$", "").strip())
                .filter(text -> !text.isEmpty());
    }

    /** Leaves the vendor's remark away: {@code 17.0.15+6-Debian-1deb12u1} is {@code 17.0.15+6}. */
    static String withoutRemark(Runtime.Version version) {
        StringBuilder text = new StringBuilder();
        version.version()
                .forEach(number -> text.append(text.isEmpty() ? "" : ".").append(number));
        version.pre().ifPresent(pre -> text.append('-').append(pre));
        version.build().ifPresent(build -> text.append('+').append(build));
        return text.toString();
    }
}
