package io.github.gradlock.benchmark.sweep;

/** How far a perturbation moves a number from zero. */
enum Size {
    /** To the next number. */
    ULP("1ulp"),
    /** By sixteen numbers. */
    ULPS("16ulp"),
    /** By a millionth of itself, or to the next number. */
    MILLIONTH("1e-6"),
    /** By a thousandth of itself. */
    THOUSANDTH("1e-3");

    private final String id;

    Size(String id) {
        this.id = id;
    }

    /** Returns the word in case ids. */
    String id() {
        return id;
    }

    float move(float x) {
        return switch (this) {
            case ULP -> Float.intBitsToFloat(Float.floatToRawIntBits(x) + 1);
            case ULPS -> Float.intBitsToFloat(Float.floatToRawIntBits(x) + 16);
            case MILLIONTH -> (float) (x * (1 + 1e-6)) == x ? ULP.move(x) : (float) (x * (1 + 1e-6));
            case THOUSANDTH -> (float) (x * (1 + 1e-3));
        };
    }

    double move(double x) {
        return switch (this) {
            case ULP -> Double.longBitsToDouble(Double.doubleToRawLongBits(x) + 1);
            case ULPS -> Double.longBitsToDouble(Double.doubleToRawLongBits(x) + 16);
            case MILLIONTH -> x * (1 + 1e-6);
            case THOUSANDTH -> x * (1 + 1e-3);
        };
    }
}
