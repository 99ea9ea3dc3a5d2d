package io.github.gradlock.harness.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what processes left that died. Others make and remove files meanwhile: what is gone was not left. */
final class Leftovers extends SimpleFileVisitor<Path> {
    private final Instant since;
    private final List<Path> found = new ArrayList<>();

    /**
     * @param since what was touched later may be in use
     */
    Leftovers(Instant since) {
        this.since = since;
    }

    /**
     * Looks for them.
     *
     * @param work each folder in it belongs to one process
     * @param places in which files are put, under another name first; what began to arrive in the store is none of them, since it is resumed
     */
    List<Path> of(Path work, List<Path> places) throws IOException {
        if (Files.isDirectory(work)) {
            try (Stream<Path> folders = Files.list(work)) {
                folders.filter(this::isOld).forEach(found::add);
            }
        }
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                Files.walkFileTree(place, this);
            }
        }
        return found.stream().sorted().toList();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        // A link has the time of what it links to; its folder has the time of the link.
        if (file.getFileName().toString().endsWith(Store.PART) && isOld(Objects.requireNonNull(file.getParent()))) {
            found.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
        if (problem instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw problem;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem) {
        return FileVisitResult.CONTINUE;
    }

    /** What cannot be looked at is not removed. */
    private boolean isOld(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().isBefore(since);
        } catch (IOException gone) {
            return false;
        }
    }
}
