package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.runtime.BoundedLog;
import io.github.gradlock.harness.runtime.UnavailableException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedImageTests {
    @TempDir
    Path folder = Path.of("");

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

    @Test
    void isNotBuiltOffline() {
        DockerClient empty = (DockerClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DockerClient.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("inspectImageCmd")) {
                        throw new NotFoundException("no such image");
                    }
                    throw new AssertionError(method + " reaches for the network");
                });
        UnavailableException missing = assertThrows(UnavailableException.class, () -> {
            try (BoundedLog log = new BoundedLog(folder.resolve("log.txt"))) {
                new DerivedImage("debian-17", BASE, List.of(A)).provide(empty, Map.of(), true, log);
            }
        });
        assertTrue(String.valueOf(missing.getMessage()).contains("--offline"), missing::getMessage);
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
