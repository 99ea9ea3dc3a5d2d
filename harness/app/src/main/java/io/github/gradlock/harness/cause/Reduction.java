package io.github.gradlock.harness.cause;

import io.github.gradlock.protocol.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation seen as sums: what is added for each element of its output.
 *
 * @param terms for some elements of the output: those that differ, and some that do not
 * @param places of these elements in the output
 * @param mean whether a sum is then divided by the number of its terms
 */
record Reduction(List<Terms> terms, List<Integer> places, boolean mean) {
    /** More elements of an output say nothing that these do not. */
    private static final int SAMPLED = 24;

    private static final int MOST_TERMS = 1 << 18;

    /** Returns an operation as sums; empty if it is none that is known, or its shapes are not understood. */
    static Optional<Reduction> of(Operation operation) {
        int output = operation.differingOutput();
        if (output != 0) {
            return Optional.empty();
        }
        Values left = operation.leftOutputs().get(0);
        Values right = operation.rightOutputs().get(0);
        List<Values> inputs = operation.leftInputs();
        boolean known = left.type() == ElementType.F32 || left.type() == ElementType.F64;
        if (!known || inputs.isEmpty() || inputs.stream().anyMatch(input -> input.type() != left.type())) {
            return Optional.empty();
        }
        return switch (operation.op().toLowerCase(Locale.ROOT)) {
            case "sum", "mean" ->
                Axes.between(inputs.get(0).shape(), left.shape(), operation.attributes())
                        .map(axes -> sums(
                                axes, inputs.get(0), left, right, operation.op().equals("mean")));
            case "dot", "vdot", "inner", "matmul", "mm", "mv", "bmm" ->
                inputs.size() == 2
                        ? Optional.ofNullable(products(inputs.get(0), inputs.get(1), left, right))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Reduction sums(Axes axes, Values input, Values left, Values right, boolean mean) {
        List<Integer> places = places(left, right);
        List<Terms> terms = new ArrayList<>();
        for (int place : places) {
            int[] from = axes.sources(place);
            double[] a = new double[from.length];
            for (int i = 0; i < a.length; i++) {
                a[i] = input.numbers()[from[i]];
            }
            terms.add(new Terms(a, null, left.type() == ElementType.F32, false));
        }
        return new Reduction(terms, places, mean);
    }

    /** Matrices, batches of them with the same leading dimensions, and vectors. */
    private static @Nullable Reduction products(Values a, Values b, Values left, Values right) {
        int inner = a.shape().isEmpty() ? 0 : size(a, 1);
        int columns = b.shape().size() < 2 ? 1 : size(b, 1);
        int depth = b.shape().size() < 2 ? b.count() : size(b, 2);
        int rows = a.shape().size() < 2 ? 1 : size(a, 2);
        if (inner < 2 || inner != depth || inner > MOST_TERMS) {
            return null;
        }
        int batch = a.count() / (rows * inner);
        int others = b.count() / (inner * columns);
        if (left.count() != batch * rows * columns || others != batch && others != 1) {
            return null;
        }
        List<Integer> places = places(left, right);
        List<Terms> terms = new ArrayList<>();
        for (int place : places) {
            int column = place % columns;
            int row = place / columns;
            int offset = others == 1 ? 0 : row / rows * inner * columns;
            double[] ofA = new double[inner];
            double[] ofB = new double[inner];
            for (int i = 0; i < inner; i++) {
                ofA[i] = a.numbers()[row * inner + i];
                ofB[i] = b.numbers()[offset + i * columns + column];
            }
            terms.add(new Terms(ofA, ofB, left.type() == ElementType.F32, false));
        }
        return new Reduction(terms, places, false);
    }

    private static int size(Values values, int fromLast) {
        return Math.toIntExact(values.shape().get(values.shape().size() - fromLast));
    }

    private static List<Integer> places(Values left, Values right) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < left.count() && places.size() < SAMPLED; i++) {
            if (left.differs(right, i)) {
                places.add(i);
            }
        }
        for (int i = 0; i < left.count() && places.size() < SAMPLED + SAMPLED / 3; i++) {
            if (!left.differs(right, i)) {
                places.add(i);
            }
        }
        return places;
    }

    /** Returns whether an order gives all sampled elements of an output, bit for bit. */
    boolean gives(SummationOrder order, boolean fused, Values output) {
        for (int i = 0; i < places.size(); i++) {
            Terms one = terms.get(i).fusedTo(fused);
            double sum = order.order().sum(one);
            double value = output.numbers()[places.get(i)];
            boolean same = mean
                    ? same(one.round(sum / one.count()), value)
                            || same(one.round(sum * one.round(1.0 / one.count())), value)
                    : same(sum, value);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(double a, double b) {
        // A sum of zeros may be of either sign, by how it was begun.
        return a == 0 && b == 0 || Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
    }

    /** Returns the greatest error of an output, as a multiple of one rounding of the sum of the terms' magnitudes. */
    double error(Values output) {
        double largest = 0;
        for (int i = 0; i < places.size(); i++) {
            Terms one = terms.get(i);
            double divisor = mean ? one.count() : 1;
            double error = Math.abs(output.numbers()[places.get(i)] - one.exact() / divisor);
            double unit = output.unitRoundoff() * one.scale() / divisor;
            largest = error == 0
                    ? largest
                    : Math.max(largest, Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / unit);
        }
        return largest;
    }

    /** Returns the greatest error that any order of adding can have, in the same unit. */
    double bound() {
        return length() + 2.0;
    }

    /** Returns the number of terms of a sum. */
    int length() {
        return terms.get(0).count();
    }
}
