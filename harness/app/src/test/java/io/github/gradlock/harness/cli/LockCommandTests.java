package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.FakeRegistry;
import io.github.gradlock.harness.lock.MachineFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParameterException;

class LockCommandTests {
    private static final String TEMURIN =
            "name: t21\nchannels: [temurin]\ndependencies: [jdk=21]\nplatforms: [linux-64]\n";

    @TempDir
    Path folder;

    private final FakeRegistry registry;
    private CommandFixture commands = new CommandFixture(Path.of(""));
    private String first = "";
    private Path lock = Path.of("");

    LockCommandTests() throws IOException {
        registry = new FakeRegistry();
    }

    @BeforeEach
    void environments() throws IOException {
        commands = new CommandFixture(folder);
        MachineFixture machine = new MachineFixture(folder);
        machine.write("t21", TEMURIN);
        machine.write("host", "name: host\nchannels: [host]\ndependencies: [jdk>=17]\n");
        lock = folder.resolve("environments/t21/environment.lock.yml");
        first = registry.image("eclipse-temurin", "21-jdk-noble", "amd64", "JAVA_VERSION=jdk-21.0.12+8");
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void writesOnceAndTheSameBytesAgain() throws Exception {
        assertEquals(ExitStatus.REPRODUCIBLE, run());
        assertEquals("✔ t21  written\n", commands.out());
        byte[] bytes = Files.readAllBytes(lock);
        assertEquals(ExitStatus.REPRODUCIBLE, run());
        assertEquals("✔ t21  current\n", commands.out());
        assertEquals(ExitStatus.REPRODUCIBLE, run("t21", "--update"));
        assertEquals("✔ t21  current\n", commands.out());
        assertEquals(new String(bytes), Files.readString(lock));
        assertFalse(Files.exists(folder.resolve("environments/host/environment.lock.yml")));
        assertEquals(ExitStatus.REPRODUCIBLE, run("host"));
        assertTrue(Files.exists(folder.resolve("environments/host/environment.lock.yml")));
    }

    @Test
    void checksAndNamesWhatDoesNotHold() throws Exception {
        GradlockException missing = commands.failure(command(), arguments("--check"));
        assertEquals("a lock does not hold: t21", missing.getMessage());
        assertEquals("gradlock lock " + folder.resolve("environments/t21"), missing.hint());
        assertEquals(ExitStatus.BAD_INPUT, missing.status());
        assertEquals("✘ t21  missing: there is no lock\n", commands.out());
        assertFalse(Files.exists(lock));

        run();
        assertEquals(ExitStatus.REPRODUCIBLE, run("--check"));
        Path spec = lock.resolveSibling("environment.yml");
        Files.writeString(spec, TEMURIN + "variables: {A: b}\n");
        commands.failure(command(), arguments("--check"));
        assertEquals("✘ t21  stale: environment.yml changed since it was written\n", commands.out());
    }

    @Test
    void keepsPinsThatStillSatisfyAChangedSpec() throws Exception {
        run();
        moveUpstream();
        Files.writeString(lock.resolveSibling("environment.yml"), TEMURIN + "variables: {A: b}\n");
        run();
        assertEquals("✔ t21  written\n", commands.out());
        assertTrue(Files.readString(lock).contains(first));
        assertEquals(ExitStatus.REPRODUCIBLE, run("--check"));
    }

    @Test
    void movesPinsOnlyWhenAskedAndSaysWhatMoved() throws Exception {
        run();
        String second = moveUpstream();
        assertEquals(ExitStatus.REPRODUCIBLE, run("--check"));
        run("--update", "--dry-run");
        String moved = "    linux-64: image eclipse-temurin:21-jdk-noble@" + first + " → eclipse-temurin:21-jdk-noble@"
                + second + "\n    linux-64: jdk 21.0.12+8 of Eclipse Adoptium → 21.0.13+9 of Eclipse Adoptium\n";
        assertEquals("✔ t21  would be written\n" + moved, commands.out());
        assertTrue(Files.readString(lock).contains(first));
        run("--update");
        assertEquals("✔ t21  written\n" + moved, commands.out());
        assertTrue(Files.readString(lock).contains(second));
    }

    @Test
    void writesALockAnewThatWasChangedByHand() throws Exception {
        run();
        String written = Files.readString(lock);
        Files.writeString(lock, written.replace("21.0.12+8", "21.0.11+1"));
        commands.failure(command(), arguments("--check"));
        assertTrue(commands.out().startsWith("✘ t21  stale: the lock was changed by hand"), commands.out());
        run("--update");
        assertEquals(written, Files.readString(lock));
        assertTrue(
                commands.out().startsWith("✔ t21  written, all of it anew: the lock was changed by hand"),
                commands.out());
    }

    /** What it pins would be lost, and nobody would see it. */
    @Test
    void doesNotWriteOverWhatItCannotRead() throws Exception {
        run();
        String written = Files.readString(lock);
        Map<String, String> wrong = new HashMap<>();
        wrong.put(written.replace("21.0.12+8", "21.0.11+1"), "changed by hand");
        wrong.put("<<<<<<< HEAD\n" + written, "YAML");
        wrong.put("", "the file is empty");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Files.writeString(lock, one.getKey());
            for (String option : List.of("--quiet", "--dry-run", "--update=jdk")) {
                GradlockException problem = commands.failure(command(), arguments("t21", option));
                assertEquals(ExitStatus.BAD_INPUT, problem.status());
                assertTrue(String.valueOf(problem.getMessage()).contains(one.getValue()), problem::toString);
                assertTrue(
                        problem.hint().startsWith("gradlock lock " + lock.getParent() + " --update pins all"),
                        problem.hint());
                assertEquals(one.getKey(), Files.readString(lock));
                assertEquals(
                        problem.hint(),
                        commands.failure(command(), arguments("t21", "--check")).hint());
            }
        }
        run("--update");
        assertEquals(written, Files.readString(lock));
    }

