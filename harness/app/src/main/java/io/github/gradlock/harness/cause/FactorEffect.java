package io.github.gradlock.harness.cause;

/**
 * What became of a case when one thing of its environment was changed.
 *
 * @param factor which: a factor of a variant, {@code locale}, {@code identity-hash}, {@code jdk}, …
 * @param text for people: {@code avx=0}
 * @param side name of the environment in which it was changed
 * @param effect what became of the case
 */
public record FactorEffect(String factor, String text, String side, Effect effect) {
    /** Running a case without most of the others is a change as well. */
    public static final String ALONE = "alone";

    /** No operation is recorded. */
    public static final String TRACE = "trace";

    /** One identity hash for all objects. */
    public static final String IDENTITY_HASH = "identity-hash";

    /** What a change does to a case. */
    public enum Effect {
        /** The bits are those without the change. */
        NONE,
        /** The bits are those of the other side. */
        AS_OTHER,
        /** Nothing was run: the environments of both sides are known to differ in this alone. */
        APART,
        /** The bits are others again, the same in every execution. */
        MOVED,
        /** The case varied, and with the change it does not. */
        STEADY,
        /** The case varies with the change. */
        VARIES
    }

    /** Returns what was seen in a sentence without its end: {@code with threads=2 host gives the other side's bits}. */
    public String sentence() {
        return switch (effect) {
            case AS_OTHER -> "with %s %s gives the other side's bits".formatted(text, side);
            case APART -> "the environments are known to differ in %s alone".formatted(text);
            case STEADY -> "with %s %s no longer varies".formatted(text, side);
            case NONE -> "with %s %s gives the same bits".formatted(text, side);
            case VARIES -> "with %s %s varies".formatted(text, side);
            case MOVED -> "with %s %s gives other bits".formatted(text, side);
        };
    }

    /** Returns whether the bits of a steady case became others. */
    public boolean isMoved() {
        return effect == Effect.AS_OTHER || effect == Effect.APART || effect == Effect.MOVED;
    }
}
