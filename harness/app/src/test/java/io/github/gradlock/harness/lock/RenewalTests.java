package io.github.gradlock.harness.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RenewalTests {
    private static final List<PackageLock> HELD = List.of(pinned("libssl3", "3.0.1-1"), pinned("openssl", "3.0.1-1"));

    @Test
    void aptIsAskedForWhatIsNamedAndForTheRestAsItIs() {
        assertEquals(List.of("openssl", "libssl3=3.0.1-1"), only("openssl").packages(List.of("openssl"), HELD));
        assertEquals(
                List.of("libssl3=3.0.1-1", "openssl=3.0.1-1"),
                only("other").packages(List.of("openssl"), HELD),
                "what is asked for without a version is kept in the one that it has");
        assertEquals(
                List.of("curl", "libssl3=3.0.1-1", "openssl=3.0.1-1"),
                only("other").packages(List.of("curl"), HELD),
                "what is held by no pin is asked for as it is");
        assertEquals(
                List.of("openssl=3.0.1-1", "libssl3=3.0.1-1"),
                only("libssl").packages(List.of("openssl=3.0.1-1"), HELD),
                "and nothing twice");
        assertEquals(List.of("openssl"), Renewal.ALL.packages(List.of("openssl"), HELD));
    }

    @Test
    void condaIsAskedByTheSameRule() {
        List<PackageLock> held = List.of(pinned("numpy", "1.26.4=py310_0"), pinned("python", "3.10.14=h_0"));
        assertEquals(
                List.of("python=3.10", "numpy", "python==3.10.14=h_0"),
                only("numpy").conda(List.of("python=3.10", "numpy"), held));
        assertEquals(List.of("numpy"), Renewal.ALL.conda(List.of("numpy"), held));
    }

    @Test
    void aNameMayMeanPackages() {
        Renewal jdk = only("jdk").meaning("jdk", Stream.of("openjdk-17-jre-headless"));
        assertTrue(jdk.names("openjdk-17-jre-headless"));
        assertFalse(jdk.names("openssl"));
        assertFalse(only("cuda")
                .meaning("jdk", Stream.of("openjdk-17-jre-headless"))
                .names("openjdk-17-jre-headless"));
    }

    @Test
    void itIsWholeOnPlatformsWhereNothingIsKept() {
        assertTrue(Renewal.ALL.isWholeOf("linux-64"));
        assertTrue(new Renewal(List.of("linux-64"), List.of()).isWholeOf("linux-64"));
        assertFalse(new Renewal(List.of("linux-64"), List.of()).isWholeOf("linux-aarch64"));
        assertFalse(only("jdk").isWholeOf("linux-64"));
    }

    private static Renewal only(String name) {
        return new Renewal(List.of(), List.of(name));
    }

    private static PackageLock pinned(String name, String version) {
        return new PackageLock("apt", name, version, "pool/" + name + ".deb", 1, "a".repeat(64));
    }
}
