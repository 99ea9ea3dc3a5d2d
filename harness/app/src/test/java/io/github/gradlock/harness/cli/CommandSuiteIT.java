package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suites that are programs: shell scripts, which copy results that lie beside them. */
@Tag("host")
class CommandSuiteIT {
    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void environments() throws Exception {
        process("unused").write("plain", "gradlock: {variants: {MODE: [one, two]}}\n");
        process("unused").write("of-the-jvm", "gradlock: {variants: {jit: [int]}}\n");
    }

    @Test
    void aVariableOfTheVariantDecidesAndTheDifferenceIsFound() throws Exception {
        Path suite = Files.createDirectories(folder.resolve("copies"));
        Files.write(suite.resolve("one.safetensors"), safetensors("a/x", 1.5));
        Files.write(suite.resolve("two.safetensors"), safetensors("a/x", 1.75));
        Files.writeString(suite.resolve("copy.sh"), """
                test "$GRADLOCK_SEED$GRADLOCK_ITERATIONS$GRADLOCK_SUITE" = 71copies || exit 1
                test -z "$MAVEN_HOME$JAVA_HOME" || exit 1
                echo progress 1 1
                cp $MODE.safetensors "$GRADLOCK_OUT/values.safetensors"
                touch left-behind
                """);
        Files.writeString(suite.resolve("suite.yml"), "command: [sh, copy.sh]\n");

        CommandProcess.Outcome outcome =
                process(suite.toString()).run("--json", "--seed", "7", "--iterations", "1", "--restarts", "2", "plain");

        assertEquals(1, outcome.exit(), () -> outcome.out() + outcome.err());
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        assertEquals("different", document.get("verdict").asText());
        assertEquals(
                "plain[MODE=one]",
                document.get("environments").get(0).get("name").asText());
        assertEquals(1, document.get("cases").get("divergent").asInt(), outcome::out);
        assertFalse(Files.exists(suite.resolve("left-behind")), "the program ran beside its own files");
        JsonNode manifest = new ObjectMapper()
                .readTree(folder.resolve("out/bundles/plain[MODE=two].glb/manifest.json")
                        .toFile());
        assertEquals(
                "two", manifest.get("environment").get("variant").get("MODE").asText(), manifest::toString);
        assertEquals("two", manifest.get("provenance").get("env.MODE").asText(), manifest::toString);
        assertEquals("sh copy.sh", manifest.get("provenance").get("program").asText(), manifest::toString);
    }

    @Test
    void furtherExecutionsAreRepetitions() throws Exception {
        Path suite = Files.createDirectories(folder.resolve("repeats"));
        Files.write(suite.resolve("first"), safetensors("a/x", 1.5));
        Files.write(suite.resolve("second"), safetensors("a/x", 1.75));
        Files.writeString(suite.resolve("repeat"), """
                #!/usr/bin/env sh
                cp first "$GRADLOCK_OUT/values.safetensors" && cp second "$GRADLOCK_OUT/values.1.safetensors"
                """);
        Files.writeString(
                suite.resolve("suite.yml"), "name: twice\ncommand: [sh, repeat]\nfiles: [first, second, repeat]\n");

        CommandProcess.Outcome outcome =
                process(suite.toString()).run("--json", "--iterations", "2", "--restarts", "1", "plain[MODE=one]");

        assertEquals(1, outcome.exit(), () -> outcome.out() + outcome.err());
        JsonNode document = new ObjectMapper().readTree(outcome.out());
        assertEquals(1, document.get("cases").get("nondeterministic").asInt(), outcome::out);
    }

    @Test
    void casesThatNobodyAskedForAreLeftOut() throws Exception {
        Path suite = Files.createDirectories(folder.resolve("all"));
        Files.write(suite.resolve("values"), safetensors("a/x", 1.5));
        Files.writeString(
                suite.resolve("suite.yml"), "command: [sh, -c, 'cp values $GRADLOCK_OUT/values.safetensors']\n");

        CommandProcess.Outcome other =
                process(suite.toString()).run("--restarts", "1", "--select", "b*", "plain[MODE=one]");
        assertEquals(2, other.exit(), () -> other.out() + other.err());
        assertTrue(other.err().contains("no case of the suite all matches the pattern b*"), other::err);

        CommandProcess.Outcome asked = process(suite.toString()).run("--restarts", "1", "--select", "a", "plain");
        assertEquals(0, asked.exit(), () -> asked.out() + asked.err());
    }

