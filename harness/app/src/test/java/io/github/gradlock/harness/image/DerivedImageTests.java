package io.github.gradlock.harness.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.store.Content;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.Store;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        String tag = new DerivedImage("debian-17", BASE, null, List.of(A, B)).tag();

        assertTrue(tag.matches("gradlock/debian-17:[0-9a-f]{16}"), tag);
        assertEquals(tag, new DerivedImage("debian-17", BASE, null, List.of(B, A)).tag(), "order");
        assertEquals(
                tag,
                new DerivedImage("debian-17", BASE.replace("localhost:5000/", ""), null, List.of(A, B)).tag(),
                "registry");
        assertNotEquals(tag, new DerivedImage("debian-17", BASE, null, List.of(A)).tag(), "packages");
        assertNotEquals(
                tag, new DerivedImage("debian-17", BASE.replace("aa", "ab"), null, List.of(A, B)).tag(), "base");
        assertNotEquals(
                tag,
                new DerivedImage("debian-17", BASE, null, List.of(A, pinned(B.name(), B.version(), "3"))).tag(),
                "checksum");
    }

    @Test
    void theImageOfAJdkIsAnInput() {
        String jdk = "eclipse-temurin@sha256:" + "b".repeat(64);
        String tag = new DerivedImage("cuda", BASE, jdk, List.of()).tag();
        assertNotEquals(tag, new DerivedImage("cuda", BASE, null, List.of()).tag());
        assertNotEquals(tag, new DerivedImage("cuda", BASE, jdk.replace("bb", "bc"), List.of()).tag());
        assertEquals(tag, new DerivedImage("cuda", BASE, "localhost:5000/" + jdk, List.of()).tag());
    }

    @Test
    void isNotBuiltOffline() {
        DockerClient empty = withoutImages();
        UnavailableException missing = assertThrows(UnavailableException.class, () -> {
            new DerivedImage("debian-17", BASE, null, List.of(A))
                    .provide(new DerivedImage.Workshop(empty, Map.of(), folder, Map.of(), null, true, line -> {}));
        });
        assertTrue(String.valueOf(missing.getMessage()).contains("--offline"), missing::getMessage);
    }

    @Test
    void aSizeThatIsNotTheFilesStopsBeforeTheEngineIsAsked() throws Exception {
        byte[] bytes = "deb".getBytes(StandardCharsets.UTF_8);
        String sha256 = Digests.sha256(bytes);
        new Store(folder).provide(new Content("a", sha256, 3), arriving -> Files.write(arriving, bytes));
        DerivedImage wrong =
                new DerivedImage("x", BASE, null, List.of(new PackageLock("apt", "a", "1", "a.deb", 4, sha256)));
        GradlockException problem = assertThrows(
                GradlockException.class,
                () -> wrong.provide(new DerivedImage.Workshop(
                        withoutImages(), Map.of(), folder, Map.of(), null, true, line -> {})));
        assertTrue(String.valueOf(problem.getMessage()).contains("it says 4 bytes"), problem::toString);
        assertTrue(wrong.verify(withoutImages(), folder).stream()
                .anyMatch(check -> check.part().equals("package a 1, its size")));
    }

    @Test
    void aVersionThatIsNotTheFilesIsSeenInTheLayer() throws Exception {
        PackageLock wrong = pinned("ca-certificates", "20200101", "4");
        PackageLock right = pinned("ca-certificates", "20230311+deb12u1", "4");
        String inputs = new AptPart("x", BASE, List.of(right)).inputs();
        new LayerStore(folder).provide(Digests.sha256(inputs.getBytes(StandardCharsets.UTF_8)), work -> {
            Path layer = DpkgStatusTests.layer(work, "var/lib/dpkg/status");
            return new Layer(layer, Digests.sha256(layer), Files.size(layer));
        });
        DerivedImage image = new DerivedImage("x", BASE, null, List.of(wrong));
        assertEquals(new DerivedImage("x", BASE, null, List.of(right)).tag(), image.tag(), "the image is not missed");
        assertTrue(image.verify(withoutImages(), folder)
                .contains(PartCheck.altered("package ca-certificates, its version", "20200101", "20230311+deb12u1")));
    }

    @Test
    void aVersionThatIsNotInTheNameOfACondaFileIsSeenWithoutALayer() throws Exception {
        PackageLock wrong =
                new PackageLock("conda", "numpy", "1.25=0", "lab/linux-64/numpy-1.26-0.conda", 1, "4".repeat(64));
        assertTrue(new DerivedImage("x", BASE, null, List.of(wrong))
                .verify(withoutImages(), folder)
                .contains(PartCheck.altered("package numpy, its version", "1.25=0", "numpy-1.26-0")));
    }

    private DockerClient withoutImages() {
        return (DockerClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DockerClient.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("inspectImageCmd")) {
                        throw new NotFoundException("no such image");
                    }
                    throw new AssertionError(method + " reaches for the network");
                });
    }

    @ParameterizedTest
    @CsvSource({"libc6;reboot,a.deb", "$(id),a.deb", "libc6,a; id.deb", "-o,a.deb", "libc6,a.txt"})
    void refusesWhatIsNoNameOrFile(String name, String file) {
        PackageLock pinned = new PackageLock("apt", name, "1", file, 1, "1".repeat(64));
        GradlockException problem =
                assertThrows(GradlockException.class, () -> new DerivedImage("x", BASE, null, List.of(pinned)));

        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertEquals("gradlock lock x --update writes the lock anew", problem.hint());
    }

    private static PackageLock pinned(String name, String version, String digit) {
        return new PackageLock("apt", name, version, name + ".deb", 1, digit.repeat(64));
    }
}
