package io.github.gradlock.site;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/** What stands around a page's own text. */
final class Layout {
    private static final int LONGEST_DESCRIPTION = 160;

    private final Map<String, List<Page>> sections;
    private final List<Page> order;

    /**
     * Constructs a layout.
     *
     * @param sections pages by the names of sections, both in their order
     */
    Layout(Map<String, List<Page>> sections) {
        this.sections = sections;
        this.order = sections.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the whole document. */
    String html(Page page, String body) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <meta name="description" content="%s">
                <link rel="stylesheet" href="site.css">
                <script src="site.js" defer></script>
                </head>
                <body>
                <a class="skip" href="#content">Skip to the content</a>
                <header>
                <a class="brand" href="index.html">gradlock</a>
                <a class="to-pages" href="#pages">Pages</a>
                <form role="search" hidden><label for="query">Search</label><input id="query" type="search" autocomplete="off" placeholder="/"></form>
                </header>
                <div id="found" role="region" aria-label="Search results" aria-live="polite" hidden></div>
                <div class="frame">
                <main id="content" tabindex="-1">
                %s%s</main>
                %s<nav id="pages" aria-label="Pages">
                %s</nav>
                </div>
                </body>
                </html>
                """.formatted(
                        Html.escaped(page.url().equals("index.html") ? page.title() : page.title() + " · gradlock"),
                        Html.escaped(description(page)),
                        body,
                        neighbours(page),
                        headings(page),
                        navigation(page));
    }

    private String navigation(Page page) {
        StringBuilder html = new StringBuilder();
        sections.forEach((name, pages) -> {
            html.append("<h2>").append(Html.escaped(name)).append("</h2>\n<ul>\n");
            for (Page other : pages) {
                html.append("<li><a href=\"").append(other.url()).append('"');
                html.append(other.equals(page) ? " aria-current=\"page\">" : ">");
                html.append(Html.escaped(other.title())).append("</a></li>\n");
            }
            html.append("</ul>\n");
        });
        return html.toString();
    }

    /** The sections of a page that has more than two. */
    private static String headings(Page page) {
        List<Heading> second =
                page.headings().stream().filter(heading -> heading.level() == 2).toList();
        if (second.size() < 2) {
            return "";
        }
        StringBuilder html = new StringBuilder("<aside aria-label=\"On this page\">\n<h2>On this page</h2>\n<ul>\n");
        second.forEach(heading -> html.append("<li><a href=\"#")
                .append(Html.escaped(heading.anchor()))
                .append("\">")
                .append(Html.escaped(heading.text()))
                .append("</a></li>\n"));
        return html.append("</ul>\n</aside>\n").toString();
    }

    private String neighbours(Page page) {
        int at = order.indexOf(page);
        String before = at > 0 ? neighbour("prev", "← ", "", order.get(at - 1)) : "";
        String after = at + 1 < order.size() ? neighbour("next", "", " →", order.get(at + 1)) : "";
        return "<p class=\"neighbours\">" + before + after + "</p>\n";
    }

    private static String neighbour(String relation, String before, String after, Page page) {
        return "<a rel=\"" + relation + "\" href=\"" + page.url() + "\">" + before + Html.escaped(page.title()) + after
                + "</a>";
    }

    private static String description(Page page) {
        Node node = page.document().getFirstChild();
        while (node != null && !(node instanceof Paragraph)) {
            node = node.getNext();
        }
        String words = node == null ? page.title() : PlainWords.of(Objects.requireNonNull(node));
        return words.length() <= LONGEST_DESCRIPTION
                ? words
                : words.substring(0, words.offsetByCodePoints(0, words.codePointCount(0, LONGEST_DESCRIPTION))) + "…";
    }
}
