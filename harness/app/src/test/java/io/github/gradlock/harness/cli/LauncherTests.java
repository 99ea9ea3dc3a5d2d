package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of POSIX shells in an installation of stand-ins: a Java that says how it was called, a Maven that only counts. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has a launcher of its own, gradlock.cmd")
class LauncherTests {
    private static final String STARTS = "#!/bin/sh\necho \"$@\"\n";

    @TempDir
    Path home = Path.of("");

    @BeforeEach
    void installation() throws IOException {
        Files.copy(Path.of("..", "..", "gradlock"), home.resolve("gradlock"));
        script("jdk/bin/java", STARTS);
        script("bin/mvn", "#!/bin/sh\necho built >>\"" + home + "/builds\"\n");
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
        Files.createDirectories(home.resolve("harness/app/target/lib"));
        Files.createDirectories(home.resolve("harness/probe/target/lib"));
        Files.createDirectories(home.resolve("engine/core/src/main/java"));
        Files.writeString(home.resolve("pom.xml"), "");
        Files.writeString(home.resolve("engine/core/src/main/java/Tensor.java"), "");
        Files.createDirectories(home.resolve("target"));
        Files.setLastModifiedTime(
                Files.writeString(home.resolve("target/built"), ""),
                FileTime.from(Instant.now().plusSeconds(1)));
    }

    @Test
    void commandsThatReadBundlesGetTheSecondCompiler() throws Exception {
        assertTrue(run(0, Map.of(), "bench", "faults").contains("-XX:TieredStopAtLevel=4 "));
        assertTrue(run(0, Map.of(), "doctor").contains("-XX:TieredStopAtLevel=1 "));
    }

    /** Another JVM reports at each start that the archive is not its own. */
    @Test
    void theArchiveIsForTheJvmThatMadeIt() throws Exception {
        Path archive = home.toRealPath().resolve("target/gradlock.jsa");
        Files.delete(home.resolve("target/built"));
        // The stand-in makes none, as a JVM does at its end.
        script("jdk/bin/java", STARTS + "case $* in *Training*) : >'" + archive + "' ;; esac\n");
        String option = "-XX:SharedArchiveFile=" + archive;
        assertTrue(run(0, Map.of(), "doctor").contains(option));
        script("other/bin/java", STARTS);
        Files.writeString(home.resolve("other/release"), "JAVA_VERSION=\"25.0.3\"\n");
        Map<String, String> other = Map.of("JAVA_HOME", home.resolve("other").toString());
        assertFalse(run(0, other, "doctor").contains(option));
        assertTrue(run(0, Map.of(), "doctor").contains(option));
    }

    @Test
    void aLinkLeadsToTheInstallation() throws Exception {
        Path elsewhere = Files.createDirectories(home.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve("link"), home.resolve("gradlock"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("gl"), Path.of("..", "link"));
        String said = runAs(link, 0, Map.of(), "doctor");
        assertTrue(said.contains("-Dgradlock.home=" + home.toRealPath() + " "), said);
        assertTrue(Files.notExists(elsewhere.resolve("target")));
    }

    /** The status of a JVM that does not start is 1, which would say that results differ. */
    @Test
    void aJavaThatDoesNotStartIsNoDifference() throws Exception {
        script("jdk/bin/java", "#!/bin/sh\nexit 1\n");
        Map<String, String> wrong = Map.of("JAVA_TOOL_OPTIONS", "-XX:+NoSuchOption");
        assertTrue(run(3, wrong, "run").startsWith("error: this Java does not start, or is older than 17: "));
        Files.delete(home.resolve("jdk/release"));
        assertTrue(run(3, Map.of(), "run").startsWith("error: this Java does not start, or is older than 17: "));
    }

    @Test
    void anOldJavaIsRefusedByItsReleaseFile() throws Exception {
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertTrue(run(3, Map.of(), "run").startsWith("error: Java 11 is too old: "));
    }

    @Test
    void aRemovedSourceIsBuiltWithout() throws Exception {
        run(0, Map.of(), "run");
        assertTrue(Files.notExists(home.resolve("builds")));
        Path sources = home.resolve("engine/core/src/main/java");
        Files.delete(sources.resolve("Tensor.java"));
        Files.setLastModifiedTime(sources, FileTime.from(Instant.now().plusSeconds(10)));
        run(0, Map.of(), "run");
        assertEquals("built\n", Files.readString(home.resolve("builds")));
    }

    private void script(String path, String text) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private String run(int status, Map<String, String> variables, String... arguments) throws Exception {
        return runAs(home.resolve("gradlock"), status, variables, arguments);
    }

    private String runAs(Path launcher, int status, Map<String, String> variables, String... arguments)
            throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", launcher.toString());
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(status, process.exitValue(), text);
        return text;
    }
}
