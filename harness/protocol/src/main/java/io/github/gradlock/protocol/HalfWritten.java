package io.github.gradlock.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names beside a place: of what is written there first, to appear in its place in one step, and of what makes room for it. */
public final class HalfWritten {
    /** What nobody wrote to for so long belongs to a process that was killed. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private HalfWritten() {}

    /**
     * Returns a free name {@code .NAME.UUID.tmp}, and removes what processes left that were killed while they wrote to the same place.
     *
     * @param place whose folder is there
     */
    public static Path beside(Path place) throws IOException {
        clear(place);
        return named(place, "tmp");
    }

    /** Returns a free name {@code .NAME.UUID.old} for an older bundle: until there is a newer one, it may be the only one. */
    static Path aside(Path place) {
        return named(place, "old");
    }

    private static Path named(Path place, String suffix) {
        return place.toAbsolutePath()
                .resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + "." + suffix);
    }

    private static void clear(Path place) throws IOException {
        Pattern form = Pattern.compile(
                "\\." + Pattern.quote(String.valueOf(place.getFileName())) + "\\.[0-9a-f-]{36}\\.(tmp|old)");
        List<Path> beside;
        try (Stream<Path> files =
                Files.list(place.toAbsolutePath().resolve("..").normalize())) {
            beside = files.toList();
        }
        for (Path each : beside) {
            Matcher name = form.matcher(each.getFileName().toString());
            if (name.matches() && (name.group(1).equals("tmp") ? isAbandoned(each) : isReplaced(place))) {
                remove(each);
            }
        }
    }

    /** An older bundle has its own times, and they say nothing: what counts is that a newer one took its place. */
    private static boolean isReplaced(Path place) {
        return Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    }

    private static boolean isAbandoned(Path path) throws IOException {
        Instant since = Instant.now().minus(ABANDONED);
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.toList()) {
                if (Files.getLastModifiedTime(each, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isAfter(since)) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException | UncheckedIOException goingOn) {
            // Another process writes to the same place, and is just done.
            return false;
        }
    }

    private static void remove(Path path) {
        try {
            BundleWriter.delete(path);
        } catch (IOException anothers) {
            // Another person's process left it: it is in nobody's way.
            return;
        }
    }
}
