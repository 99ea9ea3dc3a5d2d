package io.github.gradlock.probe;

import java.util.List;
import java.util.regex.Pattern;

/** Which cases are wanted: globs over their ids, in which {@code *} is any text and {@code ?} any character. */
final class Selection {
    private final List<Pattern> patterns;

    /** Without globs every case is wanted. */
    Selection(List<String> globs) {
        this.patterns = globs.stream().map(Selection::pattern).toList();
    }

    boolean matches(String caseId) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(caseId).matches());
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int c : glob.codePoints().toArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
