package io.github.gradlock.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The folder that a site is written to. It keeps a list of its files, so that what is somebody else's is neither removed nor mixed with it. */
final class SiteFolder {
    private static final String LIST = ".gradlock-site";

    private SiteFolder() {}

    /** Writes the files in place of those of an earlier site. */
    static void write(Path folder, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(folder);
        Path list = folder.resolve(LIST);
        if (Files.exists(list)) {
            for (String name : Files.readAllLines(list)) {
                // A name from a file: it must not lead out of the folder.
                if (name.matches("\\w[\\w.-]*\\.(html|js|css)")) {
                    Files.deleteIfExists(folder.resolve(name));
                }
            }
        } else if (!isEmpty(folder)) {
            throw new SiteException(
                    "not empty, and no site that was written here: " + folder,
                    "name another folder, or empty this one");
        }
        Files.write(list, new TreeSet<>(files.keySet()));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
