package io.github.gradlock.harness.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import io.github.gradlock.harness.store.Digests;
import io.github.gradlock.harness.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibtorchTests {
    private static final byte[] NATIVE = "a library".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private final List<String> fetched = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    private Path jar(String pins) throws IOException {
        Path jar = folder.resolve("benchmarks.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file)) {
            archive.putNextEntry(new JarEntry("META-INF/gradlock/libtorch.txt"));
            archive.write(pins.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static String pin() {
        return "# pinned\nlinux-64 g:torch:linux 2.0 %d %s\n".formatted(NATIVE.length, Digests.sha256(NATIVE));
    }

    private Libtorch libtorch(byte[] bytes) {
        return new Libtorch(new Store(folder.resolve("home")), (name, version, platform) -> {
            fetched.add(name + " " + version + " " + platform);
            return Files.write(folder.resolve("fetched"), bytes);
        });
    }

    @Test
    void fetchesOnceAndSaysHowMuch() throws Exception {
        List<Path> jars = List.of(jar(pin()));
        List<Path> files = libtorch(NATIVE).provide(jars, "linux-64", said::add);
        assertEquals("a library", Files.readString(files.get(0)));
        assertEquals(files, libtorch(NATIVE).provide(jars, "linux-64", said::add));
        assertEquals(List.of("g:torch:linux 2.0 linux-64"), fetched);
        assertEquals(List.of("downloads libtorch, once: 9 B"), said);
    }

    @Test
    void keepsNothingThatIsNotWhatWasPinned() throws IOException {
        List<Path> jars = List.of(jar(pin()));
        assertThrows(
                GradlockException.class,
                () -> libtorch("otherwise".getBytes(StandardCharsets.UTF_8)).provide(jars, "linux-64", said::add));
        assertTrue(new Store(folder.resolve("home"))
                .find(Libtorch.pins(jars).get(0).content())
                .isEmpty());
    }

    @Test
    void namesThePlatformsThatThereAre() throws IOException {
        List<Path> jars = List.of(jar(pin()));
        GradlockException problem =
                assertThrows(GradlockException.class, () -> libtorch(NATIVE).provide(jars, "linux-riscv64", said::add));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertEquals("there is no libtorch for linux-riscv64", problem.getMessage());
        assertEquals("the benchmark runs on linux-64", problem.hint());
    }

    @Test
    void whatCannotBeFetchedIsNoFaultOfTheInput() throws IOException {
        List<Path> jars = List.of(jar(pin()));
        Libtorch offline = new Libtorch(new Store(folder.resolve("home")), (name, version, platform) -> {
            throw GradlockException.badInput(null, "no such artifact", "check the coordinates");
        });
        GradlockException problem =
                assertThrows(GradlockException.class, () -> offline.provide(jars, "linux-64", said::add));
        assertEquals(ExitStatus.INCOMPLETE, problem.status());
        assertEquals("libtorch cannot be had: no such artifact", problem.getMessage());
    }
}
