package io.github.gradlock.harness.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTests {
    @ParameterizedTest
    @CsvSource({
        "debian, registry-1.docker.io, library/debian, https://registry-1.docker.io",
        "eclipse-temurin, registry-1.docker.io, library/eclipse-temurin, https://registry-1.docker.io",
        "nvidia/cuda, registry-1.docker.io, nvidia/cuda, https://registry-1.docker.io",
        "ghcr.io/a/b, ghcr.io, a/b, https://ghcr.io",
        "localhost:5000/debian, localhost:5000, debian, http://localhost:5000",
        "127.0.0.1:5000/x/y, 127.0.0.1:5000, x/y, http://127.0.0.1:5000",
        "127.example.com/x, 127.example.com, x, https://127.example.com",
        "localhost.example.com/x, localhost.example.com, x, https://localhost.example.com",
    })
    void findsRegistryAndRepository(String repository, String registry, String path, String address) {
        ImageName name = ImageName.of(repository, Map.of());
        assertEquals(registry, name.registry());
        assertEquals(path, name.repository());
        assertEquals(address, name.address());
        assertEquals(repository + "@sha256:0", name.at("sha256:0"));
    }

    @Test
    void pointsAChannelAtItsMirror() {
        Map<String, String> environment = Map.of(
                "GRADLOCK_CHANNEL_ALIAS_DEBIAN", "localhost:5000",
                "GRADLOCK_CHANNEL_ALIAS_TEMURIN", "https://registry.example.com/hub/",
                "GRADLOCK_CHANNEL_ALIAS_NVIDIA", " ");
        assertEquals(
                "localhost:5000/debian", ImageName.of("debian", environment).reference());
        ImageName temurin = ImageName.of("eclipse-temurin", environment);
        assertEquals("registry.example.com/hub/eclipse-temurin", temurin.reference());
        assertEquals("hub/eclipse-temurin", temurin.repository());
        assertEquals("nvidia/cuda", ImageName.of("nvidia/cuda", environment).reference());
        assertEquals("ghcr.io/a", ImageName.of("ghcr.io/a", environment).reference());
        assertEquals("GRADLOCK_CHANNEL_ALIAS_MAVEN_CENTRAL", ImageName.variable("maven-central"));
    }
}
