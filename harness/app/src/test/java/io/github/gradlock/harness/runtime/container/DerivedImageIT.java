package io.github.gradlock.harness.runtime.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.sun.net.httpserver.HttpServer;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.UnavailableException;
import io.github.gradlock.harness.image.DerivedImage;
import io.github.gradlock.harness.lock.EnvironmentLock.PackageLock;
import io.github.gradlock.harness.provision.PartCheck;
import io.github.gradlock.harness.runtime.BoundedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("container")
@ResourceLock("engine")
class DerivedImageIT {
    @TempDir
    Path folder = Path.of("");

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @Test
    void sameInputsGiveTheSameImageWhereverItIsMade() throws Exception {
        DockerClient client = TestEngine.client();
        // Some with scripts and triggers; ci/check-environments makes the whole image several times.
        Set<String> some = Set.of("ca-certificates", "java-common", "libssl3", "openssl");
        List<PackageLock> packages = TestEngine.pins().packagesOf("apt").stream()
                .filter(one -> some.contains(one.name()))
                .toList();
        assertTrue(packages.stream().anyMatch(one -> one.name().equals("ca-certificates")), packages::toString);
        DerivedImage image = new DerivedImage("same-inputs", base(), null, packages);
        List<String> ids = new ArrayList<>();
        try {
            for (String home : List.of("one", "another")) {
                String tag = image.provide(workshop(folder.resolve(home), false, Map.of()));
                ids.add(client.inspectImageCmd(tag).exec().getId());
                client.removeImageCmd(tag).withForce(true).exec();
            }
            assertEquals(ids.get(0), ids.get(1), "image IDs hash the configuration, which names every layer's digest");

            said.clear();
            String tag = image.provide(workshop(folder.resolve("one"), true, Map.of()));
            assertEquals(ids.get(0), client.inspectImageCmd(tag).exec().getId());
            assertTrue(said.stream().noneMatch(line -> line.startsWith("fetches")), "offline, of the store");
        } finally {
            remove(image.tag());
        }
    }

