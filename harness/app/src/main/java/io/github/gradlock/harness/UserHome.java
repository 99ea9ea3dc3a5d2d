package io.github.gradlock.harness;

import java.nio.file.Path;
import java.util.Map;

/** The home directory of who runs this process. */
public final class UserHome {
    private UserHome() {}

    /**
     * Returns it as command-line tools take it: in a job of GitHub's that runs in a container, HOME is not the home of the user's entry.
     *
     * @param ofEntry where there is no HOME
     * @throws java.nio.file.InvalidPathException if HOME is no path
     */
    public static Path of(Map<String, String> environment, Path ofEntry) {
        String home = environment.getOrDefault("HOME", "").strip();
        return home.isEmpty() ? ofEntry : Path.of(home);
    }

    /** Returns that of this process. */
    public static Path ofThisUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home", "")));
    }
}
