package io.github.gradlock.protocol;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object while it is read; a field that nobody asked for is a fault. */
final class JsonFields {
    private final JsonValue object;
    private final Map<String, JsonValue> unread;
    private final List<String> known = new ArrayList<>();

    JsonFields(JsonValue object) throws BundleException {
        this.object = object;
        this.unread = new LinkedHashMap<>(object.fields());
    }

    JsonValue required(String name) throws BundleException {
        JsonValue value = optional(name);
        if (value == null) {
            throw object.fault("no field '" + name + "'", "the schema of this file is in harness/docs/bundle.md");
        }
        return value;
    }

    /** Returns a field, or null if it is absent or null. */
    @Nullable
    JsonValue optional(String name) {
        known.add(name);
        JsonValue value = unread.remove(name);
        return value == null || value.isNull() ? null : value;
    }

    @Nullable
    String optionalText(String name) throws BundleException {
        JsonValue value = optional(name);
        return value == null ? null : value.text();
    }

    /** Rejects what was not read, and names the nearest field that exists. */
    void finish() throws BundleException {
        for (Map.Entry<String, JsonValue> field : unread.entrySet()) {
            throw field.getValue()
                    .fault(
                            "unknown field '" + field.getKey() + "'",
                            "did you mean '" + nearest(field.getKey()) + "'? known here: " + String.join(", ", known));
        }
    }

    private String nearest(String word) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElse("");
    }

    /** Levenshtein's distance, row by row; the words are cut so that a hostile key costs nothing. */
    private static int distance(String word, String other) {
        String a = word.substring(0, Math.min(word.length(), 64));
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int replace = diagonal + (a.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
