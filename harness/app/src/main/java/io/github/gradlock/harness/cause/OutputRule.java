package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;

/** A rule that looks at the elements of what differs, output by output. */
interface OutputRule extends Rule {
    @Override
    default void examine(Facts facts, Collector found) {
        for (Operation operation : facts.operations()) {
            int output = operation.differingOutput();
            if (output >= 0) {
                examine(
                        facts,
                        operation,
                        operation.leftOutputs().get(output),
                        operation.rightOutputs().get(output),
                        found);
            }
        }
    }

    /** Looks at the first output of an operation that differs; both sides have one type and number of elements. */
    void examine(Facts facts, Operation operation, Values left, Values right, Collector found);
}
