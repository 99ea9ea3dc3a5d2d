package io.github.gradlock.site;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Reads a Markdown file, names its headings, and refuses what a page cannot show. */
final class PageReader {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private final List<Problem> problems;

    /**
     * Constructs a reader.
     *
     * @param problems where it puts what it finds
     */
    PageReader(List<Problem> problems) {
        this.problems = problems;
    }

    /**
     * Reads a page.
     *
     * @param source its file, from the root of the project
     * @param markdown its text
     */
    Page read(String source, String markdown) {
        Node document = PARSER.parse(markdown);
        Names names = new Names(source);
        document.accept(names);
        List<Heading> headings = names.headings;
        if (headings.isEmpty() || headings.get(0).level() != 1) {
            problems.add(
                    new Problem(source, 1, "no title", "begin the file with a heading of the first level: # Title"));
        }
        String title = headings.isEmpty() ? source : headings.get(0).text();
        return new Page(source, Page.url(source), title, document, List.copyOf(headings), names.anchors);
    }

    /** Returns the line of a node, counted from one. */
    static int line(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.getSourceSpans().isEmpty()) {
                return at.getSourceSpans().get(0).getLineIndex() + 1;
            }
        }
        return 0;
    }

    private final class Names extends AbstractVisitor {
        private final String source;
        private final IdGenerator ids = IdGenerator.builder().build();
        private final List<Heading> headings = new ArrayList<>();
        private final Map<Node, String> anchors = new IdentityHashMap<>();
        private final Deque<Heading> parents = new ArrayDeque<>();
        private final Set<List<String>> seen = new HashSet<>();

        Names(String source) {
            this.source = source;
        }

        @Override
        public void visit(org.commonmark.node.Heading node) {
            String text = PlainWords.of(node);
            Heading heading = new Heading(node.getLevel(), text, ids.generateId(text), line(node));
            while (!parents.isEmpty() && parents.peek().level() >= heading.level()) {
                parents.pop();
            }
            // Under unlike headings the same word is no mistake: a changelog has an "Added" for each version.
            String parent = parents.isEmpty() ? "" : parents.peek().anchor();
            if (!seen.add(List.of(parent, text))) {
                problems.add(new Problem(
                        source,
                        heading.line(),
                        "this heading stands here twice: " + text,
                        "links need one name a section"));
            }
            parents.push(heading);
            headings.add(heading);
            anchors.put(node, heading.anchor());
        }

        @Override
        public void visit(HtmlBlock html) {
            refuseMarkup(html, html.getLiteral());
        }

        @Override
        public void visit(HtmlInline html) {
            refuseMarkup(html, html.getLiteral());
        }

        @Override
        public void visit(Image image) {
            problems.add(new Problem(
                    source,
                    line(image),
                    "an image: " + image.getDestination(),
                    "say it in words, a table or a block of text"));
        }

        private void refuseMarkup(Node node, String literal) {
            if (!literal.strip().startsWith("<!--")) {
                problems.add(new Problem(
                        source,
                        line(node),
                        "HTML in a page: " + literal.strip(),
                        "write Markdown, or put it between backticks"));
            }
        }
    }
}
