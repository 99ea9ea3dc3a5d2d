package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.ResolvedEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A program in an environment of this machine: its JDK comes first on the PATH, its jars are the CLASSPATH, its variables are set. All else is
 * as it is here.
 *
 * @param environment whose JDK is installed here
 * @param jars of the environment
 */
public record HostCommand(ResolvedEnvironment environment, List<Path> jars) {
    /**
     * Runs a program on this process's streams.
     *
     * @return its exit status
     */
    public int run(List<String> command) throws IOException, InterruptedException {
        Path javaHome = Objects.requireNonNull(environment.javaHome());
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).inheritIO();
        Map<String, String> variables = builder.environment();
        String path = variables.getOrDefault("PATH", "");
        variables.put("JAVA_HOME", javaHome.toString());
        variables.put("PATH", javaHome.resolve("bin") + (path.isEmpty() ? "" : File.pathSeparator + path));
        if (!jars.isEmpty()) {
            variables.put(
                    "CLASSPATH", jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        }
        variables.putAll(environment.variables());
        // The JVM looks for programs on its own PATH, not on the one that it sets.
        Path own = javaHome.resolve("bin").resolve(command.get(0));
        if (own.toFile().canExecute() && own.toFile().isFile()) {
            builder.command().set(0, own.toString());
        }
        try (ChildProcesses children = new ChildProcesses()) {
            Process process = start(builder, command.get(0));
            children.add(process);
            return process.waitFor();
        }
    }

    private static Process start(ProcessBuilder builder, String program) {
        try {
            return builder.start();
        } catch (IOException problem) {
            throw GradlockException.badInput(
                    null,
                    "the program \"" + program + "\" cannot be started: " + problem.getMessage(),
                    "it is looked for in the JDK of the environment, and on the PATH");
        }
    }
}
