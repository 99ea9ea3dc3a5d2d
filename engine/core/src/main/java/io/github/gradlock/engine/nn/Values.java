package io.github.gradlock.engine.nn;

import io.github.gradlock.engine.tensor.Repr;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What modules are told: lists of numbers for the dimensions of an image, and shares. */
final class Values {
    private Values() {}

    static List<Integer> list(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    /** Returns a number for each dimension, where one may stand for all. */
    static List<Integer> spread(String name, List<Integer> values, int dims) {
        if (values.size() != 1 && values.size() != dims) {
            throw new IllegalArgumentException(name + " should be one number or " + dims + ", got " + values);
        }
        return values.size() == dims ? values : Collections.nCopies(dims, values.get(0));
    }

    /** Writes one number as it is, and several as a tuple, as PyTorch shows what it was given. */
    static String shown(List<Integer> values) {
        return values.size() == 1 ? values.get(0).toString() : Repr.tuple(values);
    }

    /** Returns a size, which may be 0 and not negative. */
    static int requireSize(String name, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(name + " must not be negative, got " + size);
        }
        return size;
    }

    static double requireProbability(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("dropout probability has to be between 0 and 1, but got " + p);
        }
        return p;
    }
}
