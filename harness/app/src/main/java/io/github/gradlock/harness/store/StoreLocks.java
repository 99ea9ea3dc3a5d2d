package io.github.gradlock.harness.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process, and one thread of it, at a time for each file. The system lets go of what a process held that died.
 *
 * @param folder of 256 empty files, which stay: a lock on a file that somebody deletes keeps nobody out
 */
record StoreLocks(Path folder) {
    private static final long PAUSE_MILLIS = 50;

    /** What is done while nobody else may. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException, InterruptedException;
    }

    /** Waits until nobody else has the lock of a file, and does something with it. */
    <T> T holding(String sha256, Action<T> action) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                folder.resolve(sha256.substring(0, 2)), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (lock(channel) == null) {
                Thread.sleep(PAUSE_MILLIS);
            }
            return action.run();
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException anotherThread) {
            return null;
        }
    }
}
