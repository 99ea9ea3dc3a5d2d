package io.github.gradlock.harness.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder that JavaCPP unpacks libraries into. It takes what is there for whole, although an interruption may have left half of it, so
 * the folder is emptied unless it was once loaded from.
 *
 * @param folder which need not be there
 */
public record UnpackedLibraries(Path folder) {
    /** Removes what was not known to be whole. */
    public void begin() throws IOException {
        if (Files.isDirectory(folder) && !Files.exists(mark())) {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Notes that it was loaded from. */
    public void complete() {
        try {
            Files.createDirectories(folder);
            Files.writeString(mark(), "");
        } catch (IOException notWritten) {
            // Then they are unpacked again the next time.
            return;
        }
    }

    private Path mark() {
        return folder.resolve("complete");
    }
}
