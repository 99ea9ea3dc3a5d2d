package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.TermSources.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Operations that add elements, or what is computed of each: sums, means, norms, distances, additions to places that an index names.
 *
 * @param operation of which it is
 * @param inputs of the output's type
 * @param output whose elements are sums
 */
record SumSources(Operation operation, List<Values> inputs, Values output) {
    List<Source> find() {
        Values first = inputs.get(0);
        return switch (OpName.of(operation.op())) {
            case "sum" -> found(sum(first, Finish.SUM));
            case "mean" -> found(sum(first, Finish.MEAN));
            case "norm", "linalg_vector_norm", "linalg_norm", "frobenius_norm" ->
                found(squares(first, Finish.ROOT), squares(first, Finish.SUM));
            case "var" -> found(squares(first, Finish.MEAN));
            case "cumsum" -> found(cumulated(first, false), cumulated(first, true));
            case "mse_loss" -> found(areTwo() ? squaredError(first, inputs.get(1)) : null);
            case "cdist", "_cdist_forward" -> ofPairs(first);
            case "scatter_add", "index_add", "segment_sum", "embedding_dense_backward", "embedding" ->
                operation.leftInputs().stream()
                        .filter(input -> !input.isFloating())
                        .findFirst()
                        .map(index -> found(scattered(index)))
                        .orElse(List.of());
            default -> List.of();
        };
    }

    private static List<Source> found(@Nullable Source... sources) {
        return Stream.of(sources).filter(Objects::nonNull).toList();
    }

    private boolean areTwo() {
        return inputs.size() == 2 && operation.leftInputs().size() == 2;
    }

    /** Of one tensor, the distances of its own rows. */
    private List<Source> ofPairs(Values first) {
        if (!areTwo() && operation.leftInputs().size() != 1) {
            return List.of();
        }
        Values others = inputs.get(areTwo() ? 1 : 0);
        return found(
                distances(first, others, Finish.SUM),
                distances(first, others, Finish.ROOT),
                expanded(first, others, Finish.ROOT));
    }

    private Terms of(double[] a, double @Nullable [] b) {
        return new Terms(a, b, output.arithmetic(), false);
    }

    private @Nullable Source sum(Values input, Finish finish) {
        Axes axes = Axes.between(input.shape(), output.shape(), operation.attributes())
                .orElse(null);
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

    /** Sums along the last dimension up to each element, or from it on. */
    private @Nullable Source cumulated(Values input, boolean backward) {
        if (input.count() != output.count() || input.shape().isEmpty()) {
            return null;
        }
        int width = input.sizeFromLast(1);
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
        if (!arePairs(x, y)) {
            return null;
        }
        int width = x.sizeFromLast(1);
        int others = y.sizeFromLast(2);
        return new Source(
                place -> squaredDifferences(x, place / others * width, y, place % others * width, width), finish);
    }

    private boolean arePairs(Values x, Values y) {
        return x.shape().size() == 2
                && y.shape().size() == 2
                && x.sizeFromLast(1) == y.sizeFromLast(1)
                && output.count() == x.sizeFromLast(2) * y.sizeFromLast(2);
    }

    /** The same as x² − 2xy + y², by products of matrices: fast, and with the rounding of the squares where rows are close. */
    private @Nullable Source expanded(Values x, Values y, Finish finish) {
        if (!arePairs(x, y)) {
            return null;
        }
        int width = x.sizeFromLast(1);
        int others = y.sizeFromLast(2);
        return new Source(
                place -> {
                    double[] a = new double[3 * width];
                    double[] b = new double[3 * width];
                    for (int i = 0; i < width; i++) {
                        double ofX = x.numbers()[place / others * width + i];
                        double ofY = y.numbers()[place % others * width + i];
                        a[i] = ofX;
                        b[i] = ofX;
                        a[width + i] = ofY;
                        b[width + i] = ofY;
                        a[2 * width + i] = -2 * ofX;
                        b[2 * width + i] = ofY;
                    }
                    return of(a, b);
                },
                finish);
    }

    private Terms squaredDifferences(Values x, int fromX, Values y, int fromY, int count) {
        double[] differences = new double[count];
        for (int i = 0; i < count; i++) {
            double difference = x.numbers()[fromX + i] - y.numbers()[fromY + i];
            differences[i] = output.arithmetic().round(difference);
        }
        return of(differences, differences);
    }

    /** Rows of a source that are added where indices say, and what was there before. */
    private @Nullable Source scattered(Values index) {
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
}