    @Test
    void aDamagedLayerAndADamagedPackageAreNotUsed() throws Exception {
        TestEngine.client();
        PackageLock smallest = smallest();
        DerivedImage image = new DerivedImage("damaged", base(), null, List.of(smallest));
        Path home = folder.resolve("home");
        DerivedImage.Workshop online = workshop(home, false, Map.of());
        try {
            image.provide(online);
            remove(image.tag());
            for (Path file : filesOf(home)) {
                assertTrue(file.toFile().setWritable(true));
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
            GradlockException problem = assertThrows(GradlockException.class, () -> image.provide(online));
            assertTrue(String.valueOf(problem.getMessage()).startsWith("digest mismatch for "), problem::getMessage);
            assertTrue(String.valueOf(problem.getMessage()).contains(smallest.sha256()), problem::getMessage);
            assertEquals(List.of(), filesOf(home), "nothing that is broken is kept");
            image.provide(online);
        } finally {
            remove(image.tag());
        }
    }

    /** Anybody can give an image a tag. */
    @Test
    void anotherImageOfTheSameTagIsNotUsed() throws Exception {
        DockerClient client = TestEngine.client();
        String base = base();
        DerivedImage image = new DerivedImage("tagged", base, null, List.of(smallest()));
        String tag = image.tag();
        String other = client.inspectImageCmd(base).exec().getId();
        client.tagImageCmd(other, tag.substring(0, tag.indexOf(':')), tag.substring(tag.indexOf(':') + 1))
                .exec();
        Path home = folder.resolve("home");
        try {
            assertTrue(image.verify(client, home).stream().anyMatch(check -> check.state() == PartCheck.State.ALTERED));
            image.provide(workshop(home, false, Map.of()));
            assertTrue(!other.equals(client.inspectImageCmd(tag).exec().getId()));
            assertTrue(image.verify(client, home).stream().allMatch(check -> check.state() == PartCheck.State.WHOLE));
            assertTrue(
                    image.verify(client, folder.resolve("empty")).stream()
                            .anyMatch(check -> check.state() == PartCheck.State.UNKNOWN),
                    "without what was made here there is nothing to hold it against");
        } finally {
            remove(tag);
        }
    }

    @Test
    void saysThatAVersionIsNoLongerInTheArchive() throws Exception {
        DockerClient client = TestEngine.client();
        PackageLock gone = new PackageLock(
                "apt", "hello", "0.0.1-gone", "pool/main/h/hello/hello_0.0.1-gone_amd64.deb", 1, "0".repeat(64));
        DerivedImage derived = new DerivedImage("gone", base(), null, List.of(gone));

        GradlockException problem =
                assertThrows(GradlockException.class, () -> derived.provide(workshop(folder, false, Map.of())));

        assertTrue(String.valueOf(problem.getMessage()).contains("hello_0.0.1-gone_amd64.deb"), problem::getMessage);
        assertTrue(problem.hint().contains("gradlock lock ENV --update"), problem::hint);
        assertThrows(
                NotFoundException.class,
                () -> client.inspectImageCmd(derived.tag()).exec());
        assertThrows(UnavailableException.class, () -> derived.provide(workshop(folder, true, Map.of())));
    }

    /** A mirror keeps the newest versions; what it dropped is in an archive of that day. */
    @Test
    void aDatedArchiveIsTheSecondSource() throws Exception {
        TestEngine.client();
        PackageLock kept = smallest();
        Path home = folder.resolve("first");
        DerivedImage.Workshop first = workshop(home, false, Map.of());
        DerivedImage usual = new DerivedImage("usual", base(), null, List.of(kept));
        usual.provide(first);
        remove(usual.tag());
        byte[] deb = Files.readAllBytes(filesOf(home).stream()
                .filter(file -> file.endsWith(kept.sha256()))
                .findFirst()
                .orElseThrow());
        String dropped = "pool/dropped/" + kept.file().substring(kept.file().lastIndexOf('/') + 1);
        PackageLock moved = new PackageLock("apt", kept.name(), kept.version(), dropped, kept.size(), kept.sha256());
        DerivedImage image = new DerivedImage("dated", base(), null, List.of(moved));
        try (Archive archive = new Archive("/archive/20260102T030405Z/" + dropped, deb)) {
            image.provide(new DerivedImage.Workshop(
                    TestEngine.client(),
                    Ownership.labels("derived-image-it"),
                    folder.resolve("second"),
                    archive.variable(),
                    "20260102T030405Z",
                    false,
                    said::add));
            assertTrue(
                    said.stream().anyMatch(line -> line.endsWith("from the archive of 20260102T030405Z")),
                    said::toString);
        } finally {
            remove(image.tag());
        }
    }

    /** A dated archive with one file. */
    private record Archive(HttpServer server) implements AutoCloseable {
        Archive(String path, byte[] bytes) throws IOException {
            this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
            server.createContext("/", exchange -> {
                boolean known = exchange.getRequestURI().getPath().equals(path);
                exchange.sendResponseHeaders(known ? 200 : 404, known ? bytes.length : -1);
                if (known) {
                    exchange.getResponseBody().write(bytes);
                }
                exchange.close();
            });
            server.start();
        }

        Map<String, String> variable() {
            return Map.of(
                    "GRADLOCK_CHANNEL_ALIAS_DEBIAN_SNAPSHOT",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/archive/@SNAPSHOTID@/");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private String base() throws Exception {
        try (BoundedLog log = new BoundedLog(folder.resolve("log.txt"))) {
            return TestEngine.baseImage(log);
        }
    }

    /** One that needs no other: packages of tables and fonts do not. */
    private static PackageLock smallest() {
        return TestEngine.pins().packagesOf("apt").stream()
                .filter(one -> one.name().equals("java-common"))
                .findFirst()
                .orElseThrow();
    }

    private DerivedImage.Workshop workshop(Path home, boolean offline, Map<String, String> environment) {
        return new DerivedImage.Workshop(
                TestEngine.client(), Ownership.labels("derived-image-it"), home, environment, null, offline, said::add);
    }

    private static void remove(String tag) {
        try {
            TestEngine.client().removeImageCmd(tag).withForce(true).exec();
        } catch (NotFoundException notMade) {
            // What was not made is not there.
        }
    }

    private static List<Path> filesOf(Path home) throws IOException {
        Path files = home.resolve("store/files");
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(files)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }
}
