package io.github.gradlock.harness.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where gradlock keeps what it fetched and made: {@code GRADLOCK_HOME}, or the place that a system has for such files. */
public final class StoreHome {
    /** Names another folder. */
    public static final String VARIABLE = "GRADLOCK_HOME";

    private StoreHome() {}

    /** Returns the folder of this person, which need not be there yet. */
    public static Path ofThisUser() {
        return of(System.getenv(), System.getProperty("os.name", ""), Path.of(System.getProperty("user.home")));
    }

    /** Returns the folder by these variables; an empty one counts as unset, and a relative one as the XDG specification says too. */
    static Path of(Map<String, String> environment, String system, Path userHome) {
        String named = environment.getOrDefault(VARIABLE, "").strip();
        if (!named.isEmpty()) {
            return Path.of(named).toAbsolutePath().normalize();
        }
        String os = system.toLowerCase(Locale.ROOT);
        String windows = environment.getOrDefault("LOCALAPPDATA", "").strip();
        if (os.startsWith("windows")) {
            return (windows.isEmpty() ? userHome.resolve("AppData").resolve("Local") : Path.of(windows))
                    .resolve("gradlock");
        }
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "").strip();
        if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg).resolve("gradlock");
        }
        return userHome.resolve(os.startsWith("mac") ? "Library/Caches" : ".cache")
                .resolve("gradlock");
    }
}
