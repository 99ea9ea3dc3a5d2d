package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.report.Figures;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes elements that are well-formed as XML and as HTML. All text and all attributes are escaped here and nowhere else, so that
 * no name from a bundle can become markup.
 */
final class Markup {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values by turns
     */
    Markup open(String tag, String... attributes) {
        start(tag, attributes);
        text.append('>');
        open.push(tag);
        return this;
    }

    /** Closes the element that was opened last. */
    Markup close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Ends the line, so that the page can be read as a file. */
    Markup line() {
        text.append('\n');
        return this;
    }

    /** Writes text. */
    Markup text(String content) {
        escape(content);
        return this;
    }

    /** Writes an element that holds text alone. */
    Markup element(String tag, String content, String... attributes) {
        return open(tag, attributes).text(content).close();
    }

    /** Writes an element that holds nothing: one that is void in HTML, or one of SVG. */
    Markup empty(String tag, String... attributes) {
        start(tag, attributes);
        text.append("/>");
        return this;
    }

    /** Writes the style or the script, which are ours and must read the same to an XML parser. */
    Markup verbatim(String tag, String content) {
        if (content.contains("<") || content.contains("&")) {
            throw new IllegalArgumentException("markup in the " + tag);
        }
        text.append('<')
                .append(tag)
                .append('>')
                .append(content)
                .append("</")
                .append(tag)
                .append(">");
        return this;
    }

    /** Appends what another one wrote. */
    Markup add(Markup other) {
        text.append(other);
        return this;
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("<" + open.peek() + "> is still open");
        }
        return text.toString();
    }

    private void start(String tag, String... attributes) {
        text.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            text.append('"');
        }
    }

    private void escape(String content) {
        String plain = Figures.plain(content);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c);
            }
        }
    }
}
