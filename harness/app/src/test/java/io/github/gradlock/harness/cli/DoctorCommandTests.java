package io.github.gradlock.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.channel.DockerProbe;
import io.github.gradlock.harness.channel.InstalledJdk;
import io.github.gradlock.harness.channel.NvidiaDriver;
import io.github.gradlock.harness.channel.Processor;
import io.github.gradlock.harness.spec.EngineAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DoctorCommandTests {
    private static final EngineAddress BOX = new EngineAddress("tcp://box:2376", null, null, "environment.yml:5:9");

    private final CommandFixture commands = new CommandFixture(Path.of("/no/folder"));

    @Test
    void saysWhatIsMissingAndWhatToDo() throws Exception {
        assertEquals(ExitStatus.REPRODUCIBLE, commands.run(poor()));
        assertEquals("""
                JDKs    ✔ 17.0.15+6      Debian  /jvm/17  (running)
                        – 11.0.2+9       Oracle  /jvm/11  (too old: 17 at least)
                Docker  – unix:///var/run/docker.sock: no socket of an engine: install Docker
                        – tcp://box:2376: no Docker engine answers  (arm)
                GPU     – no NVIDIA driver
                CPU     ✔ a CPU, 2 processors, linux-64
                          avx avx2
                Memory  ✔ 16.0 GiB

                hint: only one JDK: install another (17, 21 or 25), and gradlock run compares them (Debian: apt-get install openjdk-21-jre-headless; or sdk install java)
                hint: container environments are not run: no socket of an engine: install Docker
                hint: environments that need a GPU are not run: install NVIDIA's driver where there is such a card
                hint: variants with avx=3 are not run: this CPU has no avx512f: run it on one that has
                """, commands.out());
    }

    @Test
    void hasNoHintWhereNothingIsMissing() throws Exception {
        DoctorCommand command = new DoctorCommand();
        command.findings = () -> new DoctorCommand.Findings(
                "linux-64",
                List.of(jdk(17, "17.0.15+6", "Debian", true), jdk(21, "21.0.12+8", "Debian", false)),
                new DockerProbe("unix:///x", "20.10.24", "1.41", null),
                List.of(new NamedEngines.Finding(BOX, List.of("arm", "arm-21"), "28.1.0", "arm64", null)),
                Optional.of(new NvidiaDriver("550.1", "H100")),
                new Processor("a CPU", Set.of("avx", "avx2", "avx512f"), true),
                16,
                1L << 30);
        commands.run(command);
        assertTrue(commands.out().contains("Docker  ✔ 20.10.24 (API 1.41)  unix:///x\n"), commands.out());
        assertTrue(
                commands.out().contains("\n        ✔ 28.1.0 for arm64  tcp://box:2376  (arm, arm-21)\n"),
                commands.out());
        assertTrue(commands.out().contains("GPU     ✔ H100, driver 550.1\n"), commands.out());
        assertTrue(commands.out().endsWith("Memory  ✔ 1.0 GiB\n"), commands.out());
    }

    @Test
    void writesOneDocument() throws Exception {
        commands.run(poor(), "--json");
        JsonNode document = new ObjectMapper().readTree(commands.out());
        assertEquals(2, document.get("jdks").size());
        assertTrue(document.get("jdks").get(0).get("running").asBoolean());
        assertEquals(false, document.get("docker").get("reachable").asBoolean());
        JsonNode engine = document.get("engines").get(0);
        assertEquals("tcp://box:2376", engine.get("address").asText());
        assertEquals("arm", engine.get("environments").get(0).asText());
        assertEquals("no Docker engine answers", engine.get("reason").asText());
        assertEquals(4, document.get("hints").size());
        assertEquals("", commands.err());
    }

    @Test
    void looksAtThisMachine() throws Exception {
        commands.run(new DoctorCommand());
        assertTrue(commands.out().contains("(running)"), commands.out());
    }

    private static DoctorCommand poor() {
        DoctorCommand command = new DoctorCommand();
        command.findings = () -> new DoctorCommand.Findings(
                "linux-64",
                List.of(jdk(17, "17.0.15+6", "Debian", true), jdk(11, "11.0.2+9", "Oracle", false)),
                new DockerProbe("unix:///var/run/docker.sock", null, null, "no socket of an engine: install Docker"),
                List.of(new NamedEngines.Finding(BOX, List.of("arm"), null, null, "no Docker engine answers")),
                Optional.empty(),
                new Processor("a CPU", Set.of("avx", "avx2"), true),
                2,
                16L << 30);
        return command;
    }

    private static InstalledJdk jdk(int feature, String version, String vendor, boolean running) {
        return new InstalledJdk(Path.of("/jvm/" + feature), vendor, version, feature, running);
    }
}
