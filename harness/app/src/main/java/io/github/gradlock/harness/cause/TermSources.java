package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Convolution.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where the terms of sums stand in the inputs of an operation, by its name. Names mean several things (a norm is taken of squares or
 * their root, a variance of what was centred before or not): these are answers to be tried, and one that neither side fits is none.
 *
 * @param output whose elements are sums
 * @param attributes of the operation
 */
record TermSources(Values output, Map<String, String> attributes) {
    /** The terms of each element of an output, and what is done with their sum. */
    record Source(IntFunction<Terms> terms, Finish finish) {}

    static List<Source> of(Operation operation, Values output) {
        List<Values> all = operation.leftInputs();
        List<Values> inputs =
                all.stream().filter(input -> input.type() == output.type()).toList();
        if (inputs.isEmpty()) {
            return List.of();
        }
        TermSources sources = new TermSources(output, operation.attributes());
        Values first = inputs.get(0);
        Values second = inputs.get(inputs.size() > 1 ? 1 : 0);
        boolean two = inputs.size() == 2 && all.size() == 2;
        List<@Nullable Source> found = new ArrayList<>();
        switch (OpName.of(operation.op())) {
            case "sum" -> found.add(sources.sum(first, Finish.SUM));
            case "mean" -> found.add(sources.sum(first, Finish.MEAN));
            case "norm", "linalg_vector_norm", "linalg_norm", "frobenius_norm" -> {
                found.add(sources.squares(first, Finish.ROOT));
                found.add(sources.squares(first, Finish.SUM));
            }
            case "var" -> found.add(sources.squares(first, Finish.MEAN));
            case "dot", "vdot", "inner", "matmul", "mm", "mv", "bmm", "einsum", "tensordot" ->
                found.add(two ? sources.products(first, second, null) : null);
            case "linear" ->
                found.add(
                        inputs.size() > 1
                                ? sources.products(first, second.transposed(), inputs.size() > 2 ? inputs.get(2) : null)
                                : null);
            case "addmm", "addmv", "baddbmm" ->
                found.add(inputs.size() == 3 ? sources.products(second, inputs.get(2), first) : null);
            case "cumsum" -> {
                found.add(sources.cumulated(first, false));
                found.add(sources.cumulated(first, true));
            }
            case "mse_loss" -> found.add(two ? sources.squaredError(first, second) : null);
            case "cdist", "_cdist_forward" -> {
                // Of one tensor, the distances of its own rows.
                Values others = all.size() == 1 ? first : second;
                found.add(two || all.size() == 1 ? sources.distances(first, others, Finish.SUM) : null);
                found.add(two || all.size() == 1 ? sources.distances(first, others, Finish.ROOT) : null);
            }
            case "scatter_add", "index_add", "segment_sum", "embedding_dense_backward", "embedding" ->
                all.stream()
                        .filter(input -> !input.isFloating())
                        .findFirst()
                        .ifPresent(index -> found.add(sources.scattered(inputs, index)));
            default -> {
                if (OperationKind.CONVOLUTION.has(operation.op())) {
                    sources.convolved(operation.op(), inputs, found);
                }
            }
        }
        found.removeIf(source -> source == null);
        return List.copyOf(found);
    }

    private Terms of(double[] a, double @Nullable [] b) {
        return new Terms(a, b, Arithmetic.of(output.type()), false);
    }

    private @Nullable Source sum(Values input, Finish finish) {
        Axes axes = Axes.between(input.shape(), output.shape(), attributes).orElse(null);
        return axes == null
                ? null
                : new Source(
                        place -> of(
                                Arrays.stream(axes.sources(place))
                                        .mapToDouble(from -> input.numbers()[from])
                                        .toArray(),
                                null),
                        finish);
    }

    /** Sums of squares; of a variance those of what was centred before. */
    private @Nullable Source squares(Values input, Finish finish) {
        Source plain = sum(input, finish);
        return plain == null
                ? null
                : new Source(
                        place -> {
                            double[] numbers = plain.terms().apply(place).a();
                            return of(numbers, numbers);
                        },
                        finish);
    }

    /** Matrices, batches of them with the same leading dimensions, and vectors; with something that is added at the end. */
    private @Nullable Source products(Values a, Values b, @Nullable Values added) {
        if (a.count() == 0 || b.count() == 0) {
            return null;
        }
        int inner = a.shape().isEmpty() ? 0 : size(a, 1);
        int columns = b.shape().size() < 2 ? 1 : size(b, 1);
        int depth = b.shape().size() < 2 ? b.count() : size(b, 2);
        int rows = a.shape().size() < 2 ? 1 : size(a, 2);
        if (inner < 1 || inner != depth || rows * inner == 0 || columns == 0) {
            return null;
        }
        int batch = a.count() / (rows * inner);
        int others = b.count() / (inner * columns);
        Broadcast last = added == null ? null : Broadcast.to(output.shape(), added);
        if (output.count() != batch * rows * columns
                || others != batch && others != 1
                || added != null && last == null) {
            return null;
        }
        return new Source(
                place -> {
                    int row = place / columns;
                    int offset = others == 1 ? 0 : row / rows * inner * columns;
                    double[] ofA = new double[last == null ? inner : inner + 1];
                    double[] ofB = new double[ofA.length];
                    for (int i = 0; i < inner; i++) {
                        ofA[i] = a.numbers()[row * inner + i];
                        ofB[i] = b.numbers()[offset + i * columns + place % columns];
                    }
                    if (last != null) {
                        ofA[inner] = last.at(place);
                        ofB[inner] = 1;
                    }
                    return of(ofA, ofB);
                },
                Finish.SUM);
    }

