package io.github.gradlock.harness.diff;

import java.util.regex.Pattern;

/**
 * Names of cases: {@code *} stands for any characters, {@code ?} for one; everything else stands for itself.
 *
 * @param text as it was given
 */
public record CasePattern(String text) {
    /** Matches every case. */
    public static final CasePattern ALL = new CasePattern("*");

    /** Returns whether the whole name matches. */
    public boolean matches(String caseId) {
        StringBuilder regex = new StringBuilder();
        for (char c : text.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(caseId).matches();
    }
}
