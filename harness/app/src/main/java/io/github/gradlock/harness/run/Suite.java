package io.github.gradlock.harness.run;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.Jars;
import io.github.gradlock.harness.runtime.SuiteProgram;
import io.github.gradlock.harness.runtime.TestProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is run in each environment.
 *
 * @param name as bundles and reports show it
 * @param hash SHA-256 over what is executed
 * @param program JUnit tests, or a program in any language
 */
public record Suite(String name, String hash, SuiteProgram program) {
    /** Attribute in the manifest of a jar that holds tests; where no jar of a folder has it, all are searched. */
    static final String ATTRIBUTE = "Gradlock-Suite";

    private static final Pattern COORDINATES =
            Pattern.compile("[A-Za-z0-9_.-]{2,}:[A-Za-z0-9_.-]+:[A-Za-z0-9_.+-]+(:[A-Za-z0-9_.-]+)?");

    /** Folders of the bundled suites' jars, below the installation. */
    private static final Map<String, String> BUNDLED = Map.of(
            "gradients", "engine/suite/target/lib",
            "faults", "harness/faults/target/lib",
            "benchmark", "harness/benchmark/target/lib");

    /** Returns whether a suite of this name comes with gradlock. */
    public static boolean isBundled(String name) {
        return BUNDLED.containsKey(name);
    }

    /** Gives the files of artifacts, and of what they need at run time. */
    @FunctionalInterface
    public interface Artifacts {
        /** Knows no artifact. */
        Artifacts NONE = coordinates -> {
            throw GradlockException.badInput(
                    null, "no suite is taken from Maven here: " + coordinates, "give its jar, or a folder of jars");
        };

        /**
         * Resolves an artifact.
         *
         * @param coordinates {@code group:artifact:version}, with {@code :classifier} if it has one
         * @return its jar, and then those that it needs
         */
        List<Path> resolve(String coordinates) throws IOException;
    }

    /**
     * Finds a suite.
     *
     * @param argument {@code gradients}, {@code faults}, {@code benchmark}, a jar, a folder of jars, a classes folder, coordinates of
     *     Maven, a script that begins with {@code #!}, a {@code suite.yml}, or a folder with one
     * @param further more jars and folders for its class path, in which no tests are sought
     * @param home of the installation
     * @param artifacts asked for coordinates
     */
    public static Suite find(String argument, List<Path> further, Path home, Artifacts artifacts) throws IOException {
        String bundled = BUNDLED.get(argument);
        if (bundled != null) {
            List<Path> jars = Jars.in(home.resolve(bundled));
            if (jars.isEmpty()) {
                throw GradlockException.incomplete(
                        "the bundled suite " + argument + " is not built: no jars in " + home.resolve(bundled),
                        "start ./gradlock, or build with mvn -DskipTests package",
                        null);
            }
            return of(argument, jars, scanRoots(argument, jars));
        }
        // First, since a path of Windows has no such colons.
        if (COORDINATES.matcher(argument).matches() && !new File(argument).exists()) {
            return ofArtifact(argument, further, home, artifacts);
        }
        Path path = Path.of(argument);
        if (!Files.exists(path)) {
            throw GradlockException.badInput(
                    null,
                    "no suite of this name, and no such file or folder: " + argument,
                    "bundled suites are "
                            + String.join(
                                    ", ", BUNDLED.keySet().stream().sorted().toList())
                            + "; otherwise give a jar, a folder of jars or of classes, group:artifact:version of Maven, a script or a suite.yml");
        }
        Optional<Suite> command = CommandSuiteReader.find(path, further);
        if (command.isPresent()) {
            return command.get();
        }
        if (Files.isRegularFile(path) && !path.toString().endsWith(".jar")) {
            throw GradlockException.badInput(
                    path.toString(),
                    "is no jar, and no script: it does not begin with #!",
                    "begin a script with the line of its interpreter, #!/usr/bin/env python3, or write a suite.yml beside it"
                            + " (harness/docs/command-suites.md)");
        }
        List<Path> own = expand(path);
        if (own.equals(List.of(path)) && Files.isDirectory(path) && !holdsClasses(path)) {
            throw GradlockException.badInput(
                    path.toString(),
                    "holds no classes and no jars, so no tests, and no suite.yml",
                    "compile the tests first, or give a jar, a folder of jars or a classes folder: --suite target/test-classes;"
                            + " a suite that is a program has a suite.yml (harness/docs/command-suites.md)");
        }
        List<Path> classPath = new ArrayList<>(own);
        classPath.addAll(expanded(further));
        String name = nameOf(path);
        List<Path> whole = ProbePath.of(classPath, home);
        return of(
                name,
                whole,
                scanRoots(name, own).stream().filter(whole::contains).toList());
    }

    /**
     * Returns the name that a suite has, which may not be built yet; {@code matrix.yml} knows it by this.
     *
     * @param argument as for {@link #find}
     */
    public static String nameOf(String argument) throws IOException {
        if (isBundled(argument)) {
            return argument;
        }
        if (COORDINATES.matcher(argument).matches() && !new File(argument).exists()) {
            return argument.split(":", -1)[1];
        }
        Path path = Path.of(argument);
        Optional<Suite> command = Files.exists(path) ? CommandSuiteReader.find(path, List.of()) : Optional.empty();
        return command.isPresent() ? command.get().name() : nameOf(path);
    }

    private static String nameOf(Path tests) {
        return tests.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.jar$", "");
    }

    private static Suite ofArtifact(String coordinates, List<Path> further, Path home, Artifacts artifacts)
            throws IOException {
        List<Path> classPath = new ArrayList<>(artifacts.resolve(coordinates));
        List<Path> own = List.of(classPath.get(0));
        classPath.addAll(expanded(further));
        return of(coordinates.split(":", -1)[1], ProbePath.of(classPath, home), own);
    }

    private static List<Path> expanded(List<Path> further) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (Path each : further) {
            entries.addAll(expand(each));
        }
        return entries;
    }

    private static Suite of(String name, List<Path> classPath, List<Path> scanRoots) throws IOException {
        return new Suite(name, SuiteHash.of(classPath), new TestProgram(classPath, scanRoots));
    }

    /** Returns the jars that say they are this suite; else those that are any, since one suite can be another's library; else all. */
    private static List<Path> scanRoots(String name, List<Path> given) {
        List<Path> own = given.stream()
                .filter(path -> JarTitle.of(path).suite().equals(name))
                .toList();
        List<Path> marked = own.isEmpty()
                ? given.stream()
                        .filter(path -> !JarTitle.of(path).suite().isEmpty())
                        .toList()
                : own;
        return marked.isEmpty() ? given : marked;
    }

    /** Returns the entries that a path stands for: a folder of jars and the JVM's {@code folder/*} for the jars in it. */
    private static List<Path> expand(Path path) throws IOException {
        if (path.endsWith("*")) {
            return Jars.in(path.toAbsolutePath().resolveSibling(""));
        }
        if (!Files.exists(path)) {
            throw GradlockException.badInput(
                    path.toString(),
                    "no such file or folder",
                    "look at --suite and --classpath; a project that has tests alone makes no target/classes, so leave that out");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> jars = Jars.in(path);
        return jars.isEmpty() ? List.of(path) : jars;
    }

    private static boolean holdsClasses(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".class"));
        }
    }
}
