package io.github.gradlock.harness.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.GradlockException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTests {
    private static final byte[] BYTES = "a file".getBytes(StandardCharsets.UTF_8);
    private static final Content CONTENT = new Content("a.jar", Digests.sha256(BYTES), BYTES.length);

    @TempDir
    Path home = Path.of("");

    private Store store = new Store(home);

    @BeforeEach
    void open() {
        store = new Store(home);
    }

    @Test
    void aFileIsBroughtOnce() throws Exception {
        AtomicInteger brought = new AtomicInteger();
        assertTrue(store.find(CONTENT).isEmpty());
        for (int i = 0; i < 2; i++) {
            Path file = store.provide(CONTENT, part -> {
                brought.incrementAndGet();
                Files.write(part, BYTES);
            });
            assertArrayEquals(BYTES, Files.readAllBytes(file));
        }
        assertEquals(1, brought.get());
    }

    @Test
    void nothingIsKeptOfAFileThatIsAnother() throws Exception {
        byte[] other = "a fool".getBytes(StandardCharsets.UTF_8);
        GradlockException problem =
                assertThrows(GradlockException.class, () -> store.provide(CONTENT, part -> Files.write(part, other)));
        assertEquals(ExitStatus.BAD_INPUT, problem.status());
        assertTrue(String.valueOf(problem.getMessage()).startsWith("digest mismatch for a.jar: "), problem::toString);
        assertTrue(String.valueOf(problem.getMessage()).contains(CONTENT.sha256()), problem::toString);
        assertTrue(String.valueOf(problem.getMessage()).contains(Digests.sha256(other)), problem::toString);
        assertEquals(List.of(), store.all());
        store.provide(CONTENT, part -> Files.write(part, BYTES));
        assertEquals(1, store.all().size());
    }

    @Test
    void whatArrivedBeforeAnInterruptionIsUsed() throws Exception {
        assertThrows(
                IOException.class,
                () -> store.provide(CONTENT, part -> {
                    Files.write(part, List.of());
                    Files.write(part, new byte[] {BYTES[0], BYTES[1]}, StandardOpenOption.TRUNCATE_EXISTING);
                    throw new IOException("the network is gone");
                }));
        assertTrue(store.find(CONTENT).isEmpty());
        store.provide(CONTENT, part -> {
            assertEquals(2, Files.size(part));
            Files.write(part, java.util.Arrays.copyOfRange(BYTES, 2, BYTES.length), StandardOpenOption.APPEND);
        });
        assertTrue(store.find(CONTENT).isPresent());
    }

    @Test
    void whatArrivedOfAnotherFileIsFetchedAnew() throws Exception {
        Path arriving = Files.createDirectories(home.resolve("store/arriving"));
        Files.write(arriving.resolve(CONTENT.sha256()), new byte[] {9, 9});
        store.provide(CONTENT, part -> {
            int there = Files.exists(part) ? (int) Files.size(part) : 0;
            Files.write(
                    part,
                    java.util.Arrays.copyOfRange(BYTES, there, BYTES.length),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        });
        assertTrue(store.find(CONTENT).isPresent());
    }

    @Test
    void manyWhoWantTheSameWaitForOne() throws Exception {
        AtomicInteger brought = new AtomicInteger();
        ExecutorService people = Executors.newFixedThreadPool(8);
        try {
            List<Future<Path>> asked = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Callable<Path> one = () -> new Store(home).provide(CONTENT, part -> {
                    brought.incrementAndGet();
                    Thread.sleep(100);
                    Files.write(part, BYTES);
                });
                asked.add(people.submit(one));
            }
            for (Future<Path> one : asked) {
                assertArrayEquals(BYTES, Files.readAllBytes(one.get()));
            }
        } finally {
            people.shutdownNow();
        }
        assertEquals(1, brought.get());
    }

    @Test
    void filesAreLinkedAndReplaceWhatIsThere() throws Exception {
        Path file = store.provide(CONTENT, part -> Files.write(part, BYTES));
        Path target = home.resolve("lib.jar");
        Files.writeString(target, "older");
        for (int i = 0; i < 2; i++) {
            store.link(CONTENT, target);
            assertTrue(Files.isSameFile(file, target) || Files.size(target) == BYTES.length);
            assertArrayEquals(BYTES, Files.readAllBytes(target));
        }
        assertEquals(List.of(), hidden());
    }

    @Test
    void aDamagedFileIsFoundAndRemoved() throws Exception {
        Path file = store.provide(CONTENT, part -> Files.write(part, BYTES));
        assertTrue(store.verify(CONTENT).isEmpty());
        assertTrue(file.toFile().setWritable(true));
        Files.write(file, "a fole".getBytes(StandardCharsets.UTF_8));
        Store.Damage damage = store.verify(CONTENT).orElseThrow();
        assertEquals(CONTENT.sha256(), damage.expected());
        assertEquals(Digests.sha256("a fole".getBytes(StandardCharsets.UTF_8)), damage.found());
        assertTrue(store.find(CONTENT).isEmpty());
        assertTrue(store.verify(CONTENT).isEmpty(), "what is not there is not damaged");
    }

    @Test
    void aFileThatWasCutShortIsFetchedAgain() throws Exception {
        Path file = store.provide(CONTENT, part -> Files.write(part, BYTES));
        assertTrue(file.toFile().setWritable(true));
        Files.write(file, new byte[] {1});
        assertTrue(store.find(CONTENT).isEmpty());
        assertArrayEquals(BYTES, Files.readAllBytes(store.provide(CONTENT, part -> Files.write(part, BYTES))));
    }

    @Test
    void pruningTakesTheLongestUnusedAndLeavesWhatIsLinked() throws Exception {
        List<Content> contents = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] bytes = new byte[] {(byte) i, 7};
            Content content = new Content("f" + i, Digests.sha256(bytes), 2);
            contents.add(content);
            Path file = store.provide(content, part -> Files.write(part, bytes));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(10L * i))));
        }
        Path arriving = home.resolve("store/arriving/" + "0".repeat(64));
        Files.write(arriving, new byte[] {1});
        store.link(contents.get(3), home.resolve("linked"));
        Files.setLastModifiedTime(
                home.resolve("linked"), FileTime.from(Instant.now().minus(Duration.ofDays(30))));

        StorePruning byAge = new StorePruning(store, Duration.ofDays(15), Long.MAX_VALUE);
        assertEquals(1, byAge.prune(true).size());
        assertTrue(store.find(contents.get(2)).isPresent(), "nothing is removed in a dry run");
        Files.setLastModifiedTime(
                home.resolve("store/files/" + contents.get(2).sha256().substring(0, 2) + "/"
                        + contents.get(2).sha256()),
                FileTime.from(Instant.now().minus(Duration.ofDays(20))));
        assertEquals(1, byAge.prune(false).size());
        assertFalse(store.find(contents.get(2)).isPresent());
        assertTrue(store.find(contents.get(3)).isPresent(), "an environment has it");

        assertEquals(
                1, new StorePruning(store, Duration.ofDays(999), 2).prune(false).size());
        assertTrue(store.find(contents.get(1)).isEmpty());
        assertTrue(store.find(contents.get(0)).isPresent(), "what was used just now may be in use");
    }

    @Test
    void whatWasBeingMadeByADeadProcessIsALeftover() throws Exception {
        Path old = store.newFolder();
        Files.writeString(old.resolve("bytes"), "half");
        Path now = store.newFolder();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        StorePruning pruning = new StorePruning(store, StorePruning.USUAL_AGE, Long.MAX_VALUE);
        assertEquals(
                List.of(old),
                pruning.leftovers(true).stream().map(StorePruning.Removed::file).toList());
        assertTrue(Files.exists(old));
        pruning.leftovers(false);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(now));
    }

    @Test
    void whatWasOnItsWayToAnEnvironmentIsALeftover() throws Exception {
        Path folder = Files.createDirectories(home.resolve("environments/mine-0123456789ab-linux-64/maven"));
        Path old = Files.writeString(folder.resolve(".a.jar.0.part"), "half");
        Path now = Files.createDirectories(home.resolve("store/layers")).resolve("0123.part");
        Files.writeString(now, "half");
        Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        new StorePruning(store, StorePruning.USUAL_AGE, Long.MAX_VALUE).leftovers(false);
        assertFalse(Files.exists(old));
        assertTrue(Files.exists(now));
    }

    private List<Path> hidden() throws IOException {
        try (java.util.stream.Stream<Path> files = Files.list(home)) {
            return files.filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }
}
