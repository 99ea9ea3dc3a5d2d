package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project of a user's, whose tests are run by JUnit alone: each environment is a branch of their tree. */
@Tag("host")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class EnvironmentMatrixIT {
    private static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path PROBE = HOME.resolve("harness/probe/target");

    @TempDir
    Path folder = Path.of("");

    /** JUnit's jars of the project, beside the recorder's; as parts, as whole as a build has them. */
    @ParameterizedTest
    @ValueSource(strings = {"lib", "junit-6"})
    void showsEachEnvironmentAsABranchOfTests(String junit) throws Exception {
        CommandProcess environments = new CommandProcess(folder, "run", "none");
        environments.write(
                "plain", "gradlock: {runtime: host, jvm: ['-XX:TieredStopAtLevel=1'], variants: {threads: [1, 2]}}\n");
        environments.write("elsewhere", "", "jdk=8");
        List<Path> path = new ArrayList<>(jars(PROBE.resolve("lib"), "gradlock-(recorder|protocol).*|apiguardian.*"));
        path.addAll(jars(PROBE.resolve(junit), "junit.*|opentest4j.*"));
        Path classes = compile(path);
        path.add(0, classes);

        List<String> tree = tree(path);

        String all = String.join("\n", tree);
        List<String> branches =
                tree.stream().filter(line -> line.startsWith("CONTAINER ")).toList();
        assertTrue(branches.containsAll(List.of("CONTAINER plain[threads=1]", "CONTAINER plain[threads=2]")), all);
        assertTrue(branches.contains("CONTAINER elsewhere"), all);
        assertEquals(2, count(tree, "SUCCESSFUL same(GradientRecorder)"), all);
        assertEquals(2, count(tree, "FAILED differs(GradientRecorder)"), all);
        assertEquals(
                4, tree.stream().filter(line -> line.startsWith("SUCCESSFUL [")).count(), all);
        assertEquals(3, count(tree, "ABORTED dynamic.two"), all);
        assertTrue(all.contains("dynamic.two  ·  recorded no tensor: there is nothing to compare"), all);
        assertEquals(
                10, tree.stream().filter(line -> line.startsWith("ABORTED ")).count(), all);
        assertTrue(all.contains("elsewhere cannot run here: no JDK here satisfies jdk=8"), all);
        assertTrue(all.contains("FAILED  SlopeTests.differs  ·  x.grad  ·  1 of 3 elements differs"), all);
        assertTrue(all.contains("  at [1]   plain[threads=1]   1  0x3ff0000000000000"), all);
        assertTrue(all.contains("           plain[threads=2]   2  0x4000000000000000"), all);
        Path results = only(folder.resolve("target/gradlock-matrix"));
        assertTrue(Files.exists(results.resolve("results/report/index.html")));
        assertTrue(Files.readString(results.resolve("report.json")).contains("\"total\" : 6"), all);
    }

    private static Path only(Path of) throws Exception {
        try (Stream<Path> files = Files.list(of)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static long count(List<String> tree, String line) {
        return tree.stream().filter(line::equals).count();
    }

    private static List<Path> jars(Path from, String names) throws Exception {
        try (Stream<Path> files = Files.list(from)) {
            return files.filter(file -> file.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
        }
    }

    private Path compile(List<Path> path) throws Exception {
        Path sources = Path.of(Objects.requireNonNull(getClass().getResource("/matrix-project"))
                .toURI());
        Path classes = Files.createDirectories(folder.resolve("target/test-classes"));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString(), "-cp", joined(path)));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
        return classes;
    }

    private List<String> tree(List<Path> path) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path launcher = folder.resolve("gradlock");
        // As the launcher does, without its build.
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '%s' '-Dgradlock.home=%s' -cp '%s' %s \"$@\"\n"
                        .formatted(
                                java,
                                System.getProperty("gradlock.home", HOME.toString()),
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                                Main.class.getName()));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        Process process = new ProcessBuilder(
                        java,
                        "-Dgradlock.launcher=" + launcher,
                        "-cp",
                        joined(path),
                        "org.example.Tree",
                        "org.example.SlopeTests")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tree.txt").toFile())
                .start();
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), "did not end");
        return Files.readAllLines(folder.resolve("tree.txt"));
    }

    private static String joined(List<Path> path) {
        return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
    }
}
