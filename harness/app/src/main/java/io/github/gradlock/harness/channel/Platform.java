package io.github.gradlock.harness.channel;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** conda's names of platforms, and what others call them. */
public final class Platform {
    private static final Map<String, String> ARCHITECTURES = Map.of(
            "linux-64", "amd64",
            "linux-aarch64", "arm64",
            "linux-ppc64le", "ppc64le",
            "linux-riscv64", "riscv64",
            "linux-s390x", "s390x");

    private Platform() {}

    /** Returns the platform of this machine, {@code linux-64} for instance. */
    public static String here() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /** Returns the platform of the containers that this machine runs natively: Linux on its architecture. */
    public static String ofContainers() {
        String here = here();
        return here.endsWith("-arm64") || here.endsWith("-aarch64")
                ? "linux-aarch64"
                : here.startsWith("linux-") ? here : "linux-64";
    }

    static String of(String system, String architecture) {
        String os = system.toLowerCase(Locale.ROOT);
        String arch = architecture.toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        boolean intel = arch.equals("amd64") || arch.equals("x86_64");
        if (os.startsWith("mac")) {
            return arm ? "osx-arm64" : "osx-64";
        }
        if (os.startsWith("windows")) {
            return arm ? "win-arm64" : "win-64";
        }
        return "linux-" + (arm ? "aarch64" : intel ? "64" : arch);
    }

    /** Returns the registry's name of the architecture, {@code amd64}; nothing where there are no containers. */
    public static Optional<String> imageArchitecture(String platform) {
        return Optional.ofNullable(ARCHITECTURES.get(platform));
    }
}
