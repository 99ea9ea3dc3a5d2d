package io.github.gradlock.harness.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * A Markdown file of the project.
 *
 * @param source its path from the root, with slashes
 * @param blocks in their order
 * @param pieces of code within lines and tables, in their order
 */
public record DocumentedPage(String source, List<CodeBlock> blocks, List<Piece> pieces) {
    /** The root of the project. */
    public static final Path HOME = Path.of("..", "..").toAbsolutePath().normalize();

    private static final String CONTENTS = "harness/site/contents.txt";
    private static final List<String> FOLDERS = List.of("engine/docs", "harness/docs");

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    /**
     * Code within a line.
     *
     * @param line counted from one
     * @param text between the backticks
     */
    public record Piece(int line, String text) {}

    /** Returns the pages of the site: those that its list names, and all in the folders of documentation. */
    public static List<DocumentedPage> all() throws IOException {
        Set<String> sources = new TreeSet<>();
        try (Stream<String> list = Files.lines(HOME.resolve(CONTENTS))) {
            list.filter(line -> line.startsWith("  ")).map(String::strip).forEach(sources::add);
        }
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
                files.filter(file -> String.valueOf(file.getFileName()).matches("[^.].*\\.md"))
                        .forEach(file ->
                                sources.add(HOME.relativize(file).toString().replace('\\', '/')));
            }
        }
        return sources.stream().map(DocumentedPage::read).toList();
    }

    /** Reads a page of the project. */
    public static DocumentedPage read(String source) {
        try {
            return parse(source, Files.readString(HOME.resolve(source)));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** Reads a page's text. */
    public static DocumentedPage parse(String source, String markdown) {
        DocumentedPage page = new DocumentedPage(source, new ArrayList<>(), new ArrayList<>());
        PARSER.parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                String language = block.getInfo() == null ? "" : block.getInfo().strip();
                page.add(block, language, block.getLiteral());
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                throw new AssertionError(
                        source + ":" + line(block) + ": a block by indentation; put it between fences");
            }

            @Override
            public void visit(Code code) {
                page.pieces().add(new Piece(line(code), code.getLiteral()));
            }
        });
        return page;
    }

    private void add(Node block, String language, String text) {
        int line = line(block);
        LinkedList<String> comments = new LinkedList<>();
        for (Node above = block.getPrevious();
                above instanceof HtmlBlock html && html.getLiteral().startsWith("<!--");
                above = above.getPrevious()) {
            comments.addFirst(html.getLiteral().strip());
        }
        blocks.add(new CodeBlock(source, line, language, text, Marks.parse(comments, source + ":" + line)));
    }

    private static int line(Node node) {
        return node.getSourceSpans().get(0).getLineIndex() + 1;
    }
}
