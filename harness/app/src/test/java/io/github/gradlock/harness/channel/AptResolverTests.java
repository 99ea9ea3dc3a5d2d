package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AptResolverTests {
    @TempDir
    Path folder;

    @Test
    void pullsWithTheLoginOfTheRegistry() throws IOException {
        DockerConfigFixture docker = new DockerConfigFixture(folder).login("registry.invalid:5000", "me", "p4ssw0rd");
        try (FakeEngine engine = new FakeEngine("unauthorized: authentication required")) {
            GradlockException problem = assertThrows(
                    GradlockException.class,
                    () -> new AptResolver(engine.client(), Map.of(), docker.credentials())
                            .resolve("registry.invalid:5000/debian@sha256:1", "amd64", List.of("bc"), null));
            JsonNode login = engine.logins().get(0);
            assertEquals("me", login.path("username").asText());
            assertEquals("p4ssw0rd", login.path("password").asText());
            assertEquals("registry.invalid:5000", login.path("serveraddress").asText());
            assertEquals(ExitStatus.INCOMPLETE, problem.status());
            assertEquals("docker login registry.invalid:5000 renews it", problem.hint());
            assertFalse(String.valueOf(problem.getMessage()).contains("p4ssw0rd"), problem.getMessage());
        }
    }

    @Test
    void showsNoLoginToAnEngineThatMayNotHaveIt() throws IOException {
        DockerConfigFixture docker = new DockerConfigFixture(folder).login("registry.invalid:5000", "me", "p4ssw0rd");
        try (FakeEngine engine = new FakeEngine("unauthorized: authentication required")) {
            GradlockException problem = assertThrows(
                    GradlockException.class,
                    () -> new AptResolver(
                                    engine.client(),
                                    Map.of(),
                                    docker.credentials().withheld())
                            .resolve("registry.invalid:5000/debian@sha256:1", "amd64", List.of("bc"), null));
            assertFalse(
                    engine.logins().toString().contains("p4ssw0rd"),
                    () -> engine.logins().toString());
            assertTrue(String.valueOf(problem.getMessage()).contains("names by its address"), problem.getMessage());
            assertTrue(problem.hint().contains("docker context create"), problem.hint());
        }
    }

    @Test
    void saysWhatToDoWhereThePullFailsForAnotherReason() throws IOException {
        try (FakeEngine engine = new FakeEngine("no such host")) {
            GradlockException problem = assertThrows(
                    GradlockException.class,
                    () -> new AptResolver(engine.client(), Map.of(), new DockerConfigFixture(folder).credentials())
                            .resolve("registry.invalid/debian@sha256:1", "amd64", List.of("bc"), null));
            assertTrue(problem.hint().startsWith("check the network"), problem.hint());
        }
    }
}
