package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Numerics;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.kernel.Workers;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Chains of element-wise steps of float32: a piece that stays in the first cache goes through all steps before the next, and what lies between them is
 * never a tensor. Inputs lie side by side, or are one element that is repeated in a row.
 */
final class ChainKernels {
    /** What is worth a thread of its own. */
    private static final int GRAIN = 4;

    private static final int BLOCK = Numerics.SUM_BLOCK;

    private final Workers workers;
    private final Worth worth;

    ChainKernels(Workers workers, Worth worth) {
        this.workers = workers;
        this.worth = worth;
    }

    /** Applies a chain, or returns false and does nothing. */
    boolean chain(Chain chain, Tensor[] inputs, Tensor out) {
        ChainProgram program = program(chain, out.dtype(), out.numel());
        if (program == null) {
            return false;
        }
        Tensor[] operands = Arrays.copyOf(inputs, inputs.length + 1);
        operands[inputs.length] = out;
        Nest nest = Nest.of(operands);
        boolean[] numbers = numbers(program, nest, inputs.length);
        if (numbers == null || nest.step(inputs.length) != 1) {
            return false;
        }
        float[][] arrays = arrays(operands);
        workers.split(
                nest.size(),
                worth.share(GRAIN),
                (from, to) -> nest.forEach(from, to, (at, first, count) -> program.run(arrays, at, 0, numbers, count)));
        return true;
    }

    /** Sums what a chain gives over the trailing axes, or returns false and does nothing. */
    boolean sum(Chain chain, Tensor[] inputs, Tensor out) {
        int elements = inputs[0].numel();
        ChainProgram program = program(chain, out.dtype(), elements);
        if (program == null || elements == 0 || !worth.always() && !ReduceKernels.sumIsWarm(elements)) {
            return false;
        }
        Runs runs = Runs.of(inputs, out);
        Nest run = runs.run();
        int length = run.size();
        boolean[] numbers = numbers(program, run, inputs.length);
        if (numbers == null || run.rowLength() != length) {
            return false;
        }
        Nest nest = runs.starts();
        if (nest.size() < workers.threads() && length > 2 * Math.max(worth.share(GRAIN), BLOCK)) {
            // Its terms and their sum are shared out among threads one after the other.
            return false;
        }
        float[][] arrays = Arrays.copyOf(arrays(inputs), inputs.length + 1);
        float[] results = HostStorage.floats(out);
        workers.split(nest.size(), worth.share(GRAIN) / length + 1, (from, to) -> {
            RowSum row = new RowSum(program, arrays, numbers, length);
            nest.forEach(from, to, (at, first, count) -> {
                int[] place = at.clone();
                for (int i = 0; i < count; i++) {
                    results[place[inputs.length]] = row.at(place);
                    for (int p = 0; p < place.length; p++) {
                        place[p] += nest.step(p);
                    }
                }
            });
        });
        return true;
    }

    private @Nullable ChainProgram program(Chain chain, DType dtype, int elements) {
        ChainProgram program = dtype == DType.FLOAT32 ? ChainProgram.of(chain) : null;
        if (program == null || worth.isTooSmall(elements * program.nanos())) {
            return null;
        }
        return !worth.always() && !program.isWarm(elements) ? null : program;
    }

    /** Returns which operands are one number in a row, or null if one of them neither is that nor lies side by side, or if all are. */
    private static boolean @Nullable [] numbers(ChainProgram program, Nest nest, int inputs) {
        boolean[] repeated = new boolean[inputs];
        for (int i = 0; i < inputs; i++) {
            int step = nest.step(i);
            if (step != 1 && step != 0) {
                return null;
            }
            repeated[i] = step == 0;
        }
        boolean[] numbers = program.numbers(repeated);
        return numbers[numbers.length - 1] ? null : numbers;
    }

    private static float[][] arrays(Tensor... operands) {
        float[][] arrays = new float[operands.length][];
        Arrays.setAll(arrays, i -> HostStorage.floats(operands[i]));
        return arrays;
    }

    /** Sums of runs, of which a block at a time is computed; belongs to one thread. */
    private static final class RowSum {
        private final ChainProgram program;
        private final float[][] arrays;
        private final boolean[] numbers;
        private final int length;
        private final float[] block = new float[BLOCK];
        private final FloatSums sums = new FloatSums();

        RowSum(ChainProgram program, float[][] arrays, boolean[] numbers, int length) {
            this.program = program;
            this.arrays = arrays.clone();
            this.arrays[arrays.length - 1] = block;
            this.numbers = numbers;
            this.length = length;
        }

        float at(int... starts) {
            int[] place = starts.clone();
            place[place.length - 1] = 0;
            if (length <= BLOCK) {
                program.run(arrays, place, 0, numbers, length);
                return sums.block(block, 0, length);
            }
            for (int done = 0; done < length; done += BLOCK) {
                int count = Math.min(BLOCK, length - done);
                program.run(arrays, place, done, numbers, count);
                sums.push(sums.block(block, 0, count));
            }
            return sums.finish();
        }
    }
}
