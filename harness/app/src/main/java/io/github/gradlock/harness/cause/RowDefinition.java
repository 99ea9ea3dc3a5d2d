package io.github.gradlock.harness.cause;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What softmax and its kin mean, over the last dimension, with their derivatives. */
final class RowDefinition {
    /** Roundings of what is computed for one element, beside the sum over its row. */
    private static final double SOME = 8;

    private final double[] exact;
    private final double[] scale;
    private final int width;

    private RowDefinition(int count, int width) {
        this.exact = new double[count];
        this.scale = new double[count];
        this.width = width;
    }

    /** Returns the definition; null if the operation is none of these, or its shapes are not understood. */
    static @Nullable Definition of(Operation operation, Values output) {
        String op = OpName.of(operation.op()).replaceFirst("^_", "").replaceFirst("_data$", "");
        List<Values> inputs = operation.leftInputs();
        List<Long> shape = inputs.get(0).shape();
        int width = inputs.get(0).count() == 0 || shape.isEmpty() ? 0 : Math.toIntExact(shape.get(shape.size() - 1));
        boolean reduced = op.equals("logsumexp");
        if (width == 0
                || output.count()
                        != (reduced
                                ? inputs.get(0).count() / width
                                : inputs.get(0).count())
                || !isLast(operation, shape.size())) {
            return null;
        }
        RowDefinition rows = new RowDefinition(output.count(), width);
        double[] x = inputs.get(0).numbers();
        if (inputs.size() == 1 && (reduced || op.equals("softmax") || op.equals("log_softmax"))) {
            rows.forward(op, x);
        } else if (inputs.size() == 2
                && inputs.get(1).shape().equals(shape)
                && (op.equals("softmax_backward") || op.equals("log_softmax_backward"))) {
            rows.backward(op.startsWith("log"), x, inputs.get(1).numbers());
        } else {
            return null;
        }
        double bound = SOME + Math.min(width, SOME * Math.sqrt(width));
        return new Definition(rows.exact, rows.scale, Definition.all(output.count()), bound, SOME + width);
    }

    private static boolean isLast(Operation operation, int dimensions) {
        String axis = operation
                .attributes()
                .getOrDefault("dim", operation.attributes().getOrDefault("axis", "-1"));
        return axis.equals("-1") || axis.equals(Integer.toString(dimensions - 1));
    }

    private void forward(String op, double[] x) {
        for (int begin = 0; begin < x.length; begin += width) {
            double[] row = Arrays.copyOfRange(x, begin, begin + width);
            double largest = Arrays.stream(row).max().orElse(0);
            double sum = Arrays.stream(row)
                    .map(each -> StrictMath.exp(each - largest))
                    .sum();
            if (op.equals("logsumexp")) {
                exact[begin / width] = largest + StrictMath.log(sum);
                scale[begin / width] = Math.max(1, Math.abs(largest));
                continue;
            }
            for (int i = begin; i < begin + width; i++) {
                double below = x[i] - largest;
                double room = Math.abs(below) + Math.abs(largest);
                boolean logarithm = op.equals("log_softmax");
                exact[i] = logarithm ? below - StrictMath.log(sum) : StrictMath.exp(below) / sum;
                // An exponential has the error of its argument, times its magnitude.
                scale[i] = logarithm ? Math.max(1, room) : exact[i] * Math.max(1, room);
            }
        }
    }

    /** Of a cotangent and the result. */
    private void backward(boolean logarithm, double[] cotangent, double[] result) {
        for (int begin = 0; begin < result.length; begin += width) {
            double sum = 0;
            double magnitudes = 0;
            for (int i = begin; i < begin + width; i++) {
                double term = logarithm ? cotangent[i] : cotangent[i] * result[i];
                sum += term;
                magnitudes += Math.abs(term);
            }
            for (int i = begin; i < begin + width; i++) {
                double factor = logarithm ? StrictMath.exp(result[i]) : result[i];
                exact[i] = logarithm ? cotangent[i] - factor * sum : factor * (cotangent[i] - sum);
                scale[i] = logarithm
                        ? Math.abs(cotangent[i]) + Math.abs(factor) * magnitudes * Math.max(1, Math.abs(result[i]))
                        : Math.abs(factor) * (Math.abs(cotangent[i]) + magnitudes);
            }
        }
    }
}
