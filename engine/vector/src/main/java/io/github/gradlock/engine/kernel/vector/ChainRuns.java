package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.Nest;
import io.github.gradlock.engine.kernel.Runs;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs that a chain takes, one after the other, through all of its steps: where they begin, and which are copied first because they lie beside one another. */
final class ChainRuns {
    /** The longest run: its registers stay in the second cache. */
    private static final int LONGEST = 1 << 15;

    /** The longest run that is copied: some of them at once stay there too. */
    private static final int LONGEST_GATHERED = 1 << 12;

    private final ChainProgram program;
    private final int inputs;
    private final Nest starts;
    private final int length;
    private final float[][] arrays;

    /** Which of the operands of {@link #starts} each of the program's is. */
    private final int[] order;

    /** From one element of a run to the next. */
    private final int[] down;

    private final boolean[] isGathered;
    private final boolean gathers;
    private final boolean[] numbers;

    private ChainRuns(Chain chain, ChainProgram program, Runs runs, int[] order, int[] down, Tensor... operands) {
        this.program = program;
        this.order = order;
        this.down = down;
        inputs = chain.inputs();
        starts = runs.starts();
        length = runs.run().size();
        arrays = new float[operands.length][];
        isGathered = new boolean[operands.length];
        int[] steps = new int[operands.length];
        boolean any = false;
        for (int i = 0; i < operands.length; i++) {
            arrays[i] = HostStorage.floats(operands[i]);
            isGathered[i] = down[i] != 0
                    && down[i] != 1
                    && length <= LONGEST_GATHERED
                    && starts.step(order[i]) == 1
                    && starts.rowLength() >= GatheredRuns.MOST;
            steps[i] = isGathered[i] ? 1 : down[i];
            any |= isGathered[i];
        }
        gathers = any;
        numbers = program.numbers(steps);
    }

    /**
     * Reads the runs of a chain.
     *
     * @param kept axes before those of the run
     * @param operands the inputs and the wanted results
     * @return null if a program cannot take them
     */
    static @Nullable ChainRuns of(Chain chain, ChainProgram program, int kept, Tensor... operands) {
        // The operands that have elements come first, as Runs wants them.
        List<Tensor> elements = new ArrayList<>();
        List<Tensor> perRun = new ArrayList<>();
        int[] order = new int[operands.length];
        for (int i = 0; i < order.length; i++) {
            int operand = i < chain.inputs() ? i : chain.results().get(i - chain.inputs());
            List<Tensor> among = chain.isPerRun(operand) ? perRun : elements;
            order[i] = chain.isPerRun(operand) ? -1 - perRun.size() : elements.size();
            among.add(operands[i]);
        }
        Runs runs = Runs.of(kept, elements.toArray(Tensor[]::new), perRun.toArray(Tensor[]::new));
        Nest run = runs.run();
        if (run.rowLength() != run.size() || run.size() > LONGEST) {
            return null;
        }
        int[] down = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            down[i] = order[i] < 0 ? 0 : run.step(order[i]);
            order[i] = order[i] < 0 ? elements.size() - 1 - order[i] : order[i];
        }
        ChainRuns all = new ChainRuns(chain, program, runs, order, down, operands);
        return all.numbers.length == 0 ? null : all;
    }

    /** Returns how many there are. */
    int count() {
        return starts.size();
    }

    /** Returns the elements of one. */
    int length() {
        return length;
    }

    /** Takes the runs {@code from} to {@code to - 1}. */
    void take(int from, int to) {
        GatheredRuns gathered = GatheredRuns.provide(gathers ? order.length : 0, length);
        float[][] own = arrays.clone();
        for (int p = 0; p < own.length; p++) {
            own[p] = isGathered[p] ? gathered.piece(p) : own[p];
        }
        int[] place = new int[order.length];
        int together = gathers ? GatheredRuns.MOST : 1;
        starts.forEach(from, to, (at, first, count) -> {
            for (int i = 0; i < count; i += together) {
                int here = Math.min(together, count - i);
                for (int p = 0; p < inputs; p++) {
                    if (isGathered[p]) {
                        gathered.fetch(p, arrays[p], at[order[p]] + i, down[p], here, length);
                    }
                }
                for (int j = 0; j < here; j++) {
                    for (int p = 0; p < place.length; p++) {
                        place[p] = isGathered[p]
                                ? GatheredRuns.begin(j, length)
                                : at[order[p]] + (i + j) * starts.step(order[p]);
                    }
                    program.reduce(own, place, numbers, length);
                }
                for (int p = inputs; p < place.length; p++) {
                    if (isGathered[p]) {
                        gathered.bring(p, arrays[p], at[order[p]] + i, down[p], here, length);
                    }
                }
            }
        });
    }
}
