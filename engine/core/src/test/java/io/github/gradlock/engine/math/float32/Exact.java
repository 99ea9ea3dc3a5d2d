package io.github.gradlock.engine.math.float32;

/** Functions that round nothing, written out by way of bits and integers. */
enum Exact {
    NEG {
        @Override
        float of(float x) {
            return Float.intBitsToFloat(Float.floatToRawIntBits(x) ^ Integer.MIN_VALUE);
        }
    },
    ABS {
        @Override
        float of(float x) {
            return Float.intBitsToFloat(Float.floatToRawIntBits(x) & Integer.MAX_VALUE);
        }
    },
    SIGN {
        @Override
        float of(float x) {
            return x != x || x == 0 ? 0 : Float.floatToRawIntBits(x) < 0 ? -1 : 1;
        }
    },
    FLOOR {
        @Override
        float whole(float x, int cut) {
            return x < cut ? cut - 1 : cut;
        }
    },
    CEIL {
        @Override
        float whole(float x, int cut) {
            return x > cut ? cut + 1 : cut;
        }
    },
    ROUND {
        @Override
        float whole(float x, int cut) {
            float rest = Math.abs(x - cut);
            boolean away = rest > 0.5f || rest == 0.5f && (cut & 1) != 0;
            return away ? cut + (x < 0 ? -1 : 1) : cut;
        }
    },
    TRUNC {
        @Override
        float whole(float x, int cut) {
            return cut;
        }
    },
    RELU {
        @Override
        float of(float x) {
            return x != x ? x : Float.floatToRawIntBits(x) < 0 ? 0 : x;
        }
    };

    /** Returns the value; from 2^23 on numbers are whole, and a zero keeps the sign of the number. */
    float of(float x) {
        if (!(Math.abs(x) < 0x1p23f)) {
            return x;
        }
        float result = whole(x, (int) x);
        return result == 0 && Float.floatToRawIntBits(x) < 0 ? -0f : result;
    }

    /** Returns the whole number for a number and its whole part. */
    float whole(float x, int cut) {
        throw new UnsupportedOperationException(name());
    }
}
