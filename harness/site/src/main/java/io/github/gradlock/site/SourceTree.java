package io.github.gradlock.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The project's documentation: every Markdown file outside of sources, build output and hidden folders. */
final class SourceTree {
    /** The list of sections and pages, from the root of the project. */
    static final String CONTENTS = "harness/site/contents.txt";

    private static final Set<String> PASSED_OVER = Set.of("src", "target");
    private static final long LARGEST = 4 << 20;

    private SourceTree() {}

    /** Returns the texts by the paths of their files, with slashes. */
    static Map<String, String> read(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = String.valueOf(folder.getFileName());
                boolean passedOver = !folder.equals(root) && (name.startsWith(".") || PASSED_OVER.contains(name));
                return passedOver ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".md") && attributes.isRegularFile()) {
                    if (attributes.size() > LARGEST) {
                        throw new SiteException("too large for a page: " + file, "no page has more than 4 MiB");
                    }
                    texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return texts;
    }

    /** Returns the list of sections. */
    static Contents contents(Path root) throws IOException {
        Path file = root.resolve(CONTENTS);
        if (!Files.exists(file)) {
            throw new SiteException("no list of pages: " + file, "--root names the project's folder");
        }
        return Contents.parse(Files.readString(file), CONTENTS);
    }
}
