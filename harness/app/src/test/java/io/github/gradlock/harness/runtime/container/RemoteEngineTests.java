package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.channel.FakeEngine;
import io.github.gradlock.harness.spec.EngineAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteEngineTests {
    /** Where docker-java's clients look for Docker's configuration. */
    private static final String PROPERTY = "DOCKER_CONFIG";

    @TempDir
    Path folder = Path.of("");

    @Test
    void showsNoLoginByItself() throws Exception {
        Files.writeString(
                folder.resolve("config.json"), "{\"auths\": {\"registry.invalid\": {\"auth\": \"bWU6cDRzc3cwcmQ=\"}}}");
        System.setProperty(PROPERTY, folder.toString());
        try (FakeEngine engine = new FakeEngine("denied");
                DockerClient client =
                        RemoteEngine.connect(new EngineAddress(engine.address(), null, null, "environment.yml:5:9"))) {
            assertThrows(
                    DockerException.class,
                    () -> client.pullImageCmd("registry.invalid/private")
                            .withTag("1")
                            .start()
                            .awaitCompletion());
            assertEquals(1, engine.logins().size());
            assertTrue(engine.logins().get(0).isNull(), () -> engine.logins().toString());
        } finally {
            System.clearProperty(PROPERTY);
        }
    }

    @Test
    void namesAddressAndPlaceWhereNobodyAnswers() {
        UnavailableException problem = assertThrows(
                UnavailableException.class,
                () -> RemoteEngine.connect(new EngineAddress("tcp://127.0.0.1:1", null, null, "environment.yml:5:9")));
        String said = String.valueOf(problem.getMessage());
        assertTrue(said.contains("no Docker engine answers at tcp://127.0.0.1:1"), said);
        assertTrue(said.contains("environment.yml:5:9"), said);
    }
}
