package io.github.gradlock.site;

import java.util.List;
import org.commonmark.node.Node;

/** What the search looks through: the words of each section. A script rather than a plain document, since a page of a file system may load no other. */
final class SearchIndex {
    private final StringBuilder json = new StringBuilder();

    /** Adds a page, whose links need not be resolved yet. */
    void add(Page page) {
        String heading = page.title();
        String anchor = "";
        StringBuilder words = new StringBuilder();
        for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof org.commonmark.node.Heading) {
                entry(page, heading, anchor, words);
                heading = PlainWords.of(node);
                anchor = page.anchors().getOrDefault(node, "");
                words.setLength(0);
            } else {
                words.append(PlainWords.of(node)).append(' ');
            }
        }
        entry(page, heading, anchor, words);
    }

    /** Returns the script. */
    String script() {
        return "window.gradlockIndex = [" + json + "\n];\n";
    }

    private void entry(Page page, String heading, String anchor, StringBuilder words) {
        boolean isTitle = heading.equals(page.title());
        if (words.toString().isBlank() && (anchor.isEmpty() || isTitle)) {
            return;
        }
        List<String> fields = List.of(
                page.title(),
                isTitle ? "" : heading,
                page.url() + (isTitle ? "" : "#" + anchor),
                words.toString().strip());
        json.append(json.isEmpty() ? "\n" : ",\n")
                .append('[')
                .append(String.join(",", fields.stream().map(Html::json).toList()))
                .append(']');
    }
}
