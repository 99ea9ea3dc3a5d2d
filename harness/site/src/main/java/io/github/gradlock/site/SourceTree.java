package io.github.gradlock.site;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The project's documentation: the files that its list names, and every Markdown file in its folders of documentation. Others that happen to
 * lie there, notes or those of an installed package, are none of it.
 */
final class SourceTree {
    /** The list of sections and pages, from the root of the project. */
    static final String CONTENTS = "harness/site/contents.txt";

    private static final List<String> FOLDERS = List.of("engine/docs", "harness/docs");
    private static final long LARGEST = 4 << 20;

    private SourceTree() {}

    /** Returns the texts by the paths of their files, with slashes. */
    static Map<String, String> read(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Set<Path> files = new TreeSet<>();
        for (String named : contents(root).files()) {
            files.add(root.resolve(named));
        }
        for (String folder : FOLDERS) {
            if (Files.isDirectory(root.resolve(folder))) {
                try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                    all.filter(SourceTree::isPage).forEach(files::add);
                }
            }
        }
        for (Path file : files) {
            // Of a name without a file, the site says it.
            if (Files.isRegularFile(file)) {
                texts.put(root.relativize(file).toString().replace('\\', '/'), text(file));
            }
        }
        return texts;
    }

    private static boolean isPage(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".md") && !name.startsWith(".");
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new SiteException("too large for a page: " + file, "no page has more than 4 MiB");
        }
        try {
            return Files.readString(file);
        } catch (MalformedInputException unread) {
            throw new SiteException("not UTF-8: " + file, "save the file with that encoding");
        }
    }

    /** Returns the list of sections. */
    static Contents contents(Path root) throws IOException {
        Path file = root.resolve(CONTENTS);
        if (!Files.exists(file)) {
            throw new SiteException("no list of pages: " + file, "--root names the project's folder");
        }
        return Contents.parse(text(file), CONTENTS);
    }
}
