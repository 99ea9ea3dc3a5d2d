package io.github.gradlock.harness.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineAddressReaderTests {
    private static final String REST = "channels: [temurin]\ndependencies: [jdk=21]\nplatforms: [linux-aarch64]\n";

    @TempDir
    Path folder;

    @Test
    void readsAHostAndItsCertificatesBesideTheFile() throws IOException {
        EnvironmentSpec spec = read("host: tcp://box.example:2376, certificates: tls");
        EngineAddress engine = spec.engine();
        assertNotNull(engine);
        assertEquals("tcp://box.example:2376", engine.host());
        assertEquals(folder.toAbsolutePath().resolve("tls"), engine.certificates());
        assertEquals("tcp://box.example:2376", engine.toString());
        assertEquals(0, spec.warnings().size());
        assertEquals("linux-aarch64", spec.containerPlatform("linux-64"), "of the engine, not of this machine");

        EngineAddress home =
                read("host: tcp://box.example:2376, certificates: ~/tls").engine();
        assertNotNull(home);
        assertEquals(Path.of(System.getProperty("user.home"), "tls"), home.certificates());
    }

    @Test
    void readsAContext() throws IOException {
        EngineAddress engine = read("context: gpu-box").engine();
        assertNotNull(engine);
        assertEquals("gpu-box", engine.context());
        assertEquals("context gpu-box", engine.toString());
    }

    @Test
    void whereItRunsIsNoPartOfTheHash() throws IOException {
        String without = read("gpu: none").hash();
        assertNull(read("gpu: none").engine());
        assertEquals(without, read("gpu: none, context: box").hash());
        assertEquals(without, read("gpu: none, host: unix:///run/other.sock").hash());
    }

    @Test
    void warnsOfAnUnprotectedEngineElsewhere() throws IOException {
        assertTrue(read("host: tcp://10.1.2.3:2375").warnings().get(0).contains("nobody vouches for the engine"));
        assertEquals(0, read("host: tcp://127.0.0.1:2375").warnings().size());
        assertEquals(0, read("host: tcp://localhost:2375").warnings().size());
        assertEquals(0, read("host: unix:///run/other.sock").warnings().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host: ssh://me@box | cannot be the address | ssh -nNT -L",
                "host: tcp://box | cannot be the address | tcp://NAME:2376",
                "host: tcp://me@box:2376 | cannot be the address | tcp://NAME:2376",
                "host: unix:run | cannot be the address | unix:///PATH",
                "host: 'tcp://a b:1' | cannot be the address | tcp://NAME:2376",
                "context: -x | cannot be a context | docker context ls",
                "host: tcp://bo_x:2376 | cannot be the address | tcp://NAME:2376",
                "context: box, host: tcp://box:2376 | exclude each other | of its own",
                "context: box, certificates: tls | exclude each other | of its own",
                "certificates: tls | needs a \"host\" | tcp://NAME:2376",
                "runtime: host, context: box | needs the container runtime | runtime: container",
                "contxt: box | unknown key \"contxt\" | \"context\"?"
            })
    void namesThePlaceTheFaultAndTheRemedy(String engine, String message, String hint) {
        GradlockException problem = assertThrows(GradlockException.class, () -> read(engine));
        assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
        assertTrue(problem.hint().contains(hint), problem.hint());
        assertTrue(String.valueOf(problem.location()).contains("environment.yml:4:"), problem.location());
    }

    @Test
    void anEngineElsewhereHasOnePlatform() throws IOException {
        Path file = Files.writeString(
                folder.resolve("environment.yml"),
                REST.replace("[linux-aarch64]", "[linux-64, linux-aarch64]") + "gradlock: {context: box}\n");
        GradlockException problem = assertThrows(GradlockException.class, () -> EnvironmentSpecReader.read(file));
        assertTrue(String.valueOf(problem.getMessage()).contains("\"platforms\" lists 2"), problem.getMessage());
        assertTrue(problem.hint().contains("platforms: [linux-64]"), problem.hint());
    }

    @Test
    void twoFilesMayNameOneEngine() {
        EngineAddress one = new EngineAddress("tcp://box:2376", null, null, "a/environment.yml:5:9");
        EngineAddress other = new EngineAddress("tcp://box:2376", null, null, "b/environment.yml:7:9");
        assertEquals(one, other);
        assertEquals(one.hashCode(), other.hashCode());
        assertNotEquals(one, new EngineAddress(null, null, "box", one.location()));
    }

    private EnvironmentSpec read(String engine) throws IOException {
        return EnvironmentSpecReader.read(
                Files.writeString(folder.resolve("environment.yml"), REST + "gradlock: {" + engine + "}\n"));
    }
}
