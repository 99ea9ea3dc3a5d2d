package io.github.gradlock.benchmarks;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: one computation, which both sides do with the same numbers.
 *
 * @param name of the computation
 * @param size of its tensors, for people
 * @param dtype of its tensors
 * @param quick whether {@code --quick} has it
 * @param tolerance within which both sides have to agree, as a share of the greatest magnitude of a result
 * @param inputs makes the numbers, when the row's turn has come
 * @param ours makes our side
 * @param theirs makes PyTorch's; null where libtorch has no such thing
 */
record Work(
        String name,
        String size,
        String dtype,
        boolean quick,
        double tolerance,
        Supplier<List<Values>> inputs,
        Function<List<Values>, Side> ours,
        @Nullable Function<List<Values>, Side> theirs) {
    /** How rows of training are called. */
    static final String TRAINING = "_training_step";

    private static final double FLOAT32_TOLERANCE = 1e-4;
    private static final double FLOAT64_TOLERANCE = 1e-12;

    /** Our half of a computation. */
    @FunctionalInterface
    interface Ours {
        /** Computes one tensor from the inputs, cotangents left out. */
        io.github.gradlock.engine.tensor.Tensor apply(io.github.gradlock.engine.tensor.Tensor... x);
    }

    /** PyTorch's half of a computation. */
    @FunctionalInterface
    interface Theirs {
        /** Computes one tensor from the inputs, cotangents left out. */
        org.bytedeco.pytorch.Tensor apply(org.bytedeco.pytorch.Tensor... x);
    }

    /** Makes a row of a function: forward alone if no input is a leaf, else with its backward pass. */
    static Work of(String name, String size, Supplier<List<Values>> inputs, Ours ours, Theirs theirs) {
        return new Work(
                name,
                size,
                "float32",
                false,
                FLOAT32_TOLERANCE,
                inputs,
                values -> new OurSide(values, ours),
                values -> new TorchSide(values, theirs));
    }

    /** Returns the same row, which {@code --quick} has too. */
    Work inQuick() {
        return new Work(name, size, dtype, true, tolerance, inputs, ours, theirs);
    }

    /** Returns the same row in float64. */
    Work inDoubles() {
        Supplier<List<Values>> doubles =
                () -> inputs.get().stream().map(Values::asDoubles).toList();
        return new Work(name, size, "float64", quick, FLOAT64_TOLERANCE, doubles, ours, theirs);
    }

    /** Returns the same row with another tolerance. */
    Work within(double newTolerance) {
        return new Work(name, size, dtype, quick, newTolerance, inputs, ours, theirs);
    }

    /** Returns whether its memory is of interest: of a step of training, all that it keeps for the way back. */
    boolean isTraining() {
        return name.endsWith(TRAINING);
    }

    /** Returns the name by which {@code --only} finds it: {@code matmul/512/float64}. */
    String id() {
        return name + "/" + size + "/" + dtype;
    }
}
