package io.github.gradlock.engine.kernel.vector;

/**
 * Takes chunks of binary32 through a function that is computed in binary64, stage by stage; belongs to one thread, whose memory for it this is.
 *
 * <p>Each stage is a loop that C2 has to compile by itself: together they are more than it takes apart ({@code NodeCountInliningCutoff}), and which of
 * their vectors become objects then is a matter of luck. So they are called from one place that has all of them in turn, whose callee it cannot know.
 */
final class Chunks {
    private static final Stage[] STAGES = {
        Chunks::widen, Chunks::clamp, Chunks::compute, Chunks::round, Chunks::roundCarefully,
    };

    private static final float[] NONE = {};

    /** What is left behind the last whole vector. */
    final float[] rest = new float[Rounding.LENGTH];

    private final double[] wideX;
    private final double[] wideY;
    private WideFunctions.Loop wide = WideFunctions::exp;
    private Domain domain = Domain.POSITIVE;
    private Rounding.Reference reference = x -> x;
    private float[] x = NONE;
    private int at;
    private float[] out = NONE;
    private int to;
    private int count;
    private boolean isOrdinary;
    private boolean isRounded;

    /** A step of a chunk. */
    private interface Stage {
        void perform(Chunks chunks);
    }

    /** Provides for chunks of so many elements. */
    Chunks(int most) {
        wideX = new double[most];
        wideY = new double[most];
    }

    /** Takes chunks through a function from now on. */
    void begin(WideFunctions.Loop newWide, Domain newDomain, Rounding.Reference newReference) {
        wide = newWide;
        domain = newDomain;
        reference = newReference;
    }

    /** Sets {@code length} elements of {@code result}, whole vectors, to the function of those of {@code given}, correctly rounded. */
    void run(float[] given, int from, float[] result, int begin, int length) {
        x = given;
        at = from;
        out = result;
        to = begin;
        count = length;
        for (Stage stage : STAGES) {
            stage.perform(this);
        }
        // A thread's memory must not hold a tensor's.
        x = NONE;
        out = NONE;
    }

    private void widen() {
        isOrdinary = Rounding.widen(x, at, wideX, count, domain);
    }

    private void clamp() {
        if (!isOrdinary) {
            Rounding.clamp(wideX, count, domain);
        }
    }

    private void compute() {
        wide.run(wideX, wideY, count);
    }

    private void round() {
        isRounded = isOrdinary && Rounding.round(wideY, out, to, count);
    }

    private void roundCarefully() {
        if (!isRounded) {
            Rounding.roundCarefully(wideX, wideY, domain, reference, out, to, count);
        }
    }
}
