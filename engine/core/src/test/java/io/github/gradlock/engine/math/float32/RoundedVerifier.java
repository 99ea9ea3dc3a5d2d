package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.Kernels;
import java.util.function.Consumer;

/**
 * Checks a function whose values have to be rounded. Where an estimate and its bound leave one binary32 number, that is the correct
 * result; elsewhere {@link Definition#rounded} decides in high precision.
 */
class RoundedVerifier extends Verifier {
    private final Definition definition;
    private final Estimate estimate;
    private long decided;

    RoundedVerifier(Kernels kernels, Definition definition, Wrong wrong) {
        super(kernels, definition.function(), wrong);
        this.definition = definition;
        this.estimate = new Estimate(definition);
    }

    @Override
    long decided() {
        return decided;
    }

    @Override
    void judge(int first) {
        if ((first & 0x7f800000) == 0x7f800000) {
            for (int i = 0; i < x.length; i++) {
                compare(i, definition.rounded(x[i]));
            }
            return;
        }
        float low = Math.min(x[0], x[x.length - 1]);
        float high = Math.max(x[0], x[x.length - 1]);
        Float constant = definition.constant(low, high);
        if (constant != null) {
            compareAll(constant);
            return;
        }
        estimate.fill(first);
        int start = 0;
        if (x[0] == 0) {
            compare(0, definition.rounded(x[0]));
            start = 1;
        }
        compareFrom(start);
    }

    private void compareFrom(int start) {
        double[] values = estimate.values();
        double[] bounds = estimate.bounds();
        for (int i = start; i < values.length; i++) {
            float low = (float) (values[i] - bounds[i]);
            float high = (float) (values[i] + bounds[i]);
            if (Float.floatToIntBits(low) == Float.floatToIntBits(high)) {
                compare(i, low);
            } else {
                decided++;
                compare(i, definition.rounded(x[i]));
            }
        }
    }

    /**
     * Collects the inputs of a block whose exact values are so near the middle between two binary32 numbers that a binary64 value
     * which is off by 16 units in its last place could be rounded to the wrong one.
     */
    void nearMiddle(int first, Consumer<Float> inputs) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(first + i);
        }
        float low = Math.min(x[0], x[x.length - 1]);
        float high = Math.max(x[0], x[x.length - 1]);
        if ((first & 0x7f800000) == 0x7f800000 || definition.constant(low, high) != null) {
            return;
        }
        estimate.fill(first);
        double[] values = estimate.values();
        double[] bounds = estimate.bounds();
        for (int i = 0; i < values.length; i++) {
            double doubt = bounds[i] + Math.abs(values[i]) * 0x1p-48;
            if ((float) (values[i] - doubt) != (float) (values[i] + doubt)) {
                inputs.accept(x[i]);
            }
        }
    }
}
