package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operation means, computed on its captured inputs, and how far each side may be from it by rounding.
 *
 * @param exact for some elements of the output; in the order of {@code places}
 * @param scale what roundings are relative to: the magnitude of the result, or of the terms of a sum
 * @param places of these elements in the output
 * @param bound so many roundings a side may be off
 */
record Definition(double[] exact, double[] scale, List<Integer> places, double bound) {
    /** Roundings of a function that is composed of some others. */
    private static final double SOME = 8;

    /** Returns the definition of an operation; empty if it is none that is known, or its shapes are not understood. */
    static Optional<Definition> of(Operation operation) {
        int output = operation.differingOutput();
        if (output != 0 || operation.isInput() || operation.leftInputs().isEmpty()) {
            return Optional.empty();
        }
        Optional<Definition> sums = Reduction.of(operation).map(Definition::of);
        if (sums.isPresent()) {
            return sums;
        }
        Values left = operation.leftOutputs().get(0);
        Definition found = left.isFloating() ? elementwise(operation, left) : null;
        return Optional.ofNullable(found == null && left.isFloating() ? rows(operation, left) : found);
    }

    private static Definition of(Reduction sums) {
        double[] exact = new double[sums.places().size()];
        double[] scale = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            Terms terms = sums.terms().get(i);
            double divisor = sums.mean() ? terms.count() : 1;
            exact[i] = terms.exact() / divisor;
            scale[i] = terms.scale() / divisor;
        }
        return new Definition(exact, scale, sums.places(), sums.bound());
    }

    private static @Nullable Definition elementwise(Operation operation, Values output) {
        List<Broadcast> inputs = new ArrayList<>();
        for (Values input : operation.leftInputs()) {
            Broadcast broadcast = Broadcast.to(output.shape(), input);
            if (broadcast == null) {
                return null;
            }
            inputs.add(broadcast);
        }
        Functions.Ternary function = Functions.of(operation.op(), inputs.size());
        if (function == null) {
            return null;
        }
        double[] exact = new double[output.count()];
        double[] scale = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            double a = inputs.get(0).at(i);
            double b = inputs.size() > 1 ? inputs.get(1).at(i) : 0;
            double c = inputs.size() > 2 ? inputs.get(2).at(i) : 0;
            exact[i] = function.apply(a, b, c);
            // What is added to a product may cancel it.
            scale[i] = inputs.size() > 2 ? Math.max(Math.abs(a), Math.abs(exact[i])) : Math.abs(exact[i]);
        }
        return new Definition(exact, scale, all(exact.length), SOME);
    }

    /** Softmax and what belongs to it, over the last dimension. */
    private static @Nullable Definition rows(Operation operation, Values output) {
        Values input = operation.leftInputs().get(0);
        String op = operation.op().toLowerCase(Locale.ROOT);
        boolean logarithm = op.equals("log_softmax");
        boolean reduced = op.equals("logsumexp");
        if (operation.leftInputs().size() != 1
                || input.shape().isEmpty()
                || !(logarithm || reduced || op.equals("softmax"))) {
            return null;
        }
        int width = Math.toIntExact(input.shape().get(input.shape().size() - 1));
        if (width == 0 || output.count() != (reduced ? input.count() / width : input.count())) {
            return null;
        }
        double[] exact = new double[output.count()];
        double[] scale = new double[exact.length];
        for (int i = 0; i < exact.length; i++) {
            int row = reduced ? i : i / width;
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < width; k++) {
                largest = Math.max(largest, input.numbers()[row * width + k]);
            }
            double sum = 0;
            for (int k = 0; k < width; k++) {
                sum += StrictMath.exp(input.numbers()[row * width + k] - largest);
            }
            double x = reduced ? 0 : input.numbers()[i] - largest;
            exact[i] = reduced
                    ? largest + StrictMath.log(sum)
                    : logarithm ? x - StrictMath.log(sum) : StrictMath.exp(x) / sum;
            // An exponential has the error of its argument, times its magnitude.
            scale[i] = reduced || logarithm
                    ? Math.max(Math.abs(x), Math.max(1, Math.abs(largest)))
                    : exact[i] * Math.max(1, Math.abs(x) + Math.abs(largest));
        }
        return new Definition(exact, scale, all(exact.length), SOME + width);
    }

    private static List<Integer> all(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toList();
    }

    /** Returns the greatest error of a side, in roundings of the scale. */
    double error(Values side) {
        double largest = 0;
        for (int i = 0; i < exact.length; i++) {
            double value = side.numbers()[places.get(i)];
            double error = Math.abs(value - exact[i]);
            boolean same = value == exact[i] || Double.isNaN(value) && Double.isNaN(exact[i]);
            double unit = side.unitRoundoff() * Math.max(scale[i], side.smallestNormal());
            largest = same ? largest : Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / unit);
        }
        return largest;
    }

    /** Returns whether a side is what the operation means, within rounding. */
    boolean isMetBy(Values side) {
        return error(side) <= bound;
    }
}
