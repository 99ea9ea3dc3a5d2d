package io.github.gradlock.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON: maps in their own order, the fewest escapes, characters outside ASCII as they are. */
final class Json {
    private static final String INDENT = "  ";

    private Json() {}

    /** Returns one line: maps, lists, strings, whole numbers, booleans. */
    static String line(Map<String, ?> object) {
        StringBuilder text = new StringBuilder();
        append(text, object, null);
        return text.toString();
    }

    /** Returns an indented document with a line feed at its end, for people and for text tools. */
    static String document(Map<String, ?> object) {
        StringBuilder text = new StringBuilder();
        append(text, object, "\n");
        return text.append('\n').toString();
    }

    /** Appends a value; {@code margin} is the line feed and indentation it stands at, null for a single line. */
    private static void append(StringBuilder text, Object value, @Nullable String margin) {
        if (value instanceof Map<?, ?> map) {
            appendMap(text, map, margin);
        } else if (value instanceof List<?> list) {
            appendList(text, list, margin);
        } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof String string) {
            quote(text, string);
        } else {
            throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private static void appendMap(StringBuilder text, Map<?, ?> map, @Nullable String margin) {
        String inner = margin == null ? null : margin + INDENT;
        text.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            separate(text, first, inner);
            first = false;
            quote(text, String.valueOf(entry.getKey()));
            text.append(margin == null ? ":" : ": ");
            append(text, entry.getValue(), inner);
        }
        text.append(first || margin == null ? "" : margin).append('}');
    }

    private static void appendList(StringBuilder text, List<?> list, @Nullable String margin) {
        String inner = margin == null ? null : margin + INDENT;
        text.append('[');
        boolean first = true;
        for (Object item : list) {
            separate(text, first, inner);
            first = false;
            append(text, item, inner);
        }
        text.append(first || margin == null ? "" : margin).append(']');
    }

    private static void separate(StringBuilder text, boolean first, @Nullable String margin) {
        if (!first) {
            text.append(',');
        }
        if (margin != null) {
            text.append(margin);
        }
    }

    private static void quote(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < 0x20) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
