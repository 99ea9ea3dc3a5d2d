package io.github.gradlock.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTests {
    @TempDir
    Path folder = Path.of("");

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void project() throws Exception {
        write("project/README.md", "# Home\n[guide](harness/docs/guide.md)\n");
        write("project/harness/docs/guide.md", "# Guide\n");
        write("project/notes.md", "no page");
        write("project/target/built.md", "no page");
        write("project/venv/package/LICENSE.md", "no page");
        write("project/harness/docs/.guide.md", "no page");
        write("project/" + SourceTree.CONTENTS, "Guides:\n  README.md\n");
        write("help/gradlock.txt", "gradlock\nUsage: gradlock\n");
    }

    @Test
    void itWritesTheSite() throws Exception {
        assertEquals(0, run(), this::said);
        assertTrue(Files.exists(folder.resolve("site/guide.html")));
        assertTrue(Files.exists(folder.resolve("site/gradlock.html")));
        assertTrue(
                said().contains(
                                "note: harness/site/contents.txt does not name harness/docs/guide.md; it stands at the end of Guides"),
                this::said);
        assertTrue(said().contains("3 pages, "), this::said);
    }

    @Test
    void nothingIsWrittenWhereSomethingIsWrong() throws Exception {
        write("project/harness/docs/guide.md", "# Guide\n[x](y.md)\n");

        assertEquals(2, run());
        assertTrue(
                said().startsWith("error: harness/docs/guide.md:2: a link to what is not there: y.md\n\nhint: "),
                this::said);
        assertFalse(Files.exists(folder.resolve("site")));
    }

    @Test
    void aPageOfAnotherEncodingIsNamed() throws Exception {
        Files.write(folder.resolve("project/harness/docs/guide.md"), new byte[] {'#', ' ', (byte) 0xe4});

        assertEquals(2, run());
        assertTrue(said().startsWith("error: not UTF-8: "), this::said);
        assertTrue(said().contains("guide.md\n\nhint: "), this::said);
    }

    @Test
    void anEarlierSiteIsReplacedAndOtherFilesAreLeftAlone() throws Exception {
        assertEquals(0, run());
        Files.delete(folder.resolve("project/harness/docs/guide.md"));
        write("project/README.md", "# Home\n");
        write("site/mine.txt", "mine");
        write("site/an_old.page.html", "from a file an_old.page.md");
        Files.writeString(
                folder.resolve("site/.gradlock-site"), "../help/gradlock.txt\nguide.html\nan_old.page.html\n");

        assertEquals(0, run(), this::said);
        assertFalse(Files.exists(folder.resolve("site/guide.html")));
        assertFalse(Files.exists(folder.resolve("site/an_old.page.html")));
        assertTrue(Files.exists(folder.resolve("site/mine.txt")));
        assertTrue(Files.exists(folder.resolve("help/gradlock.txt")));
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws Exception {
        write("site/index.html", "mine");

        assertEquals(2, run());
        assertTrue(said().contains("error: not empty, and no site that was written here: "), this::said);
        assertEquals("mine", Files.readString(folder.resolve("site/index.html")));
    }

    @Test
    void optionsAreChecked() {
        assertEquals(2, Main.run(List.of("--rot", "x"), stream(), stream()));
        assertEquals(2, Main.run(List.of("--root"), stream(), stream()));
        assertEquals(2, Main.run(List.of("--root", "x"), stream(), stream()));
        assertEquals(2, run("--repository", "javascript:alert(1)"));
        assertTrue(said().contains("error: not an option: --rot\n\nhint: "), this::said);
        assertTrue(said().contains("error: no address of a repository: javascript:alert(1)"), this::said);
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--root",
                folder.resolve("project").toString(),
                "--commands",
                folder.resolve("help").toString(),
                "--out",
                folder.resolve("site").toString()));
        arguments.addAll(List.of(more));
        return Main.run(arguments, stream(), stream());
    }

    private PrintStream stream() {
        return new PrintStream(said, true, StandardCharsets.UTF_8);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
