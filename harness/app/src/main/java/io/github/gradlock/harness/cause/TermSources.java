package io.github.gradlock.harness.cause;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Where the terms of sums stand in the inputs of an operation, by its name. Names mean several things (a norm is taken of squares or
 * their root, a variance of what was centred before or not): these are answers to be tried, and one that neither side fits is none.
 */
final class TermSources {
    /**
     * The terms of each element of an output, and what is done with their sum.
     *
     * @param terms of the element at a place
     * @param finish of each sum
     */
    record Source(IntFunction<Terms> terms, Finish finish) {}

    private TermSources() {}

    static List<Source> of(Operation operation, Values output) {
        List<Values> inputs = operation.leftInputs().stream()
                .filter(input -> input.type() == output.type())
                .toList();
        return inputs.isEmpty()
                ? List.of()
                : Stream.concat(
                                new SumSources(operation, inputs, output).find().stream(),
                                new ProductSources(operation, inputs, output).find().stream())
                        .toList();
    }
}
