package io.github.gradlock.harness.report.html;

import io.github.gradlock.harness.ExitStatus;
import io.github.gradlock.harness.diff.Verdict;

/** How a verdict looks: a class for the colour, and a sign that says the same without it. */
enum Tone {
    GOOD("good", "✔"),
    ALLOWED("allowed", "≈"),
    INCOMPLETE("incomplete", "!"),
    BAD("bad", "✘"),
    VARIES("varies", "~");

    private final String style;
    private final String sign;

    Tone(String style, String sign) {
        this.style = style;
        this.sign = sign;
    }

    static Tone of(Verdict verdict) {
        return switch (verdict) {
            case REPRODUCIBLE -> GOOD;
            case WITHIN_POLICY -> ALLOWED;
            case INCOMPLETE -> INCOMPLETE;
            case DIVERGENT -> BAD;
            case NONDETERMINISTIC -> VARIES;
        };
    }

    static Tone of(ExitStatus status) {
        return switch (status) {
            case REPRODUCIBLE -> GOOD;
            case DIFFERENT -> BAD;
            default -> INCOMPLETE;
        };
    }

    String style() {
        return style;
    }

    String sign() {
        return sign;
    }
}
