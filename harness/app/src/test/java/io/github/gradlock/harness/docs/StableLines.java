package io.github.gradlock.harness.docs;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The lines of an output that are the same on every machine and on every day. Numbers, times, digests and values are {@code #}; {@code …} stands
 * for anything; elements, and who agrees with whom, are passed over, since they depend on the processor.
 */
public final class StableLines {
    private static final Pattern ELEMENTS = Pattern.compile(".* 0x[0-9a-f]+$|at \\[.*");

    private StableLines() {}

    /** Returns the first line that an output lacks, or an empty string: those of the page must stand in it, in their order. */
    public static String missing(List<String> expected, List<String> actual) {
        List<String> lines = actual.stream().map(StableLines::stable).toList();
        int at = 0;
        for (String line : expected) {
            String wanted = stable(line);
            if (wanted.isEmpty() || wanted.startsWith("…")) {
                continue;
            }
            Pattern pattern = pattern(wanted);
            while (at < lines.size() && !pattern.matcher(lines.get(at)).matches()) {
                at++;
            }
            if (at == lines.size()) {
                return line;
            }
            at++;
        }
        return "";
    }

    private static Pattern pattern(String wanted) {
        return Pattern.compile(String.join(
                ".*",
                List.of(wanted.split("…", -1)).stream().map(Pattern::quote).toList()));
    }

    static String stable(String line) {
        String text = line.strip().replaceAll("\\s+", " ");
        if (ELEMENTS.matcher(text).matches()) {
            return "";
        }
        return text.replaceAll("\\b[0-9a-f]{6,64}(?=…|\\b)", "#")
                .replaceAll("-?\\b\\d[\\d,.]*(E-?\\d+)?", "#")
                .replaceFirst("^agree: .*", "agree:");
    }
}
