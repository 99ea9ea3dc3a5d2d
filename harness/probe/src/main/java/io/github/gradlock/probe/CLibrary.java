package io.github.gradlock.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds which C library this process uses; its libm may decide bits of native code. */
final class CLibrary {
    private static final Pattern GLIBC = Pattern.compile("GNU C Library[^\\n]*version (\\d+\\.\\d+)");
    private static final Pattern MUSL = Pattern.compile("musl libc.{0,64}?(\\d+\\.\\d+\\.\\d+)", Pattern.DOTALL);
    private static final long LARGEST = 16 << 20;

    private CLibrary() {}

    /** Returns {@code glibc 2.36}, {@code musl 1.2.5}, a name without version, or why it is not known. */
    static String version() {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.isReadable(maps)) {
            return "unknown: no /proc/self/maps";
        }
        try (Stream<String> lines = Files.lines(maps)) {
            Path library = lines.map(line -> line.substring(Math.max(0, line.indexOf('/'))))
                    .filter(path ->
                            path.matches("/.*/(libc\\.so\\.6|libc-2\\.\\d+\\.so|ld-musl-[^/]*|libc\\.musl-[^/]*)"))
                    .map(Path::of)
                    .findFirst()
                    .orElse(null);
            return library == null ? "unknown: no C library is mapped" : version(library);
        } catch (IOException e) {
            return "unknown: " + e.getMessage();
        }
    }

    private static String version(Path library) throws IOException {
        boolean musl = library.toString().contains("musl");
        String text = Files.size(library) > LARGEST ? "" : Files.readString(library, StandardCharsets.ISO_8859_1);
        Matcher matcher = (musl ? MUSL : GLIBC).matcher(text);
        return (musl ? "musl" : "glibc") + (matcher.find() ? " " + matcher.group(1) : "");
    }
}
