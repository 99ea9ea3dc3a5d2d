package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.spec.EngineAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerContextsTests {
    /** What {@code printf box | sha256sum} prints: Docker's command line names the folder by it. */
    private static final String BOX = "26f8567f2569182294c3fa5b9f9cb2270b554eef628b4c149cf82a42888ff4ae";

    @TempDir
    Path home;

    @Test
    void findsAContextWithItsCertificates() throws IOException {
        Path tls = write("tcp://box.example:2376");
        DockerContexts contexts = DockerContexts.of(Map.of(), home);
        assertEquals(
                new DockerContexts.Endpoint(URI.create("tcp://box.example:2376"), null), contexts.find(context("box")));
        Files.createDirectories(tls);
        assertEquals(tls, contexts.find(context("box")).certificates());
    }

    @Test
    void looksWhereDockersVariablePoints() throws IOException {
        write("unix:///run/box.sock");
        DockerContexts moved = DockerContexts.of(
                Map.of("DOCKER_CONFIG", home.resolve(".docker").toString()), home.resolve("elsewhere"));
        assertEquals(
                URI.create("unix:///run/box.sock"), moved.find(context("box")).host());
    }

    @Test
    void saysWhichContextsThereAre() throws IOException {
        write("tcp://box.example:2376");
        GradlockException problem = assertThrows(
                GradlockException.class, () -> DockerContexts.of(Map.of(), home).find(context("bxo")));
        assertEquals("Docker has no context \"bxo\" here", problem.getMessage());
        assertTrue(problem.hint().startsWith("did you mean \"box\"?"), problem.hint());
        assertEquals("environment.yml:5:9", problem.location());
    }

    @Test
    void saysWhatToDoAboutSsh() throws IOException {
        write("ssh://me@box");
        GradlockException problem = assertThrows(
                GradlockException.class, () -> DockerContexts.of(Map.of(), home).find(context("box")));
        assertTrue(problem.hint().contains("ssh -nNT -L"), problem.hint());
    }

    @Test
    void missesACertificate() throws IOException {
        Path folder = Files.createDirectories(home.resolve("certificates"));
        Files.createFile(folder.resolve("ca.pem"));
        EngineAddress address = new EngineAddress("tcp://box:2376", folder, null, "environment.yml:5:9");
        GradlockException problem = assertThrows(
                GradlockException.class, () -> DockerContexts.of(Map.of(), home).find(address));
        assertTrue(String.valueOf(problem.getMessage()).contains("cert.pem"), problem.getMessage());
        Files.createFile(folder.resolve("cert.pem"));
        Files.createFile(folder.resolve("key.pem"));
        assertEquals(folder, DockerContexts.of(Map.of(), home).find(address).certificates());
        assertNull(DockerContexts.of(Map.of(), home)
                .find(new EngineAddress("unix:///x", null, null, ""))
                .certificates());
    }

    private Path write(String host) throws IOException {
        Path contexts = home.resolve(".docker/contexts");
        Path meta = Files.createDirectories(contexts.resolve("meta").resolve(BOX));
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\"box\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"" + host
                        + "\",\"SkipTLSVerify\":false}}}");
        return contexts.resolve("tls").resolve(BOX).resolve("docker");
    }

    private static EngineAddress context(String name) {
        return new EngineAddress(null, null, name, "environment.yml:5:9");
    }
}
