package io.github.gradlock.harness.runtime.host;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Jars;
import io.github.gradlock.harness.runtime.JdkRelease;
import io.github.gradlock.harness.runtime.JvmOptions;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.Variant;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * JShell with the engine on its class path, the engine's imports done, and the JVM options of an environment.
 *
 * <p>The imports are the engine's own matter: they stand in its jar.
 */
public final class EngineShell {
    private static final String STARTUP = "META-INF/gradlock/shell.jsh";
    private static final List<String> JARS = List.of("gradlock-engine-", "gradlock-protocol-");

    private final Path javaHome;
    private final List<Path> classPath;

    /**
     * Snippets to run.
     *
     * @param name a file, or how messages call what is not one
     */
    public record Script(String name, String text) {}

    private EngineShell(Path javaHome, List<Path> classPath) {
        this.javaHome = javaHome;
        this.classPath = List.copyOf(classPath);
    }

    /**
     * Finds JShell and the engine.
     *
     * @param javaHome of a JDK
     * @param jars folder of the bundled suite's jars, the engine's among them
     * @throws GradlockException if JShell or the engine is not there
     */
    public static EngineShell find(Path javaHome, Path jars) throws IOException {
        if (!Files.isExecutable(program(javaHome))) {
            throw GradlockException.incomplete(
                    "no JShell at " + program(javaHome),
                    "a runtime without tools has none: install a whole JDK, 17 or newer, and point JAVA_HOME at it",
                    null);
        }
        List<Path> classPath = new ArrayList<>();
        if (Files.isDirectory(jars)) {
            try (Stream<Path> files = Files.list(jars)) {
                files.filter(file -> JARS.stream().anyMatch(file.getFileName().toString()::startsWith))
                        .sorted()
                        .forEach(classPath::add);
            }
        }
        if (classPath.isEmpty()) {
            throw GradlockException.incomplete(
                    "the engine is not built: no jars in " + jars,
                    "start ./gradlock, or build with mvn -DskipTests package",
                    null);
        }
        return new EngineShell(javaHome, classPath);
    }

    /** Returns the same with more on the class path, behind the engine. */
    public EngineShell withJars(List<Path> jars) {
        List<Path> all = new ArrayList<>(classPath);
        all.addAll(jars);
        return new EngineShell(javaHome, all);
    }

    /** Returns the jars of the engine. */
    public List<Path> classPath() {
        return classPath;
    }

    private static Path program(Path javaHome) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return javaHome.resolve("bin").resolve(windows ? "jshell.exe" : "jshell");
    }

    /**
     * Returns the command line of a program that has the engine on its class path, and the JVM options of an environment.
     *
     * @param mainClass the program, in one of the jars
     */
    public List<String> command(EnvironmentSpec environment, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin").resolve("java").toString());
        command.addAll(options(environment));
        command.addAll(List.of("-cp", joined(), mainClass));
        return command;
    }

    private String joined() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Runs it on this process's terminal until its user leaves.
     *
     * @param files snippets to run first
     * @return its exit status
     */
    public int run(EnvironmentSpec environment, List<String> files) throws IOException, InterruptedException {
        Path startup = Files.createTempFile("gradlock-shell", ".jsh");
        try (ChildProcesses children = new ChildProcesses()) {
            Files.writeString(startup, imports());
            ProcessBuilder builder = new ProcessBuilder(command(environment, startup, files)).inheritIO();
            builder.environment().putAll(environment.variables());
            Process process = builder.start();
            children.add(process);
            return process.waitFor();
        } finally {
            Files.deleteIfExists(startup);
        }
    }

    /**
     * Runs snippets that nobody types, until one fails.
     *
     * @param scripts in order
     * @param out where the snippets print to
     * @param err where their errors go
     * @return the status that a snippet asked for with {@code /exit N}; 0 at the end
     * @throws GradlockException at the first snippet that does not compile or throws, with its place
     */
    public int runScripts(EnvironmentSpec environment, List<Script> scripts, PrintStream out, PrintStream err)
            throws IOException {
        try (SnippetScript shell = new SnippetScript(options(environment), classPath, imports(), out, err)) {
            for (Script script : scripts) {
                Integer status = shell.run(script.name(), script.text());
                if (status != null) {
                    return status;
                }
            }
            shell.requireResolved();
        }
        return 0;
    }

    private List<String> command(EnvironmentSpec environment, Path startup, List<String> files) {
        List<String> command = new ArrayList<>(List.of(program(javaHome).toString(), "--class-path"));
        command.add(joined());
        command.addAll(List.of("--startup", "DEFAULT", "--startup", startup.toString()));
        options(environment).forEach(option -> command.add("-R" + option));
        command.addAll(files);
        return command;
    }

    private static List<String> options(EnvironmentSpec environment) {
        // Without the incubator's module: it is of no use yet, and announces itself in each shell.
        JdkRelease release = JdkRelease.parse("");
        return JvmOptions.of(environment, Variant.NONE, release, System.getProperty("java.io.tmpdir", ""));
    }

    /** Returns the snippets that import the engine. */
    public String imports() throws IOException {
        StringBuilder imports = new StringBuilder();
        for (Path jar : classPath) {
            Jars.entry(jar, STARTUP).ifPresent(text -> imports.append(new String(text, StandardCharsets.UTF_8)));
        }
        return imports.toString();
    }
}
