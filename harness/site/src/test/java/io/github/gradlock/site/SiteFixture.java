package io.github.gradlock.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sites of a few pages. */
final class SiteFixture {
    private final Path root;
    private final Map<String, String> texts = new TreeMap<>();

    SiteFixture(Path root) {
        this.root = root;
        texts.put("README.md", "# Home\n\nSee [a guide](docs/guide.md) and [the rest](docs/rest.md#second-part).\n");
        texts.put(
                "docs/guide.md",
                "# The guide\n\nRun `gradlock run` first.\n\n## Part\nText.\n\n| a | b |\n|---|--:|\n| c | d |\n\n```java\nint n;\n```\n");
        texts.put("docs/rest.md", "# The rest\n\n## First part\n\n## Second part\n[up](../README.md)\n");
    }

    SiteFixture with(String source, String text) {
        texts.put(source, text);
        return this;
    }

    Site site() {
        return site(null);
    }

    Site site(@Nullable String repository) {
        return Site.of(
                root, texts, Contents.parse("Guides:\n  README.md\n  docs/guide.md\n", "contents.txt"), repository);
    }

    /** Returns the problems as `file:line: message`. */
    List<String> problems() {
        return site().problems().stream()
                .map(problem -> problem.file() + ":" + problem.line() + ": " + problem.message())
                .toList();
    }

    /** Returns one text for the bytes of all files. */
    String digest() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Map.Entry<String, byte[]> file : site().files().entrySet()) {
            all.append(file.getKey())
                    .append(' ')
                    .append(Arrays.hashCode(file.getValue()))
                    .append('\n');
        }
        return all.toString();
    }

    /** Prints the digest. */
    public static void main(String[] none) throws IOException {
        System.out.print(new SiteFixture(Path.of("")).digest());
    }
}
