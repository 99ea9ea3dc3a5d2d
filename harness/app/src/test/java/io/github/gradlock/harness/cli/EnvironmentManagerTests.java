package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.FakeEngine;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.LockFile;
import io.github.gradlock.harness.lock.Machine;
import io.github.gradlock.harness.lock.MachineFixture;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import io.github.gradlock.harness.store.StoreHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verbs on an environment of the JDK that the tests run on. */
class EnvironmentManagerTests {
    private static final String MINE = "name: mine\nchannels: [host]\ndependencies: [jdk>=17]\n"
            + "variables: {GREETING: hello}\ngradlock: {variants: {threads: [1, 2]}}\n";
    private static final String DEBIAN = "name: deb\nchannels: [debian]\ndependencies: [debian=bookworm, jdk=17]\n"
            + "platforms: [%s]\nvariables: {A: 'say \"$x\"'}\n";

    @TempDir
    Path folder = Path.of("");

    private MachineFixture machine;
    private CommandFixture commands;

    @BeforeEach
    void environments() throws IOException {
        commands = new CommandFixture(folder);
        machine = new MachineFixture(folder);
        machine.write("mine", MINE);
    }

    @Test
    void anEnvironmentIsMadeVerifiedAndRemoved() throws Exception {
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "mine"));
        assertTrue(commands.out().matches("✔ mine  made  no lock file: JDK .* of .*, as found here\n"), commands::out);
        assertEquals(1, made().size());
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvVerifyCommand(), "mine"));
        assertEquals("✔ mine  1 part, as found here: it has no lock file\n", commands.out());
        run(new EnvCreateCommand(), "mine", "--dry-run");
        assertTrue(commands.out().startsWith("✔ mine  was made already  no lock file: "), commands::out);
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvRemoveCommand(), "mine", "--dry-run"));
        assertTrue(commands.out().startsWith("would remove folder "), commands::out);
        assertEquals(1, made().size());
        run(new EnvRemoveCommand(), "mine");
        assertEquals(List.of(), made());
        run(new EnvRemoveCommand(), "mine");
        assertEquals("mine: nothing of it is here\n", commands.out());
    }

    @Test
    void whatALockFilePinsIsSaidToBeLocked() throws Exception {
        LockCommand lock = new LockCommand();
        lock.locking = () -> machine.locking(Machine.here(folder.resolve("out")));
        run(lock, "mine");
        run(new EnvCreateCommand(), "mine", "--dry-run");
        assertTrue(commands.out().startsWith("✔ mine  would be made  lock sha256:"), commands::out);
        run(new EnvVerifyCommand(), "mine");
        assertEquals("✔ mine  1 part, as the lock says\n", commands.out());
    }

    @Test
    void nothingIsMadeWhereANameIsWrong() {
        assertThrows(GradlockException.class, () -> run(new EnvCreateCommand(), "mine", "nime"));
        assertEquals("", commands.out());
    }

    @Test
    void anEnvironmentOfItsOwnIsNoneOfATemplate() throws Exception {
        String each = "channels: [host]\ndependencies: [jdk>=17]\n";
        machine.write("mine-jdk", "name: mine-jdk\n" + each + "gradlock: {each: installed-jdk}\n");
        machine.write("mine-jdk17", "name: mine-jdk17\n" + each);
        Path all = StoreHome.ofThisUser().resolve("environments");
        Path own = Files.createDirectories(all.resolve("mine-jdk17-0123456789ab-linux-64"));
        assertEquals("no", madeOf("mine-jdk"));
        Files.createDirectories(all.resolve("mine-jdk21-0123456789ab-linux-64"));
        assertEquals("yes", madeOf("mine-jdk"));
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvRemoveCommand(), "mine-jdk"));
        assertEquals(List.of(own), made());
        run(new EnvRemoveCommand(), "mine-jdk17");
        assertEquals(List.of(), made());
    }

    private String madeOf(String name) throws Exception {
        run(new EnvListCommand(), "--json");
        for (JsonNode row : new ObjectMapper().readTree(commands.out()).get("environments")) {
            if (row.get("name").asText().equals(name)) {
                return row.get("made").asText();
            }
        }
        throw new AssertionError(commands.out());
    }

    /** Its images may be there still. */
    @Test
    void whatAnEngineWithoutAnswerMayHaveIsNotCalledRemoved() throws Exception {
        machine.write(
                "far",
                DEBIAN.formatted("linux-64").replace("name: deb", "name: far")
                        + "gradlock: {host: \"tcp://127.0.0.1:1\"}\n");
        Path left = Files.createDirectories(
                StoreHome.ofThisUser().resolve("environments").resolve("far-0123456789ab-linux-64"));
        assertEquals(ExitStatus.INCOMPLETE, run(new EnvRemoveCommand(), "far"));
        assertTrue(Files.isDirectory(left), "it counts as made while it may have images");
        assertTrue(commands.out().startsWith("✘ far  images not looked for: no Docker engine answers"), commands::out);
        assertTrue(commands.err().contains("hint: the same command removes what is left once"), commands::err);
        assertEquals(ExitStatus.INCOMPLETE, run(new EnvRemoveCommand(), "far", "--json"));
        JsonNode row = new ObjectMapper().readTree(commands.out()).at("/environments/0");
        assertTrue(row.get("problem").asText().contains("no Docker engine answers"), row::toString);
        Files.delete(left);
    }

    /** Whatever befalls one of its images, the others and the environments before it are told of. */
    @Test
    void anImageInUseHidesNothingThatWasRemoved() throws Exception {
        try (FakeEngine engine = new FakeEngine("denied")) {
            engine.add("gradlock/near:1", false);
            engine.add("gradlock/near:2", true);
            engine.add("gradlock/near:3", false);
            machine.write(
                    "near",
                    DEBIAN.formatted("linux-64").replace("name: deb", "name: near") + "gradlock: {host: \""
                            + engine.address() + "\"}\n");
            Path left = Files.createDirectories(
                    StoreHome.ofThisUser().resolve("environments").resolve("near-0123456789ab-linux-64"));
            assertEquals(ExitStatus.INCOMPLETE, run(new EnvRemoveCommand(), "mine", "near", "--json"));
            JsonNode rows = new ObjectMapper().readTree(commands.out()).get("environments");
            assertEquals("mine", rows.at("/0/name").asText());
            assertEquals(
                    "[\"image gradlock/near:1\",\"image gradlock/near:3\"]",
                    rows.at("/1/removed").toString());
            String problem = rows.at("/1/problem").asText();
            assertTrue(problem.startsWith("image gradlock/near:2 could not be removed: "), problem);
            assertTrue(Files.isDirectory(left), "an image of it is left");
            engine.add("gradlock/near:2", false);
            assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvRemoveCommand(), "near"));
            assertFalse(Files.exists(left));
        }
    }

    /** With an engine or without one. */
    @Test
    void aNameThatIsWrittenWronglyIsSaidToBeUnknown() throws Exception {
        assertEquals(ExitStatus.BAD_INPUT, run(new EnvRemoveCommand(), "mien"));
        assertTrue(
                commands.err()
                        .startsWith("hint: there is no environment \"mien\", and no folder is left of one;"
                                + " did you mean \"mine\"?\n"),
                commands::err);
    }

    @Test
    void namesAreLookedAtBeforeAnythingIsRemoved() throws Exception {
        run(new EnvCreateCommand(), "mine");
        machine.write("broken", "name: broken\nchannel: [host]\n");
        assertThrows(GradlockException.class, () -> run(new EnvRemoveCommand(), "mine", "broken"));
        assertThrows(GradlockException.class, () -> run(new EnvRemoveCommand(), "mine", "no/name"));
        assertEquals(1, made().size());
        run(new EnvRemoveCommand(), "mine");
    }

    @Test
    void aChangedJdkIsNamedWithBothDigests() throws Exception {
        Path file = machine.environments().resolve("mine/environment.yml");
        Machine here = Machine.here(folder.resolve("out"));
        EnvironmentLock lock = machine.locking(here).resolve(EnvironmentSpecReader.read(file));
        JdkLock jdk = java.util.Objects.requireNonNull(
                lock.platforms().values().iterator().next().jdk());
        JdkLock another = new JdkLock(jdk.vendor(), jdk.version(), "c".repeat(64));
        LockFile.write(
                file.resolveSibling("environment.lock.yml"),
                EnvironmentLock.of(
                        lock.name(),
                        lock.specHash(),
                        Map.of(here.platform(), new PlatformLock(null, another, List.of()))));
        GradlockException problem = assertThrows(GradlockException.class, () -> run(new EnvVerifyCommand(), "mine"));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains("c".repeat(64)), problem::toString);
        assertTrue(
                String.valueOf(problem.getMessage()).contains(String.valueOf(jdk.modulesSha256())), problem::toString);
    }

    /** A jar is needed to run, packages and layers of the store are needed to make an image. */
    @Test
    void theHintOfAnAlteredFileSaysWhenItIsFetchedAgain() throws Exception {
        Machine here = Machine.here(folder.resolve("out"));
        Path file = machine.environments().resolve("mine/environment.yml");
        EnvironmentLock lock = machine.locking(here).resolve(EnvironmentSpecReader.read(file));
        PackageLock jar = new PackageLock("maven", "g:a", "1", "g/a/1/a-1.jar", 3, "a".repeat(64));
        PlatformLock pins = lock.platforms().values().iterator().next();
        EnvironmentLock withJar = EnvironmentLock.of(
                "mine", lock.specHash(), Map.of(here.platform(), new PlatformLock(null, pins.jdk(), List.of(jar))));
        LockFile.write(file.resolveSibling("environment.lock.yml"), withJar);
        Path altered = EnvironmentFolder.of(StoreHome.ofThisUser(), withJar, here.platform())
                .path()
                .resolve("maven")
                .resolve(jar.file());
        Files.createDirectories(altered.getParent());
        Files.write(altered, new byte[] {1, 2, 3});
        assertEquals(ExitStatus.BAD_INPUT, run(new EnvVerifyCommand(), "mine", "--frozen"));
        assertTrue(
                commands.err()
                        .contains("env create fetches a jar again, and a package or layer when its image has to be"
                                + " made again"),
                commands::err);
        assertTrue(
                commands.err().contains("gradlock lock …/environments/mine --update pins what is there"),
                commands::err);
        assertEquals(ExitStatus.INCOMPLETE, run(new EnvVerifyCommand(), "mine", "--frozen"));
        assertTrue(commands.out().contains("    missing  jar g:a 1\n"), commands::out);
        run(new EnvRemoveCommand(), "mine");
    }

    @Test
    void anEnvironmentOfSomewhereElseIsAddedWithItsLock() throws Exception {
        Path theirs = Files.createDirectories(folder.resolve("theirs")).resolve("environment.yml");
        Files.writeString(theirs, MINE.replace("name: mine", "name: theirs"));
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertEquals(
                Files.readString(theirs),
                Files.readString(machine.environments().resolve("theirs/environment.yml")));
        assertTrue(commands.err().contains("added "), commands::err);
        // It has no lock, and needs none.
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertFalse(commands.err().contains("added "), commands::err);
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "--dry-run", "--from", theirs.toString()));
        run(new EnvRemoveCommand(), "theirs");
        Files.writeString(theirs, MINE.replace("name: mine", "name: theirs").replace("hello", "goodbye"));
        GradlockException other =
                assertThrows(GradlockException.class, () -> run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertTrue(String.valueOf(other.getMessage()).contains("another environment of the name"), other::toString);
        assertThrows(GradlockException.class, () -> run(new EnvCreateCommand()));
    }

    @Test
    void whatCannotBeLockedIsNotAdded() throws Exception {
        Path theirs = Files.createDirectories(folder.resolve("theirs")).resolve("environment.yml");
        Files.writeString(theirs, "name: theirs\nchannels: [conda-forge]\ndependencies: [{pip: [numpy]}]\n");
        GradlockException problem =
                assertThrows(GradlockException.class, () -> run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertTrue(String.valueOf(problem.location()).startsWith(theirs.toString()), problem::toString);
        assertFalse(Files.exists(machine.environments().resolve("theirs")));
    }

    @Test
    void aSecondTimeTheLockOfTheProjectStays() throws Exception {
        Path theirs = Files.createDirectories(folder.resolve("theirs")).resolve("environment.yml");
        Files.writeString(theirs, MINE);
        Path ours = machine.environments().resolve("mine/environment.lock.yml");
        Files.writeString(ours, "ours");
        assertThrows(GradlockException.class, () -> run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertEquals("ours", Files.readString(ours));
    }

    @Test
    void addingAgainIsNothingNewAlsoWhereTheLockBesideItIsStale() throws Exception {
        String pinned = """
                channels: [host]
                dependencies: [jdk==%s]
                """.formatted(Runtime.version().toString().replaceFirst("-.*", ""));
        for (String change : List.of("variables: {A: b}\nname: first\n", "name: second\n")) {
            Path theirs = Files.createDirectories(folder.resolve("theirs")).resolve("environment.yml");
            Files.writeString(theirs, "name: first\n" + pinned);
            EnvironmentLock lock =
                    machine.locking(Machine.here(folder.resolve("out"))).resolve(EnvironmentSpecReader.read(theirs));
            LockFile.write(theirs.resolveSibling("environment.lock.yml"), lock);
            Files.writeString(theirs, change + pinned);
            String name = EnvironmentSpecReader.read(theirs).name();
            assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "--from", theirs.toString()));
            assertTrue(commands.err().contains("and locked it"), commands::err);
            String ours = Files.readString(machine.environments().resolve(name).resolve("environment.lock.yml"));
            assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "--from", theirs.toString()));
            assertEquals(
                    ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "--dry-run", "--from", folder + "/theirs"));
            assertEquals(
                    ours, Files.readString(machine.environments().resolve(name).resolve("environment.lock.yml")));
            run(new EnvRemoveCommand(), name);
        }
    }

    @Test
    void whatIsAddedIsAFileOrTheFolderOfOne() throws Exception {
        Path theirs = Files.createDirectories(folder.resolve("theirs"));
        GradlockException empty =
                assertThrows(GradlockException.class, () -> run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertEquals("this is a folder without an environment.yml", empty.getMessage());
        Path other = theirs.resolve("other.yml");
        Files.writeString(other, MINE.replace("name: mine", "name: theirs"));
        GradlockException unnamed = assertThrows(
                GradlockException.class, () -> run(new EnvCreateCommand(), "--dry-run", "--from", other.toString()));
        assertEquals("env show takes a folder with an environment.yml: give the file this name", unnamed.hint());
        Files.move(other, theirs.resolve("environment.yml"));
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvCreateCommand(), "--from", theirs.toString()));
        run(new EnvRemoveCommand(), "theirs");
    }

    @Test
    void aLockBesideTheFileThatWasChangedByHandIsRefused() throws Exception {
        Path theirs = Files.createDirectories(folder.resolve("theirs")).resolve("environment.yml");
        Files.writeString(theirs, MINE.replace("name: mine", "name: theirs"));
        EnvironmentSpec spec = EnvironmentSpecReader.read(theirs);
        Path lock = theirs.resolveSibling("environment.lock.yml");
        LockFile.write(lock, EnvironmentLock.of("theirs", spec.hash(), Map.of()));
        Files.writeString(lock, Files.readString(lock).replace(spec.hash(), "v1:" + "0".repeat(64)));
        GradlockException problem =
                assertThrows(GradlockException.class, () -> run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertTrue(String.valueOf(problem.getMessage()).contains("changed by hand"), problem::toString);
        assertFalse(Files.exists(machine.environments().resolve("theirs")));
    }

    @Test
    void aLockThatDoesNotHoldIsNotPassedOver() throws Exception {
        assertEquals(ExitStatus.REPRODUCIBLE, run(new EnvVerifyCommand()));
        Path lock = machine.environments().resolve("mine/environment.lock.yml");
        Files.writeString(lock, "x: y\n");
        assertEquals(ExitStatus.BAD_INPUT, run(new EnvVerifyCommand()));
        assertTrue(commands.out().startsWith("✘ mine  not looked at: "), commands::out);
        run(new EnvVerifyCommand(), "--json");
        assertEquals(
                1, new ObjectMapper().readTree(commands.out()).at("/faults").asInt());
    }

    @Test
    void anOtherLockIsNotOverwritten() throws Exception {
        Path theirs = Files.createDirectories(folder.resolve("theirs")).resolve("environment.yml");
        Files.writeString(theirs, MINE);
        Files.writeString(theirs.resolveSibling("environment.lock.yml"), "theirs");
        Path ours = machine.environments().resolve("mine/environment.lock.yml");
        Files.writeString(ours, "ours");
        assertThrows(GradlockException.class, () -> run(new EnvCreateCommand(), "--from", theirs.toString()));
        assertEquals("ours", Files.readString(ours));
    }

    @Test
    void aProgramHasNoFactors() {
        GradlockException problem =
                assertThrows(GradlockException.class, () -> status("mine[threads=2]", "--", "true"));
        assertTrue(String.valueOf(problem.getMessage()).contains("has factors"), problem::toString);
    }

    @Test
    void whatDiffersIsToldPartByPart() throws Exception {
        machine.write("other", MINE.replace("name: mine", "name: other").replace("hello", "goodbye"));
        run(new EnvDiffCommand(), "mine", "other");
        assertEquals("variable GREETING: hello → goodbye\n", commands.out());
        run(new EnvDiffCommand(), "mine", "mine");
        assertEquals("mine and mine are pinned to the same\n", commands.out());
        run(new EnvDiffCommand(), "mine", "other", "--json");
        JsonNode document = new ObjectMapper().readTree(commands.out());
        assertEquals("goodbye", document.at("/changes/0/after").asText());
    }

    @Test
    void programsRunWithTheJdkFirstAndTheVariables() throws Exception {
        assertEquals(
                0, status("mine", "--", "sh", "-c", "test \"$GREETING\" = hello && test -x \"$JAVA_HOME/bin/java\""));
        assertEquals(9, status("mine", "--", "sh", "-c", "exit 9"), "a program's own status is handed on");
        assertThrows(GradlockException.class, () -> status("mine"));
        assertThrows(GradlockException.class, () -> status("mine", "--", "no-such-program"));
    }

    @Test
    void exportsForOtherTools() throws Exception {
        run(new EnvExportCommand(), "mine", "--format", "github-matrix");
        assertTrue(
                commands.out()
                        .matches(
                                "\\{\"include\":\\[\\{\"job\":\"mine\\[threads=1]\".*\\{\"job\":\"mine\\[threads=2]\".*]}\n"),
                commands::out);
        run(new EnvExportCommand(), "mine", "--format", "conda");
        assertTrue(commands.out().contains("\n  - openjdk="), commands::out);
        assertTrue(commands.out().contains("\n  GREETING: hello\n"), commands::out);
        GradlockException host = assertThrows(
                GradlockException.class, () -> run(new EnvExportCommand(), "mine", "--format", "dockerfile"));
        assertTrue(String.valueOf(host.getMessage()).contains("pins no image"), host::toString);
        assertThrows(GradlockException.class, () -> run(new EnvExportCommand(), "mine", "--format", "nix"));
    }

    @Test
    void aDockerfileChecksEveryPackage() throws Exception {
        String platform = io.github.gradlock.harness.channel.Platform.ofContainers();
        Path file = machine.write("deb", DEBIAN.formatted(platform));
        Files.writeString(file.resolveSibling("environment.lock.yml"), """
                lock-version: 1
                spec-hash: "%s"
                name: deb
                platforms:
                  %s:
                    image:
                      repository: debian
                      tag: bookworm
                      manifest-digest: "sha256:%s"
                    jdk:
                      vendor: Debian
                      version: "17.0.15+6"
                    packages:
                      - manager: apt
                        name: openjdk-17-jre-headless
                        version: "1:17.0.15+6-1"
                        file: pool/main/o/openjdk.deb
                        size: 3
                        sha256: "%s"
                """.formatted(
                        EnvironmentSpecReader.read(file).hash(), platform, "a".repeat(64), "b".repeat(64)));
        run(new EnvExportCommand(), "deb", "--format", "dockerfile");
        String text = commands.out();
        assertTrue(text.contains("\nFROM debian@sha256:" + "a".repeat(64) + "\n"), text);
        assertTrue(text.contains("'openjdk-17-jre-headless=1:17.0.15+6-1'"), text);
        assertTrue(text.contains("b".repeat(64) + "  $(echo openjdk-17-jre-headless_1%3a17.0.15+6-1_*.deb)"), text);
        assertTrue(text.indexOf("sha256sum -c") < text.indexOf("apt-get -q install"), text);
        assertTrue(text.contains("ENV A=\"say \\\"\\$x\\\"\"\n"), text);
        run(new EnvExportCommand(), "deb", "--format", "devcontainer");
        assertEquals(
                "Dockerfile",
                new ObjectMapper()
                        .readTree(commands.out())
                        .at("/build/dockerfile")
                        .asText());
    }

    private ExitStatus run(GradlockCommand command, String... arguments) throws Exception {
        return commands.run(command, arguments(arguments));
    }

    private int status(String... arguments) throws Exception {
        EnvRunCommand command = new EnvRunCommand();
        new CommandLine(command).parseArgs(arguments(arguments));
        return command.status(new Console(System.out, System.err, command.common));
    }

    private String[] arguments(String... arguments) {
        return Stream.concat(
                        Stream.of(
                                "--environments",
                                machine.environments().toString(),
                                "--out",
                                folder.resolve("out").toString()),
                        Stream.of(arguments))
                .toArray(String[]::new);
    }

    private static List<Path> made() throws IOException {
        Path all = StoreHome.ofThisUser().resolve("environments");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(all)) {
            return folders.filter(each -> each.getFileName().toString().startsWith("mine-"))
                    .toList();
        }
    }
}
