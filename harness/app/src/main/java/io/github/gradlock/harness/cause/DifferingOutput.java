package io.github.gradlock.harness.cause;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An output of an operation that differs, with what several rules ask about it: found out once, when it is first asked. */
final class DifferingOutput {
    private final Operation operation;
    private final int index;
    private final Values left;
    private final Values right;
    private @Nullable Optional<Reduction> reduction;
    private @Nullable Optional<Definition> definition;
    private @Nullable List<Integer> differing;

    private DifferingOutput(Operation operation, int index) {
        this.operation = operation;
        this.index = index;
        this.left = operation.leftOutputs().get(index);
        this.right = operation.rightOutputs().get(index);
    }

    /** Returns the first output that differs; empty if none does or they cannot be compared. */
    static Optional<DifferingOutput> of(Operation operation) {
        for (int i = 0;
                i
                        < Math.min(
                                operation.leftOutputs().size(),
                                operation.rightOutputs().size());
                i++) {
            Values left = operation.leftOutputs().get(i);
            Values right = operation.rightOutputs().get(i);
            if (left.type() == right.type() && left.count() == right.count() && !left.sameBits(right)) {
                return Optional.of(new DifferingOutput(operation, i));
            }
        }
        return Optional.empty();
    }

    Operation operation() {
        return operation;
    }

    /** Returns which output it is, from 0. */
    int index() {
        return index;
    }

    /** Returns the first side's elements; as many and of the same type as the second's. */
    Values left() {
        return left;
    }

    Values right() {
        return right;
    }

    String place() {
        return operation.place();
    }

    /** Returns the indices of the elements that differ. */
    List<Integer> differing() {
        List<Integer> known = differing;
        if (known == null) {
            known = left.differing(right);
            differing = known;
        }
        return known;
    }

    /** Returns how the other side is off one that is taken for right. */
    Deviation deviation(boolean leftIsGood) {
        return new Deviation(operation, leftIsGood ? left : right, leftIsGood ? right : left, differing());
    }

    /** Returns the operation as sums of its captured inputs, if it is one. */
    Optional<Reduction> reduction() {
        Optional<Reduction> known = reduction;
        if (known == null) {
            known = Reduction.of(this, operation);
            reduction = known;
        }
        return known;
    }

    /** Returns what the operation means for its captured inputs, if that is known. */
    Optional<Definition> definition() {
        Optional<Definition> known = definition;
        if (known == null) {
            known = Definition.of(this);
            definition = known;
        }
        return known;
    }
}
