package io.github.gradlock.recorder.matrix;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Finds the command {@code gradlock}. */
final class Launcher {
    /** System property with its path. */
    static final String PROPERTY = "gradlock.launcher";

    /** Environment variable with its path. */
    static final String VARIABLE = "GRADLOCK";

    private static final String HINT = "clone gradlock, and say where its launcher is: -D" + PROPERTY
            + "=/path/to/gradlock/gradlock, or the variable " + VARIABLE + ", or put it on the PATH";

    private Launcher() {}

    /** Returns the path of the launcher that a property, else a variable, names, or that is on the path of commands. */
    static Path find(Properties properties, Map<String, String> variables) {
        String property = properties.getProperty(PROPERTY);
        if (property != null && !property.isBlank()) {
            return named("the system property " + PROPERTY, property);
        }
        String variable = variables.get(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return named("the variable " + VARIABLE, variable);
        }
        boolean windows = File.separatorChar == '\\';
        Path found = onPath(pathOf(variables), windows ? "gradlock.cmd" : "gradlock");
        if (found == null) {
            throw new MatrixException("gradlock was not found: @EnvironmentMatrix starts it as a process", HINT);
        }
        return found;
    }

    private static Path named(String by, String path) {
        Path launcher = Path.of(path).toAbsolutePath().normalize();
        if (!Files.isRegularFile(launcher) || !Files.isExecutable(launcher)) {
            throw new MatrixException(
                    by + " names " + launcher + ", which is no program"
                            + (Files.isDirectory(launcher) ? " but a folder" : ""),
                    HINT);
        }
        return launcher;
    }

    /** Windows calls it Path, and a copy of its variables is asked by letters. */
    private static String pathOf(Map<String, String> variables) {
        return variables.entrySet().stream()
                .filter(variable -> variable.getKey().equalsIgnoreCase("PATH"))
                .min((a, b) ->
                        Boolean.compare(b.getKey().equals("PATH"), a.getKey().equals("PATH")))
                .map(Map.Entry::getValue)
                .orElse("");
    }

    private static @Nullable Path onPath(String path, String name) {
        for (String folder : path.split(File.pathSeparator)) {
            Path candidate = candidate(folder, name);
            if (candidate != null && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate.toAbsolutePath();
            }
        }
        return null;
    }

    /** An entry may be anything, one in quotes on Windows for instance: commands pass over what is no folder, and so does this. */
    private static @Nullable Path candidate(String folder, String name) {
        try {
            return folder.isEmpty() ? null : Path.of(folder, name);
        } catch (InvalidPathException invalid) {
            return null;
        }
    }
}
