package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the credential helpers here are shell scripts")
class RegistryCredentialsTests {
    private static final String SECRET = "s3cr3t:with:colons";
    private static final String ANSWER =
            "echo '{\"ServerURL\":\"x\",\"Username\":\"kept\",\"Secret\":\"" + SECRET + "\"}'";
    private static final String NOT_FOUND = "echo 'credentials not found in native keychain'; exit 1";

    @TempDir
    Path folder;

    @Test
    void knowsNothingWithoutAConfiguration() {
        RegistryLogin login = of("ghcr.io/a/b");
        assertEquals(RegistryLogin.none("ghcr.io", "ghcr.io"), login);
        assertFalse(login.isGiven());
    }

    @Test
    void readsALoginOfItsRegistryAlone() {
        docker().login("ghcr.io", "me", SECRET);
        assertLogin("me", SECRET, of("ghcr.io/a/b"));
        assertFalse(of("ghcr.io:444/a/b").isGiven());
        assertFalse(of("evil-ghcr.io/a/b").isGiven());
        assertFalse(of("debian").isGiven());
    }

    @ParameterizedTest
    @CsvSource({
        "https://index.docker.io/v1/, debian",
        "docker.io, nvidia/cuda",
        "index.docker.io, docker.io/nvidia/cuda",
        "https://ghcr.io, ghcr.io/a",
        "http://localhost:5000/v2/, localhost:5000/a",
    })
    void knowsTheNamesOfARegistry(String key, String image) {
        docker().login(key, "me", SECRET);
        assertLogin("me", SECRET, of(image));
    }

    @Test
    void tellsDockerHubByTheNameThatDockerLoginTakes() {
        assertEquals("docker login docker.io", of("debian").remedy().replaceFirst(" if .*", ""));
        assertEquals("https://index.docker.io/v1/", of("debian").server());
    }

    @Test
    void readsIdentityTokens() {
        docker().config("{\"auths\":{\"a.io\":{\"auth\":\"" + DockerConfigFixture.base64("0-0:")
                + "\",\"identitytoken\":\"" + SECRET + "\"}}}");
        RegistryLogin login = of("a.io/x");
        assertTrue(login.isGiven());
        assertEquals(SECRET, login.identityToken());
        assertNull(login.password());
    }

    @Test
    void readsTheVariableBeforeTheFile() {
        DockerConfigFixture docker = docker().login("a.io", "file", SECRET)
                .with(
                        "DOCKER_AUTH_CONFIG",
                        "{\"auths\":{\"b.io\":{\"auth\":\"" + DockerConfigFixture.base64("variable:" + SECRET)
                                + "\"}}}");
        assertLogin("variable", SECRET, docker.credentials().of(name("b.io/x")));
        assertLogin("file", SECRET, docker.credentials().of(name("a.io/x")));
    }

    @Test
    void looksWhereDockerLooks() throws IOException {
        docker().login("a.io", "me", SECRET);
        Path moved = Files.createDirectory(folder.resolve("moved"));
        Files.move(folder.resolve(".docker/config.json"), moved.resolve("config.json"));
        assertFalse(of("a.io/x").isGiven());
        assertTrue(docker().with("DOCKER_CONFIG", moved.toString())
                .credentials()
                .of(name("a.io/x"))
                .isGiven());
        Files.move(moved, folder.resolve("elsewhere"));
        Files.createDirectory(folder.resolve("user"));
        Files.move(folder.resolve("elsewhere"), folder.resolve("user/.docker"));
        assertTrue(RegistryCredentials.of(Map.of(), folder.resolve("user"))
                .of(name("a.io/x"))
                .isGiven());
    }

    @Test
    void asksTheHelperOfARegistryBeforeTheStore() throws IOException {
        DockerConfigFixture docker = docker().config("{\"credsStore\":\"store\",\"credHelpers\":{\"a.io\":\"mine\"}}")
                .helper("mine", ANSWER)
                .helper("store", "echo '{\"Username\":\"<token>\",\"Secret\":\"" + SECRET + "\"}'");
        RegistryCredentials credentials = docker.credentials();
        assertLogin("kept", SECRET, credentials.of(name("a.io/x")));
        assertEquals("a.io\n", docker.asked());
        RegistryLogin hub = credentials.of(name("debian"));
        assertEquals(SECRET, hub.identityToken());
        assertNull(hub.username());
        credentials.of(name("nvidia/cuda"));
        assertEquals("a.io\nhttps://index.docker.io/v1/\n", docker.asked(), "asked once for a registry");
    }