    @Test
    void saysWhyThereAreNoResults() throws Exception {
        assertTrue(failure("no-results", "exit 0").contains("left no results: a program writes values.safetensors"));
        assertTrue(failure("raises", "echo first; echo 'ValueError: no'; echo =====; exit 1")
                .contains("exit status 1: ValueError: no"));
        assertTrue(failure("not-here", "echo this needs AVX-512; exit 77")
                .contains("not run: the program says: this needs AVX-512"));
        String missing = process(script("missing", "#!/usr/bin/env no-such-interpreter\n"))
                .run("plain")
                .out();
        assertTrue(missing.contains("the program no-such-interpreter of this suite is not here"), missing);
        String jvm =
                process(script("jvm", "#!/bin/sh\nexit 0\n")).run("of-the-jvm").out();
        assertTrue(jvm.contains("the factor jit is one of the JVM, and this suite is a program"), jvm);
    }

    @Test
    void whatOneProcessCutsShortCostsNoOther() throws Exception {
        Path suite = Files.createDirectories(folder.resolve("cut"));
        Files.write(suite.resolve("values"), safetensors("a/x", 1.5));
        Files.writeString(suite.resolve("cut.sh"), """
                if [ "$GRADLOCK_RESTART" = 0 ]; then exec cp values "$GRADLOCK_OUT/values.safetensors"; fi
                head -c 20 values >"$GRADLOCK_OUT/values.safetensors"; exit 9
                """);
        Files.writeString(suite.resolve("suite.yml"), "command: [sh, cut.sh]\n");

        CommandProcess.Outcome outcome =
                process(suite.toString()).run("--json", "--iterations", "1", "--restarts", "2", "plain[MODE=one]");

        assertEquals(3, outcome.exit(), () -> outcome.out() + outcome.err());
        JsonNode environment =
                new ObjectMapper().readTree(outcome.out()).get("environments").get(0);
        assertEquals(1, environment.get("cases").asInt(), outcome::out);
        assertTrue(environment.get("reason").asText().contains("ended with exit status 9"), outcome::out);
        JsonNode manifest = new ObjectMapper()
                .readTree(folder.resolve("out/bundles/plain[MODE=one].glb/manifest.json")
                        .toFile());
        assertFalse(manifest.get("complete").asBoolean(), manifest::toString);
    }

    @Test
    void executionsThatAreNotThereAreMissed() throws Exception {
        Path suite = Files.createDirectories(folder.resolve("once"));
        Files.write(suite.resolve("values"), safetensors("a/x", 1.5));
        Files.writeString(
                suite.resolve("suite.yml"), "command: [sh, -c, 'cp values $GRADLOCK_OUT/values.safetensors']\n");

        CommandProcess.Outcome outcome = process(suite.toString()).run("--iterations", "3", "--restarts", "1", "plain");

        assertEquals(3, outcome.exit(), () -> outcome.out() + outcome.err());
        assertTrue(outcome.out().contains("executed 1 of 3 times in plain[MODE=one]"), outcome::out);
    }

    @Test
    void whatAProgramStartedEndsWithIt() throws Exception {
        String script = script("forks", "#!/bin/sh\nsleep 1000 &\necho $! >" + folder.resolve("child") + "\nexit 1\n");
        process(script).run("--restarts", "1", "plain[MODE=one]");

        long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        for (int i = 0; i < 100 && lives(child); i++) {
            Thread.sleep(100);
        }
        assertFalse(lives(child), () -> "process " + child + " lives");
    }

    /** One that was ended and is waited for by nobody counts as alive for a while. */
    private static boolean lives(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    @Test
    void whatIsForTestsIsRefused() throws Exception {
        String suite = script("plainly", "#!/bin/sh\nexit 0\n");

        CommandProcess.Outcome tagged = process(suite).run("--tag", "smoke", "plain");
        assertEquals(2, tagged.exit(), tagged::out);
        assertTrue(tagged.err().contains("--tag is for JUnit tests, and the suite plainly is a program"), tagged::err);

        CommandProcess.Outcome classPath = process(suite).run("--classpath", folder.toString(), "plain");
        assertEquals(2, classPath.exit(), classPath::out);
        assertTrue(classPath.err().contains("--classpath is for tests"), classPath::err);
    }

    private String failure(String name, String body) throws Exception {
        CommandProcess.Outcome outcome =
                process(script(name, "#!/bin/sh\n" + body + "\n")).run("--restarts", "1", "plain[MODE=one]");
        return outcome.out() + outcome.err();
    }

    private String script(String name, String text) throws Exception {
        Path file = folder.resolve(name + ".sh");
        Files.writeString(file, text);
        return file.toString();
    }

    private CommandProcess process(String suite) {
        return new CommandProcess(folder, "run", suite);
    }

    private static byte[] safetensors(String key, double value) {
        byte[] header = ("{\"" + key + "\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}}       ")
                .getBytes(StandardCharsets.UTF_8);
        int length = header.length / 8 * 8;
        return ByteBuffer.allocate(8 + length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header, 0, length)
                .putDouble(value)
                .array();
    }
}
