package io.github.gradlock.harness.cause;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What softmax, norms of layers and their kin mean, over one dimension, with the derivatives of softmax. */
final class RowDefinition {
    /** Roundings of what is computed for one element, beside the sum over its row. */
    private static final double SOME = 8;

    /** What PyTorch adds to a variance where nothing else is said; to a mean of squares it adds the type's distance from one to the next number. */
    private static final double EPSILON = 1e-5;

    private final double[] exact;
    private final double[] scale;
    private final int width;
    private final int stride;

    private RowDefinition(int count, int width, int stride) {
        this.exact = new double[count];
        this.scale = new double[count];
        this.width = width;
        this.stride = stride;
    }

    /** Returns the definition; null if the operation is none of these, or its shapes are not understood. */
    static @Nullable Definition of(Operation operation, Values output) {
        String op = OpName.of(operation.op()).replaceFirst("_data$", "");
        List<Values> inputs = operation.leftInputs();
        List<Long> shape = inputs.get(0).shape();
        int axis = axis(operation.attributes(), shape.size());
        if (axis < 0 || axis >= shape.size() || inputs.get(0).count() == 0) {
            return null;
        }
        int width = Math.toIntExact(shape.get(axis));
        int stride =
                Math.toIntExact(shape.subList(axis + 1, shape.size()).stream().reduce(1L, (a, b) -> a * b));
        boolean reduced = op.equals("logsumexp");
        int count = reduced ? inputs.get(0).count() / width : inputs.get(0).count();
        if (output.count() != count) {
            return null;
        }
        if (!isKnown(op, inputs, width)) {
            return null;
        }
        RowDefinition rows = new RowDefinition(count, width, stride);
        rows.fill(op, inputs, operation.attributes());
        double bound = SOME + Math.min(width, SOME * Math.sqrt(width));
        return new Definition(rows.exact, rows.scale, Definition.all(count), bound, SOME + width);
    }

    /** The last one where nothing else is said. */
    private static int axis(Map<String, String> attributes, int dimensions) {
        String text = attributes.getOrDefault("dim", attributes.getOrDefault("axis", "-1"));
        int axis = text.matches("[\\[(]?-?\\d{1,2}[\\])]?")
                ? Integer.parseInt(text.replaceAll("[^-\\d]", ""))
                : dimensions;
        return axis < 0 ? axis + dimensions : axis;
    }

    private static boolean isKnown(String op, List<Values> inputs, int width) {
        return switch (op) {
            case "softmax", "log_softmax", "logsumexp" -> inputs.size() == 1;
            case "softmax_backward", "log_softmax_backward" ->
                inputs.size() == 2 && inputs.get(1).shape().equals(inputs.get(0).shape());
            case "layer_norm", "native_layer_norm", "rms_norm" ->
                inputs.size() <= 3 && inputs.stream().skip(1).allMatch(input -> input.count() == width);
            default -> false;
        };
    }

    private void fill(String op, List<Values> inputs, Map<String, String> attributes) {
        double[] x = inputs.get(0).numbers();
        for (int row = 0; row < x.length / width; row++) {
            int begin = row / stride * width * stride + row % stride;
            switch (op) {
                case "softmax", "log_softmax" -> forward(op.startsWith("log"), begin, x);
                case "logsumexp" -> {
                    double[] of = row(begin, x);
                    double largest = Arrays.stream(of).max().orElse(0);
                    exact[row] = largest + StrictMath.log(sumOfPowers(of, largest));
                    scale[row] = Math.max(1, Math.abs(largest));
                }
                case "softmax_backward", "log_softmax_backward" ->
                    backward(op.startsWith("log"), begin, x, inputs.get(1).numbers());
                case "layer_norm", "native_layer_norm", "rms_norm" ->
                    normalised(op.startsWith("rms"), begin, inputs, attributes);
                default -> throw new IllegalArgumentException(op);
            }
        }
    }

    private double[] row(int begin, double[] x) {
        double[] row = new double[width];
        Arrays.setAll(row, i -> x[begin + i * stride]);
        return row;
    }

    private static double sumOfPowers(double[] row, double largest) {
        return Arrays.stream(row).map(each -> StrictMath.exp(each - largest)).sum();
    }

    private void forward(boolean logarithm, int begin, double[] x) {
        double[] row = row(begin, x);
        double largest = Arrays.stream(row).max().orElse(0);
        double sum = sumOfPowers(row, largest);
        for (int i = 0; i < width; i++) {
            double below = row[i] - largest;
            double room = Math.abs(below) + Math.abs(largest);
            int at = begin + i * stride;
            exact[at] = logarithm ? below - StrictMath.log(sum) : StrictMath.exp(below) / sum;
            // An exponential has the error of its argument, times its magnitude.
            scale[at] = logarithm ? Math.max(1, room) : exact[at] * Math.max(1, room);
        }
    }

    /** Of a cotangent and the result. */
    private void backward(boolean logarithm, int begin, double[] cotangents, double[] results) {
        double[] cotangent = row(begin, cotangents);
        double[] result = row(begin, results);
        double sum = 0;
        double magnitudes = 0;
        for (int i = 0; i < width; i++) {
            double term = logarithm ? cotangent[i] : cotangent[i] * result[i];
            sum += term;
            magnitudes += Math.abs(term);
        }
        for (int i = 0; i < width; i++) {
            int at = begin + i * stride;
            double factor = logarithm ? StrictMath.exp(result[i]) : result[i];
            exact[at] = logarithm ? cotangent[i] - factor * sum : factor * (cotangent[i] - sum);
            scale[at] = logarithm
                    ? Math.abs(cotangent[i]) + Math.abs(factor) * magnitudes * Math.max(1, Math.abs(result[i]))
                    : Math.abs(factor) * (Math.abs(cotangent[i]) + magnitudes);
        }
    }

    /** Of what is normalised, a weight and something that is added for each column. */
    private void normalised(boolean raw, int begin, List<Values> inputs, Map<String, String> attributes) {
        double[] row = row(begin, inputs.get(0).numbers());
        double mean = raw ? 0 : Arrays.stream(row).sum() / width;
        double variance =
                Arrays.stream(row).map(each -> (each - mean) * (each - mean)).sum() / width;
        double magnitude = Arrays.stream(row).map(Math::abs).max().orElse(0);
        double otherwise = raw ? 2 * inputs.get(0).unitRoundoff() : EPSILON;
        double root = Math.sqrt(variance + epsilon(attributes, otherwise));
        for (int i = 0; i < width; i++) {
            int at = begin + i * stride;
            double weight = inputs.size() > 1 ? inputs.get(1).numbers()[i] : 1;
            double added = inputs.size() > 2 ? inputs.get(2).numbers()[i] : 0;
            double normal = (row[i] - mean) / root;
            exact[at] = normal * weight + added;
            // What the mean takes away leaves its rounding, in the variance as well.
            double room = raw ? Math.abs(normal) : magnitude / root * (1 + Math.abs(normal));
            scale[at] = Math.abs(weight) * room + Math.abs(added);
        }
    }

    private static double epsilon(Map<String, String> attributes, double otherwise) {
        try {
            return Double.parseDouble(attributes.getOrDefault("eps", attributes.getOrDefault("epsilon", "")));
        } catch (NumberFormatException absent) {
            return otherwise;
        }
    }
}
