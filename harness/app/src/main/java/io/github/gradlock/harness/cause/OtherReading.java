package io.github.gradlock.harness.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a side computed the right operation on the wrong reading of its inputs: another order of them, one transposed, a row
 * taken for a column.
 *
 * @param deviation of the side that is wrong
 */
record OtherReading(Deviation deviation) {
    /** So many elements do not fit it by chance. */
    private static final int ENOUGH = 3;

    /** Inputs as somebody may have read them. */
    private record Reading(String text, List<Values> inputs) {}

    Optional<String> find() {
        if (deviation.differing().size() < ENOUGH || !isUnderstood()) {
            return Optional.empty();
        }
        return readings().stream()
                .filter(reading -> isMet(reading.inputs()))
                .findFirst()
                .map(Reading::text);
    }

    /** As they stand, the inputs give the right side: otherwise it is not known how they are to be read. */
    private boolean isUnderstood() {
        return DifferingOutput.of(read(deviation.operation().leftInputs()))
                .flatMap(DifferingOutput::definition)
                .filter(meaning -> meaning.isMetBy(deviation.good()))
                .isPresent();
    }

    private boolean isMet(List<Values> inputs) {
        return DifferingOutput.of(read(inputs))
                .flatMap(DifferingOutput::definition)
                .filter(meaning -> meaning.isMetBy(deviation.bad()) && !meaning.isMetBy(deviation.good()))
                .isPresent();
    }

    private Operation read(List<Values> inputs) {
        Operation operation = deviation.operation();
        return new Operation(
                operation.step(),
                operation.rightStep(),
                operation.op(),
                operation.phase(),
                operation.attributes(),
                inputs,
                inputs,
                List.of(deviation.good()),
                List.of(deviation.bad()),
                null,
                operation.threads());
    }

    private List<Reading> readings() {
        List<Values> inputs = deviation.operation().leftInputs();
        List<Reading> readings = new ArrayList<>();
        if (inputs.size() == 2 && inputs.get(0).type() == inputs.get(1).type()) {
            readings.add(
                    new Reading("one side has its inputs the other way round", List.of(inputs.get(1), inputs.get(0))));
        }
        for (int k = 0; k < inputs.size(); k++) {
            Values turned = turned(inputs.get(k));
            if (turned != null) {
                List<Values> others = new ArrayList<>(inputs);
                others.set(k, turned);
                readings.add(new Reading("one side takes input %d along another dimension".formatted(k + 1), others));
            }
        }
        return readings;
    }

    /** A square matrix is transposed; a vector beside one is taken for a column, and for a row. */
    private @Nullable Values turned(Values input) {
        List<Long> shape = input.shape();
        if (shape.size() == 1 && deviation.good().shape().size() == 2) {
            return new Values(input.type(), List.of(shape.get(0), 1L), input.bits(), input.numbers());
        }
        if (shape.size() != 2 || !input.isFloating()) {
            return null;
        }
        if (shape.get(0) == 1 || shape.get(1) == 1) {
            return new Values(input.type(), List.of(shape.get(1), shape.get(0)), input.bits(), input.numbers());
        }
        return shape.get(0).equals(shape.get(1)) ? input.transposed() : null;
    }
}
