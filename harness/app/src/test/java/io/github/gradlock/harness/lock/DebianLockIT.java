package io.github.gradlock.harness.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.channel.ImageName;
import io.github.gradlock.harness.channel.MavenChannel;
import io.github.gradlock.harness.channel.RegistryClient;
import io.github.gradlock.harness.lock.EnvironmentLock.ImageLock;
import io.github.gradlock.harness.lock.EnvironmentLock.JdkLock;
import io.github.gradlock.harness.lock.EnvironmentLock.PlatformLock;
import io.github.gradlock.harness.runtime.container.Engine;
import io.github.gradlock.harness.spec.EnvironmentSpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Locks Debian packages for real: a registry, an engine, and apt inside the base image. */
@Tag("container")
@ResourceLock("engine")
class DebianLockIT {
    private static final String TEXT =
            "name: d\nchannels: [debian]\ndependencies: [debian=bookworm, PACKAGES]\nplatforms: [linux-64]\n";

    private final String run = "debian-lock-it-" + ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @BeforeEach
    void aRegistryIsNamed() {
        String variable = ImageName.variable("debian");
        assumeTrue(System.getenv(variable) != null, "not run: " + variable + " names no registry with Debian images");
    }

    @Test
    void pinsTheClosureWithChecksums() throws Exception {
        DockerClient client = Engine.connect();
        PlatformLock pins =
                Objects.requireNonNull(lock(client, "jdk=17").platforms().get("linux-64"));
        ImageLock image = Objects.requireNonNull(pins.image());
        assertEquals("debian", image.repository());
        assertEquals("bookworm", image.tag());
        JdkLock jdk = Objects.requireNonNull(pins.jdk());
        assertTrue(jdk.version().startsWith("17."), jdk.version());
        assertTrue(pins.packages().size() > 5, pins.packages().toString());
        assertTrue(pins.packages().stream().anyMatch(one -> one.name().equals("openjdk-17-jre-headless")));
        assertTrue(pins.packages().stream()
                .allMatch(one -> one.size() > 0
                        && one.file().startsWith("pool/")
                        && one.file().endsWith(".deb")));
        assertEquals(lock(client, "jdk=17"), lock(client, "jdk=17"));
        assertNothingLeft(client);
    }

    @Test
    void saysWhichPackageThereIsNot() throws Exception {
        DockerClient client = Engine.connect();
        GradlockException problem = assertThrows(GradlockException.class, () -> lock(client, "apt: [no-such-package]"));
        String message = String.valueOf(problem.getMessage());
        assertTrue(message.contains("Unable to locate package no-such-package"), message);
        assertNothingLeft(client);
    }

    private void assertNothingLeft(DockerClient client) {
        assertEquals(
                List.of(),
                client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("io.github.gradlock.run", run))
                        .exec());
    }

    private EnvironmentLock lock(DockerClient client, String packages) throws IOException {
        MachineFixture fixture = new MachineFixture(folder);
        return new Locking(
                        fixture.machine(),
                        new RegistryClient(),
                        new MavenChannel(Map.of(), true),
                        address -> client,
                        Engine.labels(run),
                        System.getenv())
                .resolve(EnvironmentSpecReader.read(fixture.write("d", TEXT.replace("PACKAGES", packages))));
    }
}