    @Test
    void neverWritesOverTheLockOfANewerGradlock() throws Exception {
        run();
        String newer = Files.readString(lock).replace("lock-version: 1", "lock-version: 2\nnews: true");
        Files.writeString(lock, newer);
        for (String option : List.of("--quiet", "--dry-run", "--update")) {
            GradlockException problem = commands.failure(command(), arguments("t21", option));
            assertEquals(ExitStatus.BAD_INPUT, problem.status());
            assertEquals("this lock has version 2, and this gradlock reads 1", problem.getMessage());
            assertTrue(problem.hint().startsWith("update gradlock; or delete the file"), problem.hint());
            assertEquals(newer, Files.readString(lock));
        }
        assertEquals(
                "update gradlock; or delete the file, and gradlock lock pins anew",
                commands.failure(command(), arguments("t21", "--check")).hint());
    }

    @Test
    void anEmptyNameOfAPinIsNotAll() {
        ParameterException problem = assertThrows(ParameterException.class, () -> run("t21", "--update="));
        assertTrue(String.valueOf(problem.getMessage()).startsWith("--update= names no PIN"), problem::toString);
    }

    @Test
    void movesNoSinglePinOfALockThatCannotBeUsed() throws Exception {
        GradlockException none = commands.failure(command(), arguments("t21", "--update=jdk"));
        assertEquals("the lock of t21 has no pins that could be moved: there is none", none.getMessage());
        run();
        Files.writeString(lock, Files.readString(lock).replace("21.0.12+8", "21.0.11+1"));
        GradlockException edited = commands.failure(command(), arguments("t21", "--update=nosuchpin"));
        assertTrue(String.valueOf(edited.getMessage()).contains("changed by hand"), edited.getMessage());
        assertTrue(edited.hint().startsWith("gradlock lock " + lock.getParent() + " --update pins all"), edited.hint());
    }

    @Test
    void asksForPackagesThatASpecGained() throws Exception {
        run();
        Files.writeString(
                lock.resolveSibling("environment.yml"), TEMURIN.replace("[jdk=21]", "[jdk=21, {apt: [libgomp1]}]"));
        GradlockException kept = commands.failure(command(), arguments("t21", "--update=image"));
        assertTrue(String.valueOf(kept.getMessage()).contains("none of its pins can be kept"), kept.getMessage());
        AssertionError asked = assertThrows(AssertionError.class, this::run);
        assertEquals("no engine is needed here", asked.getMessage());
    }

    @Test
    void movesAPinWhereverItIs() throws Exception {
        MachineFixture machine = new MachineFixture(folder);
        registry.image("nvidia/cuda", "12.8.1-runtime-ubuntu22.04", "amd64", "CUDA_VERSION=12.8.1");
        machine.write("cuda", "name: cuda\nchannels: [nvidia]\ndependencies: [cuda=12.8]\nplatforms: [linux-64]\n");
        run();
        run("--update=cuda");
        assertEquals("✔ cuda  current\n", commands.out());
        assertEquals(
                "the lock of cuda pins no \"libm\"",
                commands.failure(command(), arguments("--update=libm")).getMessage());
    }

    @Test
    void resolvesOnePlatformAndKeepsTheOther() throws Exception {
        GradlockException notAsked = commands.failure(command(), arguments("t21", "--platform", "linux-aarch64"));
        assertEquals("t21 is not made for linux-aarch64", notAsked.getMessage());
        GradlockException unknown = commands.failure(command(), arguments("t21", "--platform", "linux64"));
        assertTrue(unknown.hint().contains("linux-64"), unknown.hint());

        run();
        Path spec = lock.resolveSibling("environment.yml");
        Files.writeString(spec, TEMURIN.replace("[linux-64]", "[linux-64, linux-aarch64]"));
        Map<String, String> second = Map.of("amd64", moveUpstream(), "arm64", arm());
        registry.index("eclipse-temurin", "21-jdk-noble", second);
        run("t21", "--platform", "linux-aarch64");
        String both = Files.readString(lock);
        assertTrue(both.contains(first), both);
        assertTrue(both.contains(String.valueOf(second.get("arm64"))), both);
        assertFalse(both.contains(String.valueOf(second.get("amd64"))), both);
        assertEquals(ExitStatus.REPRODUCIBLE, run("--check"));
    }

