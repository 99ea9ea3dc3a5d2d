package io.github.gradlock.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTests {
    @TempDir
    Path root = Path.of("");

    private SiteFixture pages = new SiteFixture(root);

    @BeforeEach
    void files() throws Exception {
        Files.createDirectories(root.resolve("environments/host"));
        Files.writeString(root.resolve("LICENSE"), "");
        pages = new SiteFixture(root);
    }

    @Test
    void linksThatLeadSomewhereAreNoProblem() {
        assertEquals(List.of(), pages.problems());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[x](docs/guid.md); a link to what is not there: docs/guid.md",
                "[x](docs/guide.md#parts); a link to a heading that is not there: docs/guide.md#parts",
                "[x](#nothing); a link to a heading that is not there: #nothing",
                "[x](../README.md); a link to what is not there: ../README.md",
                "[x](/etc/hostname); a link to what is not there: /etc/hostname",
                "[x](environments/guest); a link to what is not there: environments/guest",
                "<javascript:alert(1)>; a link to what is not there: javascript:alert(1)",
                "[x](ftp://example.org/x); a link to what is not there: ftp://example.org/x",
                "[x][ref]\\n\\n[ref]: docs/nowhere.md; a link to what is not there: docs/nowhere.md",
            })
    void aLinkThatLeadsNowhereIsFoundWithItsLine(String link, String message) {
        String text =
                "# Home\n[a guide](docs/guide.md) [the rest](docs/rest.md)\n\n" + link.replace("\\n", "\n") + "\n";

        assertEquals(
                List.of("README.md:4: " + message),
                pages.with("README.md", text).problems());
    }

    @Test
    void aPageThatNoOtherLinksToIsFound() {
        pages.with("docs/alone.md", "# Alone\n\n[itself](#alone) [home](../README.md)\n");

        assertEquals(List.of("docs/alone.md:0: no other page links to this one"), pages.problems());
    }

    @Test
    void twoFilesOfOnePageAreFound() {
        pages.with("more/guide.md", "# Another\n\n")
                .with("docs/rest.md", "# The rest\n\n## Second part\n[x](../more/guide.md)\n");

        assertEquals(List.of("more/guide.md:0: its page would be that of docs/guide.md: guide.html"), pages.problems());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSE", "environments", "environments/host"})
    void aFileThatIsNoPageIsPlainTextOrInTheRepository(String file) throws Exception {
        pages.with("docs/guide.md", "# The guide\n\nSee [this *file*](../" + file + ").\n");

        String plain = html(pages.site(), "guide.html");
        assertTrue(plain.contains("<span title=\"" + file + "\">this <em>file</em></span>"), plain);
        assertFalse(plain.contains("href=\"../"), plain);
        String linked = html(pages.site("https://example.org/blob/main/"), "guide.html");
        assertTrue(linked.contains("<a href=\"https://example.org/blob/main/" + file + "\">this"), linked);
    }

    @Test
    void linksLeadToPagesOfTheSite() throws Exception {
        String home = html(pages.site(), "index.html");

        assertTrue(home.contains("<a href=\"guide.html\">a guide</a>"), home);
        assertTrue(home.contains("<a href=\"rest.html#second-part\">the rest</a>"), home);
        assertTrue(html(pages.site(), "rest.html").contains("<h2 id=\"second-part\">Second part</h2>"));
    }

    private static String html(Site site, String name) throws Exception {
        assertEquals(List.of(), site.problems());
        return new String(Objects.requireNonNull(site.files().get(name)), StandardCharsets.UTF_8);
    }
}
