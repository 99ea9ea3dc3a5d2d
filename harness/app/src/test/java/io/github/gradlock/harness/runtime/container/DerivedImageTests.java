package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedImageTests {
    private static final String BASE = "localhost:5000/debian@sha256:" + "a".repeat(64);
    private static final PackageLock A = pinned("libc6", "2.36-9+deb12u10", "1");
    private static final PackageLock B = pinned("openjdk-17-jre-headless", "1:17.0.15+6-1~deb12u1", "2");

    @Test
    void tagFollowsFromTheInputsAndNothingElse() {
        String tag = new DerivedImage("debian-17", BASE, List.of(A, B)).tag();

        assertTrue(tag.matches("gradlock/debian-17:[0-9a-f]{16}"), tag);
        assertEquals(tag, new DerivedImage("debian-17", BASE, List.of(B, A)).tag(), "order");
        assertEquals(
                tag,
                new DerivedImage("debian-17", BASE.replace("localhost:5000/", ""), List.of(A, B)).tag(),
                "registry");
        assertNotEquals(tag, new DerivedImage("debian-17", BASE, List.of(A)).tag(), "packages");
        assertNotEquals(tag, new DerivedImage("debian-17", BASE.replace("aa", "ab"), List.of(A, B)).tag(), "base");
        assertNotEquals(
                tag,
                new DerivedImage("debian-17", BASE, List.of(A, pinned(B.name(), B.version(), "3"))).tag(),
                "checksum");
    }

    @Test
    void checksEveryFileBeforeItInstallsAny() {
        String script = new DerivedImage("debian-17", BASE, List.of(A, B)).script();

        assertTrue(script.contains("'openjdk-17-jre-headless=1:17.0.15+6-1~deb12u1'"), script);
        assertTrue(
                script.contains("\"" + "2".repeat(64)
                        + "  $(echo openjdk-17-jre-headless_1%3a17.0.15+6-1~deb12u1_*.deb)\" | sha256sum -c -"),
                script);
        assertTrue(script.indexOf("sha256sum") < script.indexOf("apt-get -q install"), script);
        assertTrue(script.startsWith("set -eu\n"), script);
    }

    @ParameterizedTest
    @CsvSource({"libc6;reboot,1.0", "$(id),1.0", "libc6,1.0'; id", "-o,1.0", "libc6,''"})
    void refusesWhatIsNoNameOrVersion(String name, String version) {
        GradlockException problem = assertThrows(
                GradlockException.class, () -> new DerivedImage("x", BASE, List.of(pinned(name, version, "1"))));

        assertEquals(ExitStatus.BAD_INPUT, problem.status());
    }

    private static PackageLock pinned(String name, String version, String digit) {
        return new PackageLock("apt", name, version, name + ".deb", 1, digit.repeat(64));
    }
}
