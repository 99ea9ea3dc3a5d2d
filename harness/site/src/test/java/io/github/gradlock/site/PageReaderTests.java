package io.github.gradlock.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageReaderTests {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void anchorsAreThoseOfGitHub() {
        Page page = read(
                "# The page\n## `--until-confident C`\n## What it *is*, and what not\n## Größe & co.\n### Part\n## B\n### Part\n");

        assertEquals(
                List.of(
                        "the-page",
                        "--until-confident-c",
                        "what-it-is-and-what-not",
                        "größe--co",
                        "part",
                        "b",
                        "part-1"),
                page.headings().stream().map(Heading::anchor).toList());
        assertEquals(List.of(), problems);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "## No title\\n; 1: no title",
                "# Page\\n## Part\\ntext\\n## Part\\n; 4: this heading stands here twice: Part",
                "# Page\\n## A\\n### Part\\n### Part\\n; 4: this heading stands here twice: Part",
                "# Page\\n\\n<div>x</div>\\n; 3: HTML in a page: <div>x</div>",
                "# Page\\ntext <b>x</b>\\n; 2: HTML in a page: <b>",
                "# Page\\n![plot](plot.png)\\n; 2: an image: plot.png",
            })
    void whatAPageCannotShowIsFound(String text, String problem) {
        read(text.replace("\\n", "\n"));

        assertEquals(problem, problems.get(0).line() + ": " + problems.get(0).message());
    }

    @Test
    void commentsAreNoMarkup() {
        read("# Page\n<!-- run by: nobody -->\n```\nls\n```\ntext <!-- within --> text\n");

        assertEquals(List.of(), problems);
    }

    private Page read(String text) {
        return new PageReader(problems).read("docs/page.md", text);
    }
}
