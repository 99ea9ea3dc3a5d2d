package io.github.gradlock.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfWrittenTests {
    @TempDir
    Path folder = Path.of("");

    /** Whatever is written there the next time clears it: a zip, a folder, a bundle of sessions or of shards. */
    @Test
    void everyWriterClearsWhatAKilledOneLeft() throws IOException {
        Path session = Sessions.session(folder.resolve("s"), 1, writer -> Sessions.one(writer, "c", 0, 1));
        Path target = folder.resolve("out").resolve("b.glb");
        Manifest.Part part = new Manifest.Part(new Shard(1, 1), List.of(), List.of());
        Path shard = folder.resolve("shard.glb");
        BundleWriter.join(List.of(session), Sessions.IDENTITY, "s", "h", part, id -> true, shard, true);
        for (Writing writing : List.<Writing>of(
                () -> BundleWriter.join(List.of(session), Sessions.IDENTITY, "s", "h", target, false),
                () -> ShardJoin.join(List.of(shard), target),
                () -> PackedBundle.unpack(shard, target, BundleCheck.Listener.NONE))) {
            Files.createDirectories(target.getParent());
            Path running = Files.createDirectory(HalfWritten.beside(target));
            Path left = Files.createDirectory(HalfWritten.beside(target));
            age(Files.writeString(left.resolve("values.safetensors"), "half"));
            age(left);
            writing.run();
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(running));
            BundleWriter.delete(running);
            try (Stream<Path> beside = Files.list(target.getParent())) {
                assertEquals(List.of(target), beside.toList());
            }
        }
    }

    /** A bundle keeps its times when it goes aside, and is the only one until the newer one is there. */
    @Test
    void anOlderBundleIsNotTakenForAbandoned() throws IOException {
        Path target = Sessions.bundle(folder, false);
        for (Path file : BundleWriter.entries(target)) {
            age(file);
        }
        age(target);
        Path aside = HalfWritten.aside(target);
        Files.move(target, aside);
        HalfWritten.beside(target);
        assertTrue(Files.exists(aside.resolve("manifest.json")));
        Files.createDirectory(target);
        HalfWritten.beside(target);
        assertFalse(Files.exists(aside));
    }

    /** Writes something to a place. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private static void age(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(7200)));
    }
}
