package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Chains of steps on float32: a piece that stays in the first cache, or a whole run where steps reduce it, goes through all steps before the next, and what
 * lies between them is never a tensor. Operands lie side by side, or are one element that is repeated in a row.
 */
final class ChainKernels {
    /** What is worth a thread of its own. */
    private static final int GRAIN = 4;

    /** Elements that take as long as a call: the reference makes one for each step. */
    private static final int CALL = 64;

    private final Workers workers;
    private final Worth worth;
    private final Worth worthOfOthers;
    private final FloatFunctions.Table functions;

    /** Chains whose steps have loops; formulas keep theirs for good. */
    private final Map<Chain, ChainProgram> known = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * Creates kernels.
     *
     * @param worthOfOthers from when on chains are taken that have a function whose bits are not the reference's
     */
    ChainKernels(Workers workers, Worth worth, Worth worthOfOthers, FloatFunctions.Table functions) {
        this.worthOfOthers = worthOfOthers;
        this.functions = functions;
        this.workers = workers;
        this.worth = worth;
    }

    /** Applies a chain, or returns false and does nothing. */
    boolean chain(Chain chain, Shape shape, int runAxes, Tensor[] inputs, Tensor... outs) {
        ChainProgram program = outs[0].dtype() == DType.FLOAT32 ? program(chain) : null;
        int elements = shape.numel();
        Worth asked = program != null && program.isOther() ? worthOfOthers : worth;
        boolean alone = runAxes == 0 && chain.reduces();
        if (program == null
                || alone
                || elements == 0
                || asked.isTooSmall(
                        elements * program.nanos() + CALL * chain.steps().size())) {
            return false;
        }
        if (asked.waits() && !program.isWarm(elements)) {
            return false;
        }
        Tensor[] operands = Arrays.copyOf(inputs, inputs.length + outs.length);
        System.arraycopy(outs, 0, operands, inputs.length, outs.length);
        return runAxes > 0 ? runs(chain, program, shape.rank() - runAxes, operands) : elements(program, operands);
    }

    /** Returns the program of a chain, or null if a step of it has no loop here. */
    private @Nullable ChainProgram program(Chain chain) {
        ChainProgram program = known.get(chain);
        if (program == null) {
            program = ChainProgram.of(chain, functions);
            if (program != null) {
                known.put(chain, program);
            }
        }
        return program;
    }

    private boolean elements(ChainProgram program, Tensor... operands) {
        Nest nest = Nest.of(operands);
        int[] steps = new int[operands.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = nest.step(i);
        }
        boolean[] numbers = program.numbers(steps);
        if (numbers.length == 0) {
            return false;
        }
        float[][] arrays = arrays(operands);
        workers.split(
                nest.size(),
                worth.share(GRAIN),
                (from, to) -> nest.forEach(from, to, (at, first, count) -> program.run(arrays, at, numbers, count)));
        return true;
    }

    private boolean runs(Chain chain, ChainProgram program, int kept, Tensor... operands) {
        ChainRuns runs = ChainRuns.of(chain, program, kept, operands);
        if (runs == null || runs.count() < workers.threads() && runs.length() > 2 * worth.share(GRAIN)) {
            return false;
        }
        workers.split(runs.count(), worth.share(GRAIN) / runs.length() + 1, runs::take);
        return true;
    }

    private static float[][] arrays(Tensor... operands) {
        float[][] arrays = new float[operands.length][];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = HostStorage.floats(operands[i]);
        }
        return arrays;
    }
}
