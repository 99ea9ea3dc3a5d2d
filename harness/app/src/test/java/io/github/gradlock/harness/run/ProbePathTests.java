package io.github.gradlock.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbePathTests {
    private static final List<String> PARTS = List.of(
            "junit-jupiter-api",
            "junit-jupiter-engine",
            "junit-platform-commons",
            "junit-platform-engine",
            "junit-platform-launcher");

    @TempDir
    Path home = Path.of("");

    @BeforeEach
    void installation() throws Exception {
        for (String title : List.of("gradlock-probe", "gradlock-recorder", "gradlock-protocol")) {
            TitledJar.write(home.resolve("harness/probe/target/lib/" + title + ".jar"), title, "0.1");
        }
        TitledJar.write(home.resolve("harness/probe/target/lib/opentest4j.jar"), "opentest4j", "1.3.0");
        junit("harness/probe/target/lib", "5.14.4", "1.14.4", PARTS);
        junit("harness/probe/target/junit-6", "6.1.3", "6.1.3", PARTS);
    }

    @Test
    void aSuiteWithoutJUnitGetsOurs() throws Exception {
        Path tests = TitledJar.write(home.resolve("mine/tests.jar"), "mine", "1");

        List<String> names = names(List.of(tests));

        assertEquals(List.of("gradlock-probe", "gradlock-protocol", "gradlock-recorder", "tests"), names.subList(0, 4));
        assertEquals("junit-jupiter-api-5.14.4", names.get(4));
        assertEquals(4 + PARTS.size() + 1, names.size());
    }

    @Test
    void aWholeJUnitOfTheSuiteIsItsOwn() throws Exception {
        List<Path> given = new ArrayList<>(junit("mine", "5.12.2", "1.12.2", PARTS));
        given.add(TitledJar.write(
                home.resolve("mine/junit-jupiter-params-5.12.2.jar"), "junit-jupiter-params", "5.12.2"));

        List<String> names = names(given);

        assertEquals(3 + given.size(), names.size());
        assertTrue(names.stream().noneMatch(name -> name.contains("14.4")), names::toString);
    }

    @Test
    void partsAreReplacedByAWholeSetOfTheirMajorVersion() throws Exception {
        List<String> lacking = PARTS.subList(0, 4);

        assertEquals(
                List.of("junit-jupiter-api-5.14.4", "junit-platform-launcher-1.14.4"),
                someOf(names(junit("mine", "5.10.2", "1.10.2", lacking))));
        assertEquals(
                List.of("junit-jupiter-api-6.1.3", "junit-platform-launcher-6.1.3"),
                someOf(names(junit("mine", "6.0.1", "6.0.1", lacking))));
    }

    @Test
    void whatIsTooOldOrMixedIsReplaced() throws Exception {
        assertEquals(
                List.of("junit-jupiter-api-5.14.4", "junit-platform-launcher-1.14.4"),
                someOf(names(junit("old", "5.9.3", "1.9.3", PARTS))));
        assertEquals(
                List.of("junit-jupiter-api-5.14.4", "junit-platform-launcher-1.14.4"),
                someOf(names(junit("mixed", "5.13.4", "1.12.2", PARTS))));
    }

    @Test
    void partsThatAreNewerThanOursAreRefusedByName() {
        GradlockException refused = assertThrows(
                GradlockException.class, () -> names(junit("mine", "6.2.0", "6.2.0", PARTS.subList(0, 4))));

        assertEquals(ExitStatus.BAD_INPUT, refused.status());
        assertEquals("JUnit 6.2.0 is newer than the 6.1.3 that gradlock brings, and not whole", refused.getMessage());
        assertEquals("add to --classpath, of the same release: junit-platform-launcher", refused.hint());
    }

    @Test
    void theRecorderOfThisGradlockIsTheOneThatCounts() throws Exception {
        Path other = TitledJar.write(home.resolve("mine/recorder-0.9.jar"), "gradlock-recorder", "0.9");

        assertTrue(names(List.of(other)).stream().noneMatch("recorder-0.9"::equals));
    }

    @Test
    void saysThatTheProbeIsNotBuilt() {
        GradlockException unbuilt =
                assertThrows(GradlockException.class, () -> ProbePath.of(List.of(), home.resolve("elsewhere")));

        assertEquals(ExitStatus.INCOMPLETE, unbuilt.status());
    }

    private List<Path> junit(String folder, String jupiter, String platform, List<String> parts) throws Exception {
        List<Path> jars = new ArrayList<>();
        for (String part : parts) {
            String version = part.startsWith("junit-platform") ? platform : jupiter;
            jars.add(TitledJar.write(home.resolve(folder).resolve(part + "-" + version + ".jar"), part, version));
        }
        return jars;
    }

    private List<String> names(List<Path> given) throws Exception {
        return ProbePath.of(given, home).stream()
                .map(path -> path.getFileName().toString().replace(".jar", ""))
                .toList();
    }

    private static List<String> someOf(List<String> names) {
        assertEquals(
                PARTS.size(),
                names.stream().filter(name -> name.startsWith("junit-")).count(),
                names::toString);
        return names.stream()
                .filter(name -> name.startsWith("junit-jupiter-api") || name.startsWith("junit-platform-launcher"))
                .toList();
    }
}
