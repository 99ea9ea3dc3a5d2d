package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Convolution.Role;
import io.github.gradlock.harness.cause.TermSources.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Operations that add products of two tensors: of matrices, over the indices that an equation names, and convolutions.
 *
 * @param operation of which it is
 * @param inputs of the output's type
 * @param output whose elements are sums
 */
record ProductSources(Operation operation, List<Values> inputs, Values output) {
    /** Where it does not say over how many dimensions it goes, these are tried. */
    private static final List<Integer> CONTRACTED = List.of(1, 2);

    List<Source> find() {
        List<Source> found = new ArrayList<>();
        boolean two = inputs.size() == 2 && operation.leftInputs().size() == 2;
        boolean three = inputs.size() == 3;
        switch (OpName.of(operation.op())) {
            case "dot", "vdot", "matmul", "mm", "mv", "bmm" -> {
                if (two) {
                    products(inputs.get(0), inputs.get(1), null, found);
                }
            }
            case "inner" -> {
                if (two) {
                    products(inputs.get(0), inputs.get(1).transposed(), null, found);
                }
            }
            case "linear" -> {
                if (two || three) {
                    products(inputs.get(0), inputs.get(1).transposed(), three ? inputs.get(2) : null, found);
                }
            }
            case "addmm", "addmv", "baddbmm" -> {
                if (three) {
                    products(inputs.get(1), inputs.get(2), inputs.get(0), found);
                }
            }
            case "einsum" -> {
                if (two) {
                    contracted(inputs.get(0), inputs.get(1), found);
                }
            }
            case "tensordot" -> {
                if (two) {
                    tensordot(inputs.get(0), inputs.get(1), found);
                }
            }
            default -> {
                if (OperationKind.CONVOLUTION.has(operation.op())) {
                    convolved(found);
                }
            }
        }
        return found;
    }

    private Terms of(double[] a, double[] b) {
        return new Terms(a, b, output.arithmetic(), false);
    }

    /** Sums over the indices of an equation; where a trace does not say it, the product of matrices, which it mostly is. */
    private void contracted(Values a, Values b, List<Source> found) {
        String equation = operation.attributes().get("equation");
        if (equation == null) {
            products(a, b, null, found);
            return;
        }
        Contraction contraction = Contraction.of(equation, a.shape(), b.shape(), output.shape());
        if (contraction != null) {
            found.add(new Source(
                    place -> {
                        int[][] places = contraction.places(place);
                        return of(
                                Arrays.stream(places[0])
                                        .mapToDouble(i -> a.numbers()[i])
                                        .toArray(),
                                Arrays.stream(places[1])
                                        .mapToDouble(i -> b.numbers()[i])
                                        .toArray());
                    },
                    Finish.SUM));
        }
    }

    /** The last dimensions of one with the first of the other. */
    private void tensordot(Values a, Values b, List<Source> found) {
        String said = operation.attributes().getOrDefault("dims", "");
        for (int dimensions : said.matches("\\d") ? List.of(Integer.parseInt(said)) : CONTRACTED) {
            int rows = a.shape().size() - dimensions;
            if (rows >= 0 && dimensions <= b.shape().size()) {
                products(a.asMatrix(rows), b.asMatrix(dimensions), null, found);
            }
        }
    }

    /** Matrices, batches of them with the same leading dimensions, and vectors; with something that is added at the end. */
    private void products(Values a, Values b, @Nullable Values added, List<Source> found) {
        if (a.count() == 0 || b.count() == 0) {
            return;
        }
        int inner = a.shape().isEmpty() ? 0 : a.sizeFromLast(1);
        int columns = b.shape().size() < 2 ? 1 : b.sizeFromLast(1);
        int depth = b.shape().size() < 2 ? b.count() : b.sizeFromLast(2);
        int rows = a.shape().size() < 2 ? 1 : a.sizeFromLast(2);
        if (inner < 1 || inner != depth || rows * inner == 0 || columns == 0) {
            return;
        }
        int batch = a.count() / (rows * inner);
        int others = b.count() / (inner * columns);
        Broadcast last = added == null ? null : Broadcast.to(output.shape(), added);
        if (output.count() != batch * rows * columns
                || others != batch && others != 1
                || added != null && last == null) {
            return;
        }
        found.add(new Source(
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
                Finish.SUM));
    }

    /**
     * Forward, images, filters and perhaps what is added to each channel of the output; of a transposed one what it takes are results,
     * and what it makes are images. A derivative has two of images, filters and results.
     */
    private void convolved(List<Source> found) {
        String name = OpName.of(operation.op());
        boolean forward = name.equals(OpName.forward(operation.op())) && !name.matches(".*_(input|weight).*");
        boolean transposed = name.contains("transpose")
                || operation.attributes().getOrDefault("transposed", "").equalsIgnoreCase("true");
        if (forward && inputs.size() > 1) {
            convolved(
                    transposed ? Role.IMAGES : Role.RESULTS,
                    inputs.get(0),
                    inputs.get(1),
                    inputs.size() == 3 ? inputs.get(2) : null,
                    found);
            return;
        }
        for (Values a : inputs) {
            for (Values b : inputs) {
                if (a != b) {
                    convolved(Role.IMAGES, a, b, null, found);
                    convolved(Role.FILTERS, a, b, null, found);
                    if (transposed) {
                        convolved(Role.RESULTS, a, b, null, found);
                    }
                }
            }
        }
    }

    private void convolved(Role role, Values a, Values b, @Nullable Values added, List<Source> found) {
        List<Convolution> possible =
                switch (role) {
                    case RESULTS -> Convolution.of(a.shape(), b.shape(), output.shape(), operation.attributes());
                    case IMAGES -> Convolution.of(output.shape(), b.shape(), a.shape(), operation.attributes());
                    case FILTERS -> Convolution.of(b.shape(), output.shape(), a.shape(), operation.attributes());
                };
        for (Convolution one : possible) {
            int[] made = role == Role.IMAGES ? one.images() : one.results();
            int channels = made[1];
            int each = output.count() / made[0] / channels;
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
}
