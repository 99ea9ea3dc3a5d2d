package io.github.gradlock.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.runtime.TestProgram;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTests {
    private static final String PROBE = "io/github/gradlock/probe/Main.class";

    @TempDir
    Path home = Path.of("");

    private static TestProgram program(Suite suite) {
        return (TestProgram) suite.program();
    }

    @Test
    void bundledSuiteScansTheJarThatIsMarked() throws Exception {
        Path lib = home.resolve("harness/faults/target/lib");
        Path tests = jar(lib.resolve("faults.jar"), true, "Faults.class");
        Path probe = jar(lib.resolve("probe.jar"), false, PROBE);

        Suite suite = Suite.find("faults", List.of(), home, Suite.Artifacts.NONE);

        assertEquals("faults", suite.name());
        assertEquals(List.of(tests, probe), program(suite).classPath());
        assertEquals(List.of(tests), program(suite).scanRoots());
    }

    @Test
    void aFolderWithoutClassesIsNoSuite() throws Exception {
        Path empty = Files.createDirectories(home.resolve("target/test-classes"));
        Files.writeString(empty.resolve("data.csv"), "1,2");

        GradlockException problem = assertThrows(
                GradlockException.class, () -> Suite.find(empty.toString(), List.of(), home, Suite.Artifacts.NONE));

        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals(empty.toString(), problem.location());
    }

    @Test
    void suiteThatIsAnothersLibraryIsNotScanned() throws Exception {
        Path lib = home.resolve("harness/benchmark/target/lib");
        Path tests = jar(lib.resolve("benchmark.jar"), "benchmark", List.of("Cases.class"));
        jar(lib.resolve("engine.jar"), "gradients", List.of("OpTests.class"));
        jar(lib.resolve("probe.jar"), false, PROBE);

        assertEquals(
                List.of(tests),
                program(Suite.find("benchmark", List.of(), home, Suite.Artifacts.NONE))
                        .scanRoots());
    }

    @Test
    void ownClassesGetTheProbeOfTheInstallation() throws Exception {
        Path probe = TitledJar.write(home.resolve("harness/probe/target/lib/probe.jar"), "gradlock-probe", "1");
        Path classes = Files.createDirectories(home.resolve("mine/classes"));
        Files.writeString(classes.resolve("MineTests.class"), "");
        // Even one that is another's suite.
        Path library = jar(home.resolve("mine/library.jar"), true, "Library.class");

        Suite suite = Suite.find(classes.toString(), List.of(library), home, Suite.Artifacts.NONE);

        assertEquals("classes", suite.name());
        assertEquals(List.of(probe, classes, library), program(suite).classPath());
        assertEquals(List.of(classes), program(suite).scanRoots());
    }

    @Test
    void whatIsLeftOutOfTheClassPathIsNotScanned() throws Exception {
        Path probe = TitledJar.write(home.resolve("harness/probe/target/lib/probe.jar"), "gradlock-probe", "1");
        Path tests = jar(home.resolve("mine/tests.jar"), false, "MineTests.class");
        TitledJar.write(home.resolve("mine/recorder.jar"), "gradlock-recorder", "0.9");

        Suite suite = Suite.find(home.resolve("mine").toString(), List.of(), home, Suite.Artifacts.NONE);

        assertEquals(List.of(probe, tests), program(suite).classPath());
        assertEquals(List.of(tests), program(suite).scanRoots());
    }

    @Test
    void hashFollowsFromContentsNotFromPlacesOfJars() throws Exception {
        TitledJar.write(home.resolve("harness/probe/target/lib/probe.jar"), "gradlock-probe", "1");
        Path one = jar(home.resolve("a/one.jar"), false, "A.class", PROBE);
        Path moved = home.resolve("b/other.jar");
        Files.createDirectories(home.resolve("b"));
        Files.copy(one, moved);
        Path different = jar(home.resolve("c/one.jar"), false, "C.class", PROBE);

        String hash = Suite.find(one.toString(), List.of(), home, Suite.Artifacts.NONE)
                .hash();
        assertTrue(hash.matches("[0-9a-f]{64}"), hash);
        assertEquals(
                hash,
                Suite.find(moved.toString(), List.of(), home, Suite.Artifacts.NONE)
                        .hash());
        assertNotEquals(
                hash,
                Suite.find(different.toString(), List.of(), home, Suite.Artifacts.NONE)
                        .hash());
    }

    @Test
    void hashFollowsTheOrderOfTheClassPath() throws Exception {
        TitledJar.write(home.resolve("harness/probe/target/lib/probe.jar"), "gradlock-probe", "1");
        Path one = jar(home.resolve("a/one.jar"), false, "A.class", PROBE);
        Path two = jar(home.resolve("b/two.jar"), false, "B.class", PROBE);

        assertNotEquals(
                Suite.find(one.toString(), List.of(two), home, Suite.Artifacts.NONE)
                        .hash(),
                Suite.find(two.toString(), List.of(one), home, Suite.Artifacts.NONE)
                        .hash());
    }

    @Test
    void saysWhatSuitesThereAre() {
        GradlockException unknown = assertThrows(
                GradlockException.class, () -> Suite.find("gradient", List.of(), home, Suite.Artifacts.NONE));
        assertEquals(ExitStatus.BAD_INPUT, unknown.status());
        assertTrue(unknown.hint().contains("faults, gradients"), unknown::hint);

        GradlockException unbuilt = assertThrows(
                GradlockException.class, () -> Suite.find("gradients", List.of(), home, Suite.Artifacts.NONE));
        assertEquals(ExitStatus.INCOMPLETE, unbuilt.status());
    }

    @Test
    void refusesWhatIsNoJar() throws Exception {
        Path file = home.resolve("notes.jar");
        Files.writeString(file, "not a jar");

        GradlockException problem = assertThrows(
                GradlockException.class, () -> Suite.find(file.toString(), List.of(), home, Suite.Artifacts.NONE));

        assertEquals(file.toString(), problem.location());
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
    }

    private static Path jar(Path path, boolean marked, String... entries) throws Exception {
        return jar(path, marked ? "yes" : "", List.of(entries));
    }

    private static Path jar(Path path, String suite, List<String> entries) throws Exception {
        Files.createDirectories(path.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (!suite.isEmpty()) {
            manifest.getMainAttributes().putValue(Suite.ATTRIBUTE, suite);
        }
        try (OutputStream out = Files.newOutputStream(path);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                JarEntry fixed = new JarEntry(entry);
                fixed.setTime(0);
                jar.putNextEntry(fixed);
            }
        }
        return path;
    }

    @Test
    void theMatrixKnowsASuiteByItsNameBeforeItIsBuilt() throws Exception {
        Files.writeString(home.resolve("suite.yml"), "name: calc\ncommand: [sh]\n");
        Path script = Files.writeString(home.resolve("euler.sh"), "#!/bin/sh\n");

        assertEquals("gradients", Suite.nameOf("gradients"));
        assertEquals("suite", Suite.nameOf("org.example:suite:1.0"));
        assertEquals("calc", Suite.nameOf(home.toString()));
        assertEquals("calc", Suite.nameOf(home.resolve("suite.yml").toString()));
        assertEquals("euler", Suite.nameOf(script.toString()));
        assertEquals("test-classes", Suite.nameOf("target/test-classes"));
        assertEquals("suite-1.0", Suite.nameOf("libs/suite-1.0.jar"));
    }

    @Test
    void whatIsNeitherJarNorScriptSaysHowAScriptBegins() throws Exception {
        Path script = Files.writeString(home.resolve("gradients.py"), "print()\n");

        GradlockException refused = assertThrows(
                GradlockException.class, () -> Suite.find(script.toString(), List.of(), home, Suite.Artifacts.NONE));

        assertEquals("is no jar, and no script: it does not begin with #!", refused.getMessage());
        assertTrue(refused.hint().startsWith("begin a script with the line of its interpreter"), refused::hint);
    }
}
