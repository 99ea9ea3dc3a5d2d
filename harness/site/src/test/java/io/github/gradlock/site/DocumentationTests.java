package io.github.gradlock.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The project's own pages: every link leads somewhere, every page is reached. */
class DocumentationTests {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final int LEAST_PAGES = 20;

    @Test
    void nothingIsWrongWithTheDocumentation() throws Exception {
        Map<String, String> texts = SourceTree.read(ROOT);

        assertTrue(texts.size() >= LEAST_PAGES, () -> "only " + texts.keySet());
        List<String> problems = Site.of(ROOT, texts, SourceTree.contents(ROOT), null).problems().stream()
                .map(Problem::text)
                .toList();
        assertEquals("", String.join("\n", problems));
    }
}
