package io.github.gradlock.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentsTests {
    @Test
    void sectionsAndFilesKeepTheirOrder() {
        Contents contents = Contents.parse("# comment\nGuides:\n  b.md\n  a.md\n\nProject:\n  c.md\n", "list");

        assertEquals(List.of("b.md", "a.md", "c.md"), contents.files());
        assertEquals(
                List.of("b.md", "a.md", "d.md", "c.md", "commands/x.md"),
                contents.with(List.of("c.md", "commands/x.md", "d.md")).files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Guides:\n  a.md\nGuides:\n", "Guides:\n  a.md\nProject:\n  a.md\n"})
    void whatIsNamedTwiceIsRefusedWithItsLine(String text) {
        SiteException problem = assertThrows(SiteException.class, () -> Contents.parse(text, "list"));

        assertTrue(
                String.valueOf(problem.getMessage())
                        .startsWith("list:" + text.lines().count() + ": named twice: "),
                problem::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.md\n", "  a.md\n", "Guides\n", "Guides:\n  Project:\n"})
    void whatIsNeitherIsRefusedWithItsLine(String text) {
        SiteException problem = assertThrows(SiteException.class, () -> Contents.parse(text, "list"));

        assertTrue(
                String.valueOf(problem.getMessage())
                        .startsWith("list:" + text.lines().count() + ": "),
                problem::toString);
    }
}
