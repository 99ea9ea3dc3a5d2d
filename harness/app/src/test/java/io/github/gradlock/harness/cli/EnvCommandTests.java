package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.lock.EnvironmentLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.lock.LockFile;
import io.github.gradlock.harness.lock.MachineFixture;
import io.github.gradlock.harness.provision.EnvironmentFolder;
import io.github.gradlock.harness.spec.EnvironmentSpec;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class EnvCommandTests {
    @TempDir
    Path folder;

    private CommandFixture commands = new CommandFixture(Path.of(""));

    @BeforeEach
    void environments() throws IOException {
        commands = new CommandFixture(folder);
        MachineFixture machine = new MachineFixture(folder);
        machine.write("host", "name: host\nchannels: [host]\ndependencies: [jdk>=17]\n");
        machine.write(
                "host-jdk",
                "name: host-jdk\nchannels: [host]\ndependencies: [jdk>=17]\ngradlock: {each: installed-jdk}\n");
        machine.write("old", "name: old\nchannels: [host]\ndependencies: [jdk=11]\n");
        machine.write("torch", """
                name: torch
                channels: [conda-forge]
                dependencies:
                  - python=3.10
                  - pip: [numpy==1.26]
                prefix: /opt/torch
                """);
        machine.write("t21", "name: t21\nchannels: [temurin]\ndependencies: [jdk=21]\nplatforms: [linux-64]\n");
    }

    @Test
    void listsWhatThereIs() throws Exception {
        assertEquals(ExitStatus.REPRODUCIBLE, commands.run(list(), arguments()));
        assertEquals("""
                  NAME      RUNTIME    VARIANTS  LOCK      MADE  HERE
                ✔ host      host              1  unlocked  no    JDK 17.0.15+6 Debian (running)
                ✔ host-jdk  host              1  unlocked  no    host-jdk25, host-jdk21
                – old       host              1  unlocked  no    no JDK here satisfies jdk=11 (gradlock doctor)
                – t21       container         1  missing   no    no lock (gradlock lock …/environments/t21)
                – torch     container         1  missing   no    1 dependency that no channel supplies (gradlock env show …/environments/torch)
                """, commands.out());
    }

    @Test
    void tellsWhatWasMade() throws Exception {
        LockCommand lock = new LockCommand();
        MachineFixture machine = new MachineFixture(folder);
        lock.locking = () -> machine.locking(java.util.Map.of());
        commands.run(lock, arguments("host"));
        EnvironmentLock pins = LockFile.read(folder.resolve("environments/host/environment.lock.yml"));
        EnvironmentFolder.of(home(), pins, "linux-64").make();
        Files.createDirectories(home().resolve("environments/t21-0123456789ab-linux-64"));
        machine.write("host2", "name: host2\nchannels: [host]\ndependencies: [jdk>=17]\n");
        commands.run(lock, arguments("host2"));
        Files.createDirectories(home().resolve("environments/host2-0123456789ab-linux-64"));
        Files.createDirectories(home().resolve("environments/host-jdk25-0123456789ab-linux-64"));
        commands.run(list(), arguments());
        assertTrue(commands.out().contains("unlocked  yes   host-jdk25"), commands.out());
        assertTrue(commands.out().contains("locked    yes   JDK"), commands.out());
        assertTrue(commands.out().contains("locked    old   JDK"), commands.out());
        assertTrue(commands.out().contains("missing   old   no lock"), commands.out());
        commands.run(list(), arguments("--json"));
        assertEquals(
                "yes",
                new ObjectMapper()
                        .readTree(commands.out())
                        .at("/environments/0/made")
                        .asText());
    }

    /** Another JDK that would satisfy the spec is not the one that the lock pins. */
    @Test
    void aLockedHostIsHereIfTheJdkOfItsLockIs() throws Exception {
        lock("host", new JdkLock("Debian", "21.0.1+12", null));
        lock("old", new JdkLock("Eclipse Adoptium", "21.0.12+8", null), "dependencies: [jdk>=17]");
        commands.run(list(), arguments("--json"));
        JsonNode rows = new ObjectMapper().readTree(commands.out()).get("environments");
        assertEquals("locked", rows.at("/0/lock").asText());
        assertFalse(rows.at("/0/available").asBoolean(), rows::toString);
        assertTrue(
                rows.at("/0/reason").asText().startsWith("the JDK of its lock, 21.0.1+12 of Debian, is not installed"),
                rows::toString);
        assertEquals("JDK 21.0.12+8 Eclipse Adoptium", rows.at("/2/here").asText(), rows::toString);
        lock("host", new JdkLock("Debian", "17.0.15+6", "c".repeat(64)));
        commands.run(list(), arguments());
        assertTrue(
                commands.out().contains("– host      host              1  locked    no    the JDK in "), commands::out);
    }

    private void lock(String name, JdkLock jdk, String... dependencies) throws IOException {
        Path file = folder.resolve("environments").resolve(name).resolve("environment.yml");
        for (String line : dependencies) {
            Files.writeString(file, Files.readString(file).replaceFirst("dependencies: .*", line));
        }
        EnvironmentSpec spec = EnvironmentSpecReader.read(file);
        PlatformLock pins = new PlatformLock(null, jdk, List.of());
        LockFile.write(LockFile.of(spec), EnvironmentLock.of(name, spec.hash(), Map.of("linux-64", pins)));
    }

    private Path home() {
        return folder.resolve("home");
    }

    @Test
    void listsAsOneDocument() throws Exception {
        commands.run(list(), arguments("--json"));
        JsonNode rows = new ObjectMapper().readTree(commands.out()).get("environments");
        assertEquals(5, rows.size());
        assertEquals("host", rows.get(0).get("name").asText());
        assertTrue(rows.get(0).get("available").asBoolean());
        assertEquals(
                "no lock (gradlock lock …/environments/t21)",
                rows.get(3).get("reason").asText());
    }

    @Test
    void listsTheRestBesideABrokenFile() throws Exception {
        new MachineFixture(folder).write("broken", "nme: broken\n");
        GradlockException problem = commands.failure(list(), arguments());
        assertEquals("unknown key \"nme\" in an environment", problem.getMessage());
        assertTrue(commands.out().contains("✔ host "), commands.out());
        assertEquals(ExitStatus.BAD_INPUT, commands.run(list(), arguments("--json")));
        JsonNode broken =
                new ObjectMapper().readTree(commands.out()).get("environments").get(0);
        assertEquals(
                "unknown key \"nme\" in an environment", broken.get("reason").asText());
        assertTrue(broken.get("location").asText().endsWith("environment.yml:1:1"), broken::toString);
    }

    @Test
    void listsAFileThatIsNone() throws Exception {
        Files.createDirectories(folder.resolve("environments/folder/environment.yml"));
        assertEquals(ExitStatus.BAD_INPUT, commands.run(list(), arguments("--json")));
        JsonNode broken =
                new ObjectMapper().readTree(commands.out()).get("environments").get(0);
        assertEquals("folder", broken.get("name").asText());
        assertEquals("this is a folder, not a file", broken.get("reason").asText());
    }

    @Test
    void showsWhatWasAskedAndWhatNobodySupplies() throws Exception {
        commands.run(new EnvShowCommand(), arguments("torch"));
        assertEquals(
                "warning: …/environments/torch/environment.yml:6:9: \"prefix\" is ignored:"
                        + " where an environment lies is not part of it\n",
                commands.err());
        assertEquals("""
                name           torch
                file           …/environments/torch/environment.yml
                runtime        container
                gpu            none
                channels       conda-forge
                asks for       python=3.10  from conda
                asks for       pip: numpy==1.26  not supplied: needs PyPI, which no channel of gradlock supplies yet
                limits         memory 2048 MiB, 2.0 CPUs, 512 processes, 600 s
                variant        torch
                """, commands.out().replaceAll("(?m)^(spec hash|lock) .*\n", ""));
        assertTrue(
                commands.out().contains("lock           missing (gradlock lock …/environments/torch)\n"),
                commands.out());
    }

    @Test
    void showsWhatIsPinned() throws Exception {
        LockCommand lock = new LockCommand();
        MachineFixture machine = new MachineFixture(folder);
        lock.locking = () -> machine.locking(java.util.Map.of());
        commands.run(lock, arguments("host"));
        commands.run(new EnvShowCommand(), arguments("host"));
        assertTrue(commands.out().contains("linux-64       jdk 17.0.15+6 of Debian\n"), commands.out());
        commands.run(new EnvShowCommand(), arguments("host", "--json"));
        JsonNode document = new ObjectMapper().readTree(commands.out());
        assertTrue(document.get("lock").get("current").asBoolean());
        assertEquals("host", document.get("dependencies").get(0).get("channel").asText());
    }

    @Test
    void documentsKeepTheirOrder() throws Exception {
        commands.run(new EnvShowCommand(), arguments("host", "--json"));
        assertTrue(
                commands.out()
                        .replaceAll("\\s+", "")
                        .contains(
                                "\"limits\":{\"memoryBytes\":2147483648,\"cpus\":2.0,\"pids\":512,\"timeoutSeconds\":600}"),
                commands::out);
        commands.run(new EnvExportCommand(), arguments("host", "--json", "--format", "github-matrix"));
        assertTrue(commands.out().indexOf("\"format\"") < commands.out().indexOf("\"text\""), commands::out);
    }

    @Test
    void showsNoPasswordAndLocksNone() throws Exception {
        new MachineFixture(folder)
                .write("secret", "channels: ['https://me:secret@host/ch']\ndependencies: [numpy 1.26 py_0]\n");
        commands.run(new EnvShowCommand(), arguments("secret"));
        assertTrue(commands.out().contains("channels       https://***@host/ch\n"), commands::out);
        assertTrue(commands.out().contains("asks for       numpy 1.26 py_0  from conda\n"), commands::out);
        assertFalse((commands.out() + commands.err()).contains(":secret@"), commands::err);
        commands.run(new EnvShowCommand(), arguments("secret", "--json"));
        assertFalse((commands.out() + commands.err()).contains(":secret@"), commands::out);
        GradlockException problem = commands.failure(new LockCommand(), arguments("secret"));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).contains("https://***@host/ch"), problem::toString);
        assertTrue(problem.hint().contains("GRADLOCK_CHANNEL_ALIAS_CONDA"), problem::hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{channels: [conda-forge], dependencies: ['https://host/t/secret/ch::numpy']}",
                "{channels: [temurin, 'https://me@corp.com:secret@h/ch'], dependencies: [jdk=21]}",
                "{channels: [host, 'https://secret@h/ch'], dependencies: [jdk==21.0.4]}",
            })
    void everyChannelsLoginIsRefusedWhateverIsAskedFor(String spec) throws Exception {
        new MachineFixture(folder).write("secret", spec + "\n");
        GradlockException problem = commands.failure(new LockCommand(), arguments("secret"));
        assertTrue(String.valueOf(problem.getMessage()).contains("***"), problem::toString);
        assertTrue(String.valueOf(problem.getMessage()).contains("holds a password"), problem::toString);
        commands.run(new EnvShowCommand(), arguments("secret"));
        String shown = commands.out() + commands.err();
        commands.run(new EnvShowCommand(), arguments("secret", "--json"));
        assertFalse((shown + commands.out() + commands.err()).matches("(?s).*secret(@|/ch).*"), shown);
    }

    @Test
    void optionsOfPipAndVariablesShowNoLogin() throws Exception {
        new MachineFixture(folder)
                .write(
                        "secret",
                        "channels: [conda-forge]\ndependencies: [{pip: ['--extra-index-url https://u:pw@host']}]\n"
                                + "variables: {PIP_INDEX_URL: 'https://u:pw@host/simple'}\n");
        commands.run(new EnvShowCommand(), arguments("secret"));
        assertTrue(commands.out().contains("pip: --extra-index-url https://***@host"), commands::out);
        assertTrue(commands.out().contains("PIP_INDEX_URL=https://***@host/simple"), commands::out);
        assertFalse((commands.out() + commands.err()).contains("pw@"), commands::out);
        commands.run(new EnvShowCommand(), arguments("secret", "--json"));
        assertTrue(commands.out().contains("\"--extra-index-url https://***@host\""), commands::out);
        assertFalse((commands.out() + commands.err()).contains("pw@"), commands::out);
    }

    @Test
    void noLoginIsExported() throws Exception {
        Path file = new MachineFixture(folder).write("lab", """
                        channels: [temurin, 'https://me:pw@host/ch']
                        dependencies: [jdk=21]
                        platforms: [linux-64, linux-aarch64]
                        variables: {PIP_INDEX_URL: 'https://u:pw@host/simple'}
                        """);
        EnvironmentSpec spec = EnvironmentSpecReader.read(file);
        EnvironmentLock.ImageLock image = new EnvironmentLock.ImageLock(
                "eclipse-temurin", "21-jdk-noble", null, "sha256:" + "a".repeat(64), null);
        PlatformLock pins = new PlatformLock(image, new JdkLock("Temurin", "21.0.4+7", null), List.of());
        LockFile.write(
                LockFile.of(spec),
                EnvironmentLock.of("lab", spec.hash(), Map.of("linux-64", pins, "linux-aarch64", pins)));
        Path exported = folder.resolve("exported.yml");
        commands.run(new EnvExportCommand(), arguments("lab", "--format", "conda", "--output", exported.toString()));
        String text = Files.readString(exported);
        assertTrue(text.contains("https://***@host/ch") && text.contains("https://***@host/simple"), text);
        assertFalse(text.contains("pw@"), text);
    }

    @Test
    void everyCommandHasAnExample() {
        for (GradlockCommand command : List.of(
                new EnvCommand(), new EnvListCommand(), new EnvShowCommand(), new LockCommand(), new DoctorCommand())) {
            String usage = new CommandLine(command).getUsageMessage();
            assertTrue(usage.contains("Example"), usage);
        }
        assertTrue(Main.commandLine().getSubcommands().keySet().containsAll(List.of("env", "lock", "doctor")));
    }

    private EnvListCommand list() throws IOException {
        MachineFixture machine = new MachineFixture(folder);
        EnvListCommand command = new EnvListCommand();
        command.machine = machine::machine;
        command.home = this::home;
        command.docker = () -> new DockerProbe("unix:///x", "20.10.24", "1.41", null);
        return command;
    }

    private String[] arguments(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--environments";
        all[arguments.length + 1] = folder.resolve("environments").toString();
        return all;
    }
}
