package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.DockerConfigFixture;
import io.github.gradlock.harness.channel.FakeEngine;
import io.github.gradlock.harness.channel.RegistryLogin;
import io.github.gradlock.harness.runtime.BoundedLog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSourceTests {
    private static final String DENIED = "Get \"https://registry.invalid/v2/\": unauthorized: authentication required";
    private static final RegistryLogin NOBODY =
            new RegistryLogin("registry.invalid", "registry.invalid", null, null, null, null);

    @TempDir
    Path folder;

    @Test
    void pullsWithTheLoginOfTheRegistry() throws IOException {
        DockerConfigFixture docker = new DockerConfigFixture(folder)
                .config("{\"auths\":{\"registry.invalid\":{\"identitytoken\":\"1d3nt1ty\"}}}");
        try (FakeEngine engine = new FakeEngine(DENIED)) {
            GradlockException problem = pull(engine, docker);
            assertEquals(
                    "1d3nt1ty", engine.logins().get(0).path("identitytoken").asText());
            assertEquals("docker login registry.invalid renews it", problem.hint());
            assertFalse(String.valueOf(problem.getMessage()).contains("1d3nt1ty"), problem.getMessage());
        }
    }

    @Test
    void saysWhichHelperFailedWhereALoginIsWanted() throws IOException {
        DockerConfigFixture docker = new DockerConfigFixture(folder).config("{\"credsStore\":\"gone\"}");
        try (FakeEngine engine = new FakeEngine(DENIED)) {
            GradlockException problem = pull(engine, docker);
            assertEquals(
                    "the image registry.invalid/debian@sha256:1 could not be pulled: " + DENIED
                            + "; docker-credential-gone, which Docker's configuration names for it, is not on the PATH",
                    problem.getMessage());
            assertTrue(problem.hint().startsWith("docker login registry.invalid "), problem.hint());
        }
        try (FakeEngine engine = new FakeEngine("no such host")) {
            assertEquals(
                    "the image registry.invalid/debian@sha256:1 could not be pulled: no such host",
                    pull(engine, docker).getMessage());
        }
    }

    private GradlockException pull(FakeEngine engine, DockerConfigFixture docker) throws IOException {
        try (BoundedLog log = new BoundedLog(folder.resolve("log"))) {
            return assertThrows(
                    GradlockException.class,
                    () -> new ImageSource(engine.client(), "amd64", false, docker.credentials())
                            .provide("registry.invalid/debian", "sha256:1", log));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write /var/lib/docker/tmp/x: no space left on device | make room",
                "manifest for r@sha256:1 not found: manifest unknown: manifest unknown | no such digest",
                "Head \"https://registry/v2/\": unauthorized: authentication required | docker login",
                "dial tcp 127.0.0.1:1: connect: connection refused | in reach",
                "dial tcp: lookup registry: no such host | in reach",
                "context deadline exceeded (Client.Timeout exceeded) | in reach",
            })
    void hintFitsTheCause(String cause, String hint) {
        GradlockException problem = ImageSource.pullFailed("r", "sha256:1", NOBODY, cause, null);

        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertEquals("the image r@sha256:1 could not be pulled: " + cause, problem.getMessage());
        assertTrue(problem.hint().contains(hint), problem::hint);
    }

    @Test
    void givesTheEnginesOwnWords() {
        GradlockException problem = ImageSource.pullFailed(
                "r", "sha256:1", NOBODY, "Status 500: {\"message\":\"Get \\\"x\\\": no such host\"}", null);

        assertEquals("the image r@sha256:1 could not be pulled: Get \"x\": no such host", problem.getMessage());
    }
}
