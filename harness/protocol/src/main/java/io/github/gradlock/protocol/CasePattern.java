package io.github.gradlock.protocol;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Ids of cases, as people write them: {@code *} stands for any characters, {@code ?} for one; everything else stands for itself. */
public final class CasePattern implements Predicate<String> {
    /** Matches every case. */
    public static final CasePattern ALL = new CasePattern("*");

    private final String text;
    private final Pattern regex;

    /**
     * Takes a pattern.
     *
     * @param text as it was given
     */
    public CasePattern(String text) {
        this.text = text;
        StringBuilder translated = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            switch (c) {
                case '*' -> translated.append(".*");
                case '?' -> translated.append('.');
                default -> translated.append(Pattern.quote(Character.toString(c)));
            }
        }
        this.regex = Pattern.compile(translated.toString(), Pattern.DOTALL);
    }

    /** Returns what any of some patterns matches; where there are none, everything. */
    public static Predicate<String> anyOf(Collection<String> texts) {
        List<CasePattern> patterns = texts.stream().map(CasePattern::new).toList();
        return id -> patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(id));
    }

    @Override
    public boolean test(String caseId) {
        return matches(caseId);
    }

    /** Returns whether the whole id matches. */
    public boolean matches(String caseId) {
        return regex.matcher(caseId).matches();
    }

    /** Returns it as it was given. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CasePattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
