package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.spec.EngineAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerContextsTests {
    /** What {@code printf box | sha256sum} prints: Docker's command line names the folder by it. */
    private static final String BOX = "26f8567f2569182294c3fa5b9f9cb2270b554eef628b4c149cf82a42888ff4ae";

    @TempDir
    Path home;

    @Test
    void findsAContextWithItsCertificates() throws Exception {
        Path tls = write("tcp://box.example:2376");
        DockerContexts contexts = DockerContexts.of(Map.of(), home);
        assertEquals(
                new DockerContexts.Endpoint(URI.create("tcp://box.example:2376"), null), contexts.find(context("box")));
        assertTrue(contexts.warning(context("box")).orElseThrow().contains("nobody vouches for the engine"));
        assertFalse(contexts.mayHaveLogins(context("box")), "everybody on the way could read them");
        Files.createDirectories(tls);
        Files.createFile(tls.resolve("ca.pem"));
        assertThrows(
                UnavailableException.class,
                () -> contexts.find(context("box")),
                "without its other certificates it is no unprotected one");
        Files.createFile(tls.resolve("cert.pem"));
        Files.createFile(tls.resolve("key.pem"));
        assertEquals(tls, contexts.find(context("box")).certificates());
        assertEquals(Optional.empty(), contexts.warning(context("box")));
        assertTrue(contexts.mayHaveLogins(context("box")));
    }

    @Test
    void looksWhereDockersVariablePoints() throws Exception {
        write("unix:///run/box.sock");
        DockerContexts moved = DockerContexts.of(
                Map.of("DOCKER_CONFIG", home.resolve(".docker").toString()), home.resolve("elsewhere"));
        assertEquals(
                URI.create("unix:///run/box.sock"), moved.find(context("box")).host());
    }

    @Test
    void readsTheVariablesOfDockersCommandLine() throws Exception {
        Path folder = Files.createDirectories(home.resolve(".docker"));
        for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.createFile(folder.resolve(name));
        }
        assertNull(DockerContexts.ofVariables("tcp://box:2376", Map.of(), home).certificates());
        Map<String, String> secured = Map.of("DOCKER_TLS_VERIFY", "1");
        assertEquals(
                folder,
                DockerContexts.ofVariables("tcp://box:2376", secured, home).certificates());
        assertNull(
                DockerContexts.ofVariables("unix:///run/x.sock", secured, home).certificates());
        Map<String, String> elsewhere = Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/nonexistent");
        assertThrows(UnavailableException.class, () -> DockerContexts.ofVariables("tcp://box:2376", elsewhere, home));
        assertThrows(UnavailableException.class, () -> DockerContexts.ofVariables("not an address", secured, home));
    }

    @Test
    void looksInTheHomeOfCommandLineTools() throws Exception {
        write("unix:///run/box.sock");
        DockerContexts contexts = DockerContexts.of(Map.of("HOME", home.toString()), home.resolve("elsewhere"));
        assertEquals(
                URI.create("unix:///run/box.sock"),
                contexts.find(context("box")).host());
    }

    @Test
    void givesLoginsToNoEngineThatAProjectNames() throws Exception {
        DockerContexts contexts = DockerContexts.of(Map.of(), home);
        Path folder = Files.createDirectories(home.resolve("certificates"));
        for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
            Files.createFile(folder.resolve(name));
        }
        assertFalse(contexts.mayHaveLogins(new EngineAddress("tcp://box:2376", folder, null, "")));
        assertTrue(contexts.mayHaveLogins(new EngineAddress("tcp://127.0.0.1:2375", null, null, "")));
        assertTrue(contexts.mayHaveLogins(new EngineAddress("unix:///run/x.sock", null, null, "")));
        assertFalse(contexts.mayHaveLogins(context("none")));
    }

    @Test
    void refusesAContextWhoseAddressIsNone() throws Exception {
        for (String host : List.of("tcp://box.example", "tcp://build_box:2376", "tcp://me@box:2376", "")) {
            write(host);
            UnavailableException problem = assertThrows(
                    UnavailableException.class,
                    () -> DockerContexts.of(Map.of(), home).find(context("box")));
            assertTrue(String.valueOf(problem.getMessage()).contains("does not reach"), problem.getMessage());
        }
    }

    @Test
    void saysWhichContextsThereAre() throws Exception {
        write("tcp://box.example:2376");
        UnavailableException problem = assertThrows(
                UnavailableException.class,
                () -> DockerContexts.of(Map.of(), home).find(context("bxo")));
        assertEquals("Docker has no context \"bxo\" here: did you mean \"box\"?", problem.getMessage());
    }

    @Test
    void saysWhatToDoAboutSsh() throws Exception {
        write("ssh://me@box");
        UnavailableException problem = assertThrows(
                UnavailableException.class,
                () -> DockerContexts.of(Map.of(), home).find(context("box")));
        assertTrue(String.valueOf(problem.getMessage()).contains("ssh -nNT -L"), problem.getMessage());
    }

    @Test
    void missesACertificate() throws Exception {
        Path folder = Files.createDirectories(home.resolve("certificates"));
        Files.createFile(folder.resolve("ca.pem"));
        EngineAddress address = new EngineAddress("tcp://box:2376", folder, null, "environment.yml:5:9");
        UnavailableException problem = assertThrows(
                UnavailableException.class,
                () -> DockerContexts.of(Map.of(), home).find(address));
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
