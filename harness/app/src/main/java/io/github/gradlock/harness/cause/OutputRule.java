package io.github.gradlock.harness.cause;

import io.github.gradlock.harness.cause.Diagnosis.Collector;
import java.util.ArrayList;
import java.util.List;

/** A rule that looks at the elements of what differs, output by output. */
interface OutputRule extends Rule {
    @Override
    default void examine(Facts facts, Collector found) {
        List<Collector> byOperation = new ArrayList<>();
        for (Operation operation : facts.operations()) {
            int output = operation.differingOutput();
            if (output >= 0) {
                Collector own = new Collector();
                examine(
                        facts,
                        operation,
                        operation.leftOutputs().get(output),
                        operation.rightOutputs().get(output),
                        own);
                byOperation.add(own);
            }
        }
        found.addStrongest(byOperation);
    }

    /** Looks at the first output of an operation that differs; both sides have one type and number of elements. */
    void examine(Facts facts, Operation operation, Values left, Values right, Collector found);
}