    @Test
    void refusesOnePlatformWhereTheOtherHasNoPins() throws Exception {
        Files.writeString(
                lock.resolveSibling("environment.yml"), TEMURIN.replace("[linux-64]", "[linux-64, linux-aarch64]"));
        GradlockException alone = commands.failure(command(), arguments("t21", "--platform", "linux-64"));
        assertEquals(
                "--platform linux-64 would leave t21 without pins for linux-aarch64: it has no lock yet",
                alone.getMessage());
        assertEquals(
                "gradlock lock " + lock.getParent()
                        + " pins all platforms; then --platform renews one and keeps the others",
                alone.hint());
        assertEquals(List.of(), registry.requests(), "it is seen before anything is asked for");
        assertFalse(Files.exists(lock));
    }

    @Test
    void movesOnePinAlone() throws Exception {
        Path spec = lock.resolveSibling("environment.yml");
        String cuda = registry.image("nvidia/cuda", "12.8.1-runtime-ubuntu22.04", "amd64", "CUDA_VERSION=12.8.1");
        Files.writeString(
                spec,
                "name: t21\nchannels: [nvidia, temurin]\ndependencies: [cuda=12.8, jdk=21]\nplatforms: [linux-64]\n");
        run();
        String second = moveUpstream();
        String newer = registry.image("nvidia/cuda", "12.8.2-runtime-ubuntu22.04", "amd64", "CUDA_VERSION=12.8.2");
        GradlockException unknown = commands.failure(command(), arguments("t21", "--update=jkd"));
        assertEquals("the lock of t21 pins no \"jkd\"", unknown.getMessage());
        assertTrue(unknown.hint().contains("\"jdk\""), unknown.hint());

        run("--update=jdk", "t21");
        String moved = Files.readString(lock);
        assertTrue(moved.contains(second) && moved.contains(cuda) && !moved.contains(newer), moved);
        run("--update", "t21");
        assertTrue(Files.readString(lock).contains(newer));
    }

    @Test
    void writesOneDocument() throws Exception {
        run("--json");
        JsonNode document = new ObjectMapper().readTree(commands.out());
        JsonNode row = document.get("environments").get(0);
        assertEquals("t21", row.get("name").asText());
        assertEquals("written", row.get("status").asText());
        assertEquals("✔ t21  written\n", commands.err());
    }

    @Test
    void writesOneDocumentOfLocksThatDoNotHold() throws Exception {
        assertEquals(ExitStatus.BAD_INPUT, run("--check", "--json"));
        JsonNode document = new ObjectMapper().readTree(commands.out());
        assertEquals("error", document.get("verdict").asText());
        assertEquals(
                "missing", document.get("environments").get(0).get("status").asText());
        assertTrue(
                commands.err().endsWith("error: a lock does not hold: t21\n\nhint: gradlock lock …/environments/t21\n"),
                commands::err);
    }

    @Test
    void leavesNothingWhenTheRegistryFails() throws Exception {
        registry.intercept(exchange -> {
            exchange.sendResponseHeaders(500, -1);
            return true;
        });
        GradlockException problem = commands.failure(command(), arguments());
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        try (var left = Files.list(lock.getParent())) {
            assertEquals(1, left.count());
        }
    }

    @Test
    void refusesContradictionsAndUnknownNames() throws Exception {
        assertTrue(commands.failure(command(), arguments("--check", "--update"))
                .hint()
                .contains("--dry-run"));
        assertEquals(
                "did you mean \"t21\"?",
                commands.failure(command(), arguments("t12")).hint());
    }

    private String arm() {
        return registry.image("eclipse-temurin", "21-jdk-noble", "arm64", "JAVA_VERSION=jdk-21.0.12+8");
    }

    private String moveUpstream() {
        return registry.image("eclipse-temurin", "21-jdk-noble", "amd64", "JAVA_VERSION=jdk-21.0.13+9");
    }

    private ExitStatus run(String... arguments) throws Exception {
        return commands.run(command(), arguments(arguments));
    }

    private LockCommand command() throws IOException {
        MachineFixture machine = new MachineFixture(folder);
        Map<String, String> environment = new HashMap<>(registry.aliasOf("temurin"));
        environment.putAll(registry.aliasOf("nvidia"));
        LockCommand command = new LockCommand();
        command.locking = () -> machine.locking(environment);
        return command;
    }

    private String[] arguments(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--environments";
        all[arguments.length + 1] = folder.resolve("environments").toString();
        return all;
    }
}
