package io.github.gradlock.harness.spec;

import java.util.List;
import java.util.Map;

/** A node of a YAML document with the place it was read from; no tags, no objects, aliases already followed. */
public sealed interface YamlNode {
    /** Returns {@code file:line:column}, counted from 1. */
    String location();

    /** Returns what a person would call it: {@code a list}, {@code the text "x"}. */
    String description();

    /**
     * A scalar.
     *
     * @param text its value, escapes resolved
     * @param plain whether it was written without quotes
     */
    record Scalar(String text, boolean plain, String location) implements YamlNode {
        /** Returns whether nothing, {@code ~} or {@code null} was written. */
        public boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        @Override
        public String description() {
            if (isNothing()) {
                return "nothing";
            }
            String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
            if (plain && text.matches("[-+]?[0-9][0-9_]*(\\.[0-9]*)?")) {
                return "the number " + shown;
            }
            return "the text \"" + shown + "\"";
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, String location) implements YamlNode {
        @Override
        public String description() {
            return "a list";
        }
    }

    /** A mapping, in the order written. */
    record Mapping(Map<String, Entry> entries, String location) implements YamlNode {
        @Override
        public String description() {
            return "a mapping";
        }
    }

    /** A value of a mapping, and where its key stands. */
    record Entry(YamlNode value, String keyLocation) {}
}
