package io.github.gradlock.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** Writes a page's own text as HTML: commands lead to their pages, tables scroll, comments are left out. */
final class BodyRenderer {
    /** The order of its entries is that of the attributes in the page: a set order, unlike that of {@code Map.of}. */
    private static final Map<String, String> TABLE = new TreeMap<>(Map.of("class", "table", "tabindex", "0"));

    private final Map<String, String> commands;

    /**
     * Constructs a renderer.
     *
     * @param commands the pages of commands by their names, {@code gradlock env list}
     */
    BodyRenderer(Map<String, String> commands) {
        this.commands = commands;
    }

    String render(Page page) {
        wrapTables(page.document());
        return HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    String anchor = page.anchors().get(node);
                    if (anchor != null) {
                        attributes.put("id", anchor);
                    }
                })
                .nodeRendererFactory(context -> new Nodes(context, page.url()))
                .build()
                .render(page.document());
    }

    private static void wrapTables(Node document) {
        List<Node> tables = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomBlock block) {
                if (block instanceof TableBlock) {
                    tables.add(block);
                }
                visitChildren(block);
            }
        });
        for (Node table : tables) {
            Node frame = new Scrolled();
            table.insertBefore(frame);
            frame.appendChild(table);
        }
    }

    /** Returns the page of the longest command that a line begins with, or an empty string. */
    private String pageOf(String code) {
        String words = code.replaceFirst("^\\./", "");
        String name = "";
        for (String command : commands.keySet()) {
            boolean fits = command.contains(" ") && (words + " ").startsWith(command + " ");
            name = fits && command.length() > name.length() ? command : name;
        }
        return commands.getOrDefault(name, "");
    }

    private final class Nodes implements NodeRenderer {
        private final HtmlNodeRendererContext context;
        private final HtmlWriter html;
        private final String url;

        Nodes(HtmlNodeRendererContext context, String url) {
            this.context = context;
            this.html = context.getWriter();
            this.url = url;
        }

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(
                    HtmlBlock.class,
                    HtmlInline.class,
                    FencedCodeBlock.class,
                    Code.class,
                    Scrolled.class,
                    FileMention.class);
        }

        @Override
        public void render(Node node) {
            if (node instanceof FencedCodeBlock block) {
                block(block);
            } else if (node instanceof Code code) {
                code(code);
            } else if (node instanceof Scrolled) {
                html.line();
                html.tag("div", TABLE);
                children(node);
                html.tag("/div");
                html.line();
            } else if (node instanceof FileMention mention) {
                html.tag("span", Map.of("title", mention.path()));
                children(node);
                html.tag("/span");
            }
        }

        /** A command of a session is told from what it prints, since it alone is copied. */
        private void block(FencedCodeBlock block) {
            html.line();
            html.tag("div", Map.of("class", "code"));
            html.tag("pre", Map.of("tabindex", "0"));
            html.tag("code");
            boolean continued = false;
            for (String line : block.getLiteral().stripTrailing().split("\n")) {
                boolean prompt = line.startsWith("$ ");
                if (prompt || continued) {
                    html.tag("span", Map.of("class", prompt ? "typed first" : "typed"));
                    html.text(prompt ? line.substring(2) : line);
                    html.tag("/span");
                    continued = line.endsWith("\\");
                } else {
                    html.text(line);
                }
                html.raw("\n");
            }
            html.tag("/code");
            html.tag("/pre");
            html.tag("/div");
            html.line();
        }

        private void code(Code code) {
            String page = pageOf(code.getLiteral());
            boolean links = !page.isEmpty() && !page.equals(url) && isOutsideOfLinks(code);
            if (links) {
                html.tag("a", Map.of("href", page));
            }
            Html.write(html, "code", code.getLiteral());
            if (links) {
                html.tag("/a");
            }
        }

        private void children(Node node) {
            for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
                context.render(child);
            }
        }
    }

    private static boolean isOutsideOfLinks(Node node) {
        for (Node at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof Link || at instanceof org.commonmark.node.Heading) {
                return false;
            }
        }
        return true;
    }
}
