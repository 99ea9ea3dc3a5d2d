package io.github.gradlock.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTests {
    private static final int PROCESSES = 4;

    @TempDir
    Path root = Path.of("");

    @Test
    void theSamePagesGiveTheSameBytes() throws Exception {
        Map<String, byte[]> first = new SiteFixture(root).site().files();
        Map<String, byte[]> second = new SiteFixture(root).site().files();

        assertEquals(first.keySet(), second.keySet());
        first.forEach((name, bytes) -> assertArrayEquals(bytes, second.get(name), name));
    }

    /** In one process the order of {@code Map.of} is always the same, in the next one it may be another. */
    @Test
    void anotherProcessWritesTheSameBytes() throws Exception {
        Set<String> digests = new HashSet<>();
        for (int i = 0; i < PROCESSES; i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            SiteFixture.class.getName())
                    .redirectErrorStream(true)
                    .start();
            digests.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, process.waitFor(), digests::toString);
        }
        assertEquals(Set.of(new SiteFixture(root).digest()), digests);
    }

    @Test
    void aPageThatTheContentsDoNotNameStandsInTheFirstSection() throws Exception {
        String html = page(new SiteFixture(root), "guide.html");

        int second = html.indexOf("<li><a href=\"guide.html\" aria-current=\"page\">The guide</a></li>");
        int last = html.indexOf("<li><a href=\"rest.html\">The rest</a></li>");
        assertTrue(second >= 0 && last > second, html);
        assertTrue(html.contains(
                "<a rel=\"prev\" href=\"index.html\">← Home</a><a rel=\"next\" href=\"rest.html\">The rest →</a>"));
    }

    @Test
    void aPageInTheContentsThatIsNotThereIsFound() {
        Contents contents = Contents.parse("Guides:\n  README.md\n  docs/gone.md\n", "contents.txt");
        Site site = Site.of(root, Map.of("README.md", "# Home\n"), contents, null);

        assertEquals(
                List.of("no such page: docs/gone.md"),
                site.problems().stream().map(Problem::message).toList());
    }

    @Test
    void commandsLeadToTheirPages() throws Exception {
        Path commands = Files.createDirectories(root.resolve("help"));
        Files.writeString(commands.resolve("gradlock.txt"), "gradlock\nUsage: gradlock COMMAND\n");
        Files.writeString(commands.resolve("gradlock-env.txt"), "gradlock env\nUsage: gradlock env COMMAND\n");
        Files.writeString(
                commands.resolve("gradlock-env-list.txt"), "gradlock env list\nUsage: gradlock env list <b>\n");
        SiteFixture pages = new SiteFixture(root)
                .with("docs/guide.md", "# G\n`./gradlock env list --json`, `gradlock env`, `gradlock.env`\n");
        CommandPages.read(commands).forEach(pages::with);

        String html = page(pages, "guide.html");
        assertTrue(
                html.contains("<a href=\"gradlock-env-list.html\"><code>./gradlock env list --json</code></a>"), html);
        assertTrue(html.contains("<a href=\"gradlock-env.html\"><code>gradlock env</code></a>"), html);
        assertTrue(html.contains(", <code>gradlock.env</code>"), html);
        assertTrue(
                page(pages, "gradlock-env.html").contains("<a href=\"gradlock-env-list.html\">gradlock env list</a>"));
        assertTrue(page(pages, "gradlock-env-list.html").contains("Usage: gradlock env list &lt;b&gt;"));
    }

    @Test
    void ofASessionWhatWasTypedIsTold() throws Exception {
        SiteFixture pages = new SiteFixture(root).with("docs/guide.md", "# G\n```\n$ ls \\\n    -l\na <b>\n```\n");

        assertTrue(
                page(pages, "guide.html")
                        .contains(
                                "<span class=\"typed first\">ls \\</span>\n<span class=\"typed\">    -l</span>\na &lt;b&gt;\n"));
    }

    @Test
    void marksForTestsAreNotShown() throws Exception {
        SiteFixture pages =
                new SiteFixture(root).with("docs/guide.md", "# G\n<!-- ends with: 1 -->\n```\nls\n```\na<!-- b -->c\n");

        String html = page(pages, "guide.html");
        assertFalse(html.contains("ends with"), html);
        assertTrue(html.contains("<p>ac</p>"), html);
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws Exception {
        for (Map.Entry<String, byte[]> file :
                new SiteFixture(root).site().files().entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            assertFalse(text.contains("http:") || text.contains("https:") || text.contains("//cdn"), file::getKey);
        }
    }

    @Test
    void theIndexEndsNoScriptAndHasEverySection() throws Exception {
        SiteFixture pages = new SiteFixture(root)
                .with(
                        "docs/guide.md",
                        "# G\n\nA `</script>` \"quoted\"\\\\.\n\n## Part\nText.\n\n| a | b |\n|---|---|\n| c | d |\n");

        String index = page(pages, "search-index.js");
        assertTrue(index.contains("[\"G\",\"\",\"guide.html\",\"A \\u003c/script> \\\"quoted\\\"\\\\.\"]"), index);
        assertTrue(index.contains("[\"G\",\"Part\",\"guide.html#part\",\"Text. a b c d\"]"), index);
    }

    private static String page(SiteFixture pages, String name) throws Exception {
        Site site = pages.site();
        assertEquals(List.of(), site.problems());
        return new String(Objects.requireNonNull(site.files().get(name)), StandardCharsets.UTF_8);
    }
}
