package io.github.gradlock.site;

import java.util.List;
import java.util.Map;
import org.commonmark.node.Node;

/**
 * A page that was read.
 *
 * @param source its Markdown file, from the root of the project, with slashes
 * @param url the name of its HTML file; all lie in one folder
 * @param title its first heading
 * @param document the parsed Markdown
 * @param headings in the order of the page
 * @param anchors of the headings, by their nodes
 */
record Page(String source, String url, String title, Node document, List<Heading> headings, Map<Node, String> anchors) {

    /** Returns whether something can link to it. */
    boolean hasAnchor(String anchor) {
        return headings.stream().anyMatch(heading -> heading.anchor().equals(anchor));
    }

    /** Returns the name of a file's page: that of its folder for a {@code README.md}, and {@code index.html} for the one at the root. */
    static String url(String source) {
        String[] parts = source.split("/");
        String name = parts[parts.length - 1].replaceFirst("\\.md$", "");
        if (name.equals("README")) {
            name = parts.length == 1 ? "index" : parts[parts.length - 2];
        }
        return name.toLowerCase(java.util.Locale.ROOT) + ".html";
    }
}
