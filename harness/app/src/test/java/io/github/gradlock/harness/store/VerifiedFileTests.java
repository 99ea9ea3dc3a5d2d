package io.github.gradlock.harness.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedFileTests {
    private static final int PIECE = 1 << 18;

    @TempDir
    Path folder = Path.of("");

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file"), bytes);
    }

    private static Content content(byte[] bytes) {
        return new Content("the layer", Digests.sha256(bytes), bytes.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 9 * PIECE + 7})
    void aFileThatIsWholeComesAsItIs(int size) throws Exception {
        byte[] bytes = bytes(size);
        try (VerifiedFile file = new VerifiedFile(write(bytes), content(bytes))) {
            assertArrayEquals(bytes, file.readAllBytes());
            assertEquals(-1, file.read());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PIECE, 3 * PIECE, 3 * PIECE + 7})
    void ofADamagedFileThereIsNoEnd(int size) throws Exception {
        byte[] bytes = bytes(size);
        Content content = content(bytes);
        for (int at : new int[] {0, size / 2, size - 1}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try (VerifiedFile file = new VerifiedFile(write(damaged), content)) {
                IOException problem = assertThrows(VerifiedFile.Damaged.class, () -> file.transferTo(read));
                assertTrue(String.valueOf(problem.getMessage()).startsWith("the layer is damaged: the first "));
                assertThrows(VerifiedFile.Damaged.class, file::read);
            }
            assertTrue(read.size() < size, "its last byte is not handed out");
        }
    }

    @Test
    void ofAFileOfAnotherLengthThereIsNoEnd() throws Exception {
        byte[] bytes = bytes(2 * PIECE);
        Path file = write(bytes);
        for (int size : new int[] {PIECE, PIECE + 1, 2 * PIECE + 1, 3 * PIECE}) {
            Content other = new Content("the layer", Digests.sha256(bytes), size);
            try (VerifiedFile in = new VerifiedFile(file, other)) {
                assertThrows(VerifiedFile.Damaged.class, in::readAllBytes);
            }
        }
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        Content content = content(bytes(1));
        assertThrows(IOException.class, () -> new VerifiedFile(folder.resolve("none"), content));
    }

    @Test
    void whoClosesItEndsWhatHashes() throws Exception {
        // Hashing all of it would take minutes; it takes no room.
        long size = 1L << 38;
        Path sparse = folder.resolve("sparse");
        try (RandomAccessFile made = new RandomAccessFile(sparse.toFile(), "rw")) {
            made.setLength(size);
        }
        VerifiedFile file = new VerifiedFile(sparse, new Content("the layer", "0".repeat(64), size));
        assertTrue(file.read() >= 0);
        assertTrue(isReading());
        file.close();
        for (int i = 0; i < 50 && isReading(); i++) {
            Thread.sleep(100);
        }
        assertTrue(!isReading());
    }

    private static boolean isReading() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("gradlock-hash"));
    }
}
