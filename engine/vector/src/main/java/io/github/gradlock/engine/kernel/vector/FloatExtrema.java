package io.github.gradlock.engine.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Greatest and least elements of float32 runs, with the meaning of {@link Math#max}: exact, so their order is free. */
final class FloatExtrema {
    private static final VectorSpecies<Float> SPECIES = Lanes.FLOATS;
    private static final int LENGTH = SPECIES.length();

    private FloatExtrema() {}

    static float max(float[] x, int origin, int length) {
        float value = x[origin];
        int i = 1;
        if (length >= 2 * LENGTH) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, origin);
            FloatVector b = FloatVector.fromArray(SPECIES, x, origin + LENGTH);
            for (i = 2 * LENGTH; i <= length - 2 * LENGTH; i += 2 * LENGTH) {
                a = a.max(FloatVector.fromArray(SPECIES, x, origin + i));
                b = b.max(FloatVector.fromArray(SPECIES, x, origin + i + LENGTH));
            }
            float[] lanes = a.max(b).toArray();
            for (float lane : lanes) {
                value = Math.max(value, lane);
            }
        }
        for (; i < length; i++) {
            value = Math.max(value, x[origin + i]);
        }
        return value;
    }

    static float min(float[] x, int origin, int length) {
        float value = x[origin];
        int i = 1;
        if (length >= 2 * LENGTH) {
            FloatVector a = FloatVector.fromArray(SPECIES, x, origin);
            FloatVector b = FloatVector.fromArray(SPECIES, x, origin + LENGTH);
            for (i = 2 * LENGTH; i <= length - 2 * LENGTH; i += 2 * LENGTH) {
                a = a.min(FloatVector.fromArray(SPECIES, x, origin + i));
                b = b.min(FloatVector.fromArray(SPECIES, x, origin + i + LENGTH));
            }
            float[] lanes = a.min(b).toArray();
            for (float lane : lanes) {
                value = Math.min(value, lane);
            }
        }
        for (; i < length; i++) {
            value = Math.min(value, x[origin + i]);
        }
        return value;
    }
}
