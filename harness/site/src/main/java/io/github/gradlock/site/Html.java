package io.github.gradlock.site;

import org.commonmark.renderer.html.HtmlWriter;

/** Text for HTML and for scripts. */
final class Html {
    private Html() {}

    /** Returns text that may stand in an element or in an attribute between double quotes. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Returns a string literal of JSON that may also stand in a script: it ends no element and no line. */
    static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** Writes an element with text in it. */
    static void write(HtmlWriter html, String tag, String text) {
        html.tag(tag);
        html.text(text);
        html.tag("/" + tag);
    }
}
