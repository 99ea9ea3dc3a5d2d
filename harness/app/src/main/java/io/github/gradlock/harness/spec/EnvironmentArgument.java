package io.github.gradlock.harness.spec;

import io.github.gradlock.harness.ShellArgument;
import java.nio.file.Path;

/** How an environment is named on the command line, so that a command in a hint finds the one that was read. */
public final class EnvironmentArgument {
    private static final Path PROJECT = Path.of("environments");

    private EnvironmentArgument() {}

    /**
     * Returns its name where it lies in the folder of environments that is looked into by itself, and its folder elsewhere: there, the
     * name alone would mean none, or another one.
     *
     * @param file its {@code environment.yml}, or its lock
     */
    public static String of(Path file, String name) {
        Path folder = file.getParent();
        if (folder == null) {
            return ".";
        }
        return folder.equals(PROJECT.resolve(name)) ? name : ShellArgument.quoted(path(folder));
    }

    /** Without a separator or a dot it would be taken for a name. */
    private static String path(Path folder) {
        String text = folder.toString();
        return text.contains("/") || text.contains("\\") || text.startsWith(".") ? text : "./" + text;
    }
}