    /** Sums along the last dimension up to each element, or from it on. */
    private @Nullable Source cumulated(Values input, boolean backward) {
        if (input.count() != output.count() || input.shape().isEmpty()) {
            return null;
        }
        int width = size(input, 1);
        return new Source(
                place -> {
                    int begin = place - place % width;
                    double[] terms = backward
                            ? Arrays.copyOfRange(input.numbers(), place, begin + width)
                            : Arrays.copyOfRange(input.numbers(), begin, place + 1);
                    if (backward) {
                        for (int i = 0; i < terms.length / 2; i++) {
                            double one = terms[i];
                            terms[i] = terms[terms.length - 1 - i];
                            terms[terms.length - 1 - i] = one;
                        }
                    }
                    return of(terms, null);
                },
                Finish.SUM);
    }

    /** Squares of differences of all elements of two tensors. */
    private @Nullable Source squaredError(Values x, Values y) {
        return output.count() == 1 && x.count() == y.count()
                ? new Source(place -> squaredDifferences(x, 0, y, 0, x.count()), Finish.MEAN)
                : null;
    }

    /** Squares of differences of rows. */
    private @Nullable Source distances(Values x, Values y, Finish finish) {
        boolean pairs = x.shape().size() == 2
                && y.shape().size() == 2
                && size(x, 1) == size(y, 1)
                && output.count() == size(x, 2) * size(y, 2);
        if (!pairs) {
            return null;
        }
        int width = size(x, 1);
        int others = size(y, 2);
        return new Source(
                place -> squaredDifferences(x, place / others * width, y, place % others * width, width), finish);
    }

    private Terms squaredDifferences(Values x, int fromX, Values y, int fromY, int count) {
        double[] differences = new double[count];
        for (int i = 0; i < count; i++) {
            double difference = x.numbers()[fromX + i] - y.numbers()[fromY + i];
            differences[i] = Arithmetic.of(output.type()).round(difference);
        }
        return of(differences, differences);
    }

    /** Rows of a source that are added where indices say, and what was there before. */
    private @Nullable Source scattered(List<Values> inputs, Values index) {
        Values source = null;
        Values before = null;
        for (Values input : inputs) {
            if (index.count() > 0 && input.count() % index.count() == 0 && input.count() != output.count()) {
                source = input;
            } else if (input.count() == output.count()) {
                before = input;
            }
        }
        int width = source == null ? 0 : source.count() / index.count();
        if (source == null || width == 0 || output.count() % width != 0) {
            return null;
        }
        Values rows = source;
        Values base = before;
        return new Source(
                place -> {
                    double[] terms = new double[index.count() + 1];
                    int count = 0;
                    if (base != null) {
                        terms[count++] = base.numbers()[place];
                    }
                    for (int i = 0; i < index.count(); i++) {
                        if ((long) index.numbers()[i] == place / width) {
                            terms[count++] = rows.numbers()[i * width + place % width];
                        }
                    }
                    return of(Arrays.copyOf(terms, count), null);
                },
                Finish.SUM);
    }

    /** Images, filters and perhaps what is added to each channel of the output; or two of images, filters and results. */
    private void convolved(String op, List<Values> inputs, List<@Nullable Source> found) {
        String name = OpName.of(op);
        boolean forward = name.equals(OpName.forward(op)) && !name.matches(".*(transpose|_input|_weight).*");
        if (forward && inputs.size() > 1) {
            Values added = inputs.size() == 3 ? inputs.get(2) : null;
            convolved(Role.RESULTS, inputs.get(0), inputs.get(1), added, found);
            return;
        }
        for (Values a : inputs) {
            for (Values b : inputs) {
                if (a != b) {
                    convolved(Role.IMAGES, a, b, null, found);
                    convolved(Role.FILTERS, a, b, null, found);
                }
            }
        }
    }

    private void convolved(Role role, Values a, Values b, @Nullable Values added, List<@Nullable Source> found) {
        List<Convolution> possible =
                switch (role) {
                    case RESULTS -> Convolution.of(a.shape(), b.shape(), output.shape(), attributes);
                    case IMAGES -> Convolution.of(output.shape(), b.shape(), a.shape(), attributes);
                    case FILTERS -> Convolution.of(b.shape(), output.shape(), a.shape(), attributes);
                };
        for (Convolution one : possible) {
            int channels = one.results()[1];
            int each = output.count() / one.results()[0] / channels;
            if (added == null || added.count() == channels) {
                found.add(new Source(
                        place -> {
                            double[][] factors = one.factors(role, place, a.numbers(), b.numbers());
                            if (added == null) {
                                return of(factors[0], factors[1]);
                            }
                            int count = factors[0].length;
                            double[] ofA = Arrays.copyOf(factors[0], count + 1);
                            double[] ofB = Arrays.copyOf(factors[1], count + 1);
                            ofA[count] = added.numbers()[place / each % channels];
                            ofB[count] = 1;
                            return of(ofA, ofB);
                        },
                        Finish.SUM));
            }
        }
    }

    private static int size(Values values, int fromLast) {
        return Math.toIntExact(values.shape().get(values.shape().size() - fromLast));
    }
}
