package io.github.gradlock.harness.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills places marked {@code {{name}}}; what is filled in is not looked at again. */
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    private Template() {}

    /**
     * Returns the template with its places filled.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    static String fill(String template, Map<String, String> values) {
        return PLACE.matcher(template).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("no value for " + place.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** Escapes text for HTML, inside and outside of attributes; control characters but line ends are replaced. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            String plain = Figures.plain(line)
                    .replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;")
                    .replace("'", "&#39;");
            escaped.append(escaped.length() == 0 ? "" : "\n").append(plain);
        }
        return escaped.toString();
    }
}
