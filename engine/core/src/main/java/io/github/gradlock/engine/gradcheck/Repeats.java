package io.github.gradlock.engine.gradcheck;

/** Whether repeated backward passes gave the same: by default the same bits, so that zeros of either sign are told apart. */
final class Repeats {
    private Repeats() {}

    static boolean allows(GradcheckOptions options, double first, double again) {
        return Double.doubleToLongBits(first) == Double.doubleToLongBits(again)
                || options.nondetTol() > 0 && Math.abs(first - again) <= options.nondetTol();
    }

    static GradcheckException exception(
            GradcheckOptions options, int output, int input, int row, double first, double again) {
        String limit = options.nondetTol() == 0 ? "changed its bits" : "moved by more than " + options.nondetTol();
        return new GradcheckException("Backward is not reentrant: the gradient of output " + output
                + " with respect to input " + input + " " + limit
                + " on a fresh graph with the same inputs, for output element " + row + ": " + first + ", then "
                + again);
    }
}