    @Test
    void goesOnToTheFileWhereAHelperKnowsNothing() {
        docker().helper("store", NOT_FOUND)
                .config("{\"credsStore\":\"store\",\"auths\":{\"a.io\":{\"username\":\"me\",\"password\":\"" + SECRET
                        + "\"},\"b.io\":{}}}");
        assertLogin("me", SECRET, of("a.io/x"));
        assertEquals(RegistryLogin.none("b.io", "b.io"), of("b.io/x"));
        docker().helper("store", "echo '{}'");
        assertLogin("me", SECRET, of("a.io/x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo " + SECRET + "; echo " + SECRET + " >&2; exit 3 | ended with status 3",
                "echo " + SECRET + " | answered with something that is not JSON",
                "while :; do echo " + SECRET + "; done | answered with more than 65536 bytes",
                "sleep 60 | did not answer within 1 s",
                "exit 0 | answered with nothing",
                "exec >&-; sleep 60 | did not answer within 1 s",
            })
    void saysWhatAHelperFailedAt(String script, String how) {
        DockerConfigFixture docker =
                docker().helper("bad", script).config("{\"credHelpers\":{\"a.io\":\"bad\",\"b.io\":\"bad\"}}");
        RegistryLogin login = docker.credentials(Duration.ofSeconds(1)).of(name("a.io/x"));
        assertProblem("docker-credential-bad, which Docker's configuration names for it, " + how, login);
    }

    @Test
    void saysThatAHelperIsNotThere() throws IOException {
        docker().config("{\"credsStore\":\"gone\"}");
        assertProblem(
                "docker-credential-gone, which Docker's configuration names for it, is not on the PATH", of("a.io/x"));
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin/docker-credential-gone"), "not executable");
        assertProblem(
                "docker-credential-gone, which Docker's configuration names for it, is not on the PATH", of("a.io/x"));
    }

    @Test
    void startsNoHelperOfAFolderThatAProjectCouldFill() throws IOException {
        Path here = Files.createDirectories(Path.of("target", "credential-helper"));
        docker().helper("local", ANSWER).config("{\"credsStore\":\"local\"}");
        Path program = folder.resolve("bin/docker-credential-local");
        Path copy = here.resolve("docker-credential-local");
        Files.deleteIfExists(copy);
        Files.copy(program, copy, StandardCopyOption.COPY_ATTRIBUTES);
        assertTrue(docker().with("PATH", here.toAbsolutePath().toString())
                .credentials()
                .of(name("a.io/x"))
                .isGiven());
        assertFalse(docker().with("PATH", here.toString())
                .credentials()
                .of(name("a.io/x"))
                .isGiven());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../bin/docker-credential-x", "x y", "/bin/sh"})
    void startsNothingThatIsNoName(String name) {
        docker().config("{\"credsStore\":\"" + name + "\"}");
        assertProblem("Docker's configuration names a credential helper that is no name of a program", of("a.io/x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"auths\":LINE" + SECRET + "} | is not JSON at line 2",
                SECRET + " | is not JSON at line 1",
                "{} " + SECRET + " | is not JSON at line 1",
                "[] | is no JSON object",
                "{\"auths\":{\"a.io\":{\"auth\":\"" + SECRET + "\"}}} | holds an \"auth\" for it that is not base64",
                "{\"auths\":{\"a.io\":{\"auth\":\"czNjcjN0\"}}} | holds an \"auth\" for it without a password",
            })
    void saysWhatTheConfigurationIsWrongIn(String config, String what) {
        docker().config(config.replace("LINE", "\n"));
        RegistryLogin login = of("a.io/x");
        String problem = String.valueOf(login.problem());
        assertTrue(problem.contains(what), problem);
        assertProblem(problem, login);
    }

    @Test
    void printsNoSecret() {
        docker().config("{\"auths\":{\"a.io\":{\"auth\":\"" + DockerConfigFixture.base64("me:" + SECRET)
                + "\",\"identitytoken\":\"" + SECRET + "\"}}}");
        assertEquals("RegistryLogin[registry=a.io, given=true, problem=null]", of("a.io/x") + "");
    }

    private static void assertLogin(String username, String password, RegistryLogin login) {
        assertNull(login.problem());
        assertEquals(username, login.username());
        assertEquals(password, login.password());
        assertNull(login.identityToken());
    }

    private static void assertProblem(String problem, RegistryLogin login) {
        assertFalse(login.isGiven());
        assertNotNull(login.problem());
        assertEquals(problem, login.problem());
        String told = login.denied("a.io", "x", "1").getMessage() + login.remedy() + login;
        assertTrue(told.contains("; " + problem), told);
        assertTrue(told.contains("docker login a.io"), told);
        assertFalse(told.contains("s3cr3t"), told);
        assertFalse(told.contains("czNjcjN0"), told);
    }

    private DockerConfigFixture docker() {
        return new DockerConfigFixture(folder);
    }

    private RegistryLogin of(String image) {
        return docker().credentials().of(name(image));
    }

    private static ImageName name(String image) {
        return ImageName.of(image, Map.of());
    }
}
