package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.ReduceFunction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chain whose steps all have loops in vectors, with a register, which is a piece of memory, for each result until its last use; a wanted result is
 * computed where it belongs.
 *
 * <p>What is the same for a whole row, or run, is one number: constants, inputs that are repeated, reductions, and what is computed of these alone.
 */
final class ChainProgram {
    /** Elements that go through all steps together, where none of them reduces a run. */
    private static final int PIECE = 512;

    private static final boolean[] NONE = {};
    private static final ThreadLocal<Registers> REGISTERS = ThreadLocal.withInitial(Registers::new);

    private final int inputs;
    private final List<Chain.Constant> constants;
    private final Step[] steps;
    private final int registers;

    /** About what the reference takes for an element. */
    private final long nanos;

    /** Asked of each call: once all loops are compiled, they stay so. */
    private volatile boolean warm;

    /**
     * A step.
     *
     * @param unary null where it is none of one element
     * @param binary null where it is none of two
     * @param reduce null where it is no reduction
     * @param a number of an operand
     * @param b number of the other operand; that of the first where there is none
     * @param register that takes the result
     * @param wanted which of the wanted results it is; -1 if none
     * @param late whether it depends on a reduction
     */
    private record Step(
            FloatFunctions.@Nullable Entry unary,
            FloatArithmetic.@Nullable Entry binary,
            @Nullable ReduceFunction reduce,
            int a,
            int b,
            int register,
            int wanted,
            boolean late) {}

    /** Memory of one thread. */
    private static final class Registers {
        final FloatSums sums = new FloatSums();
        final float[] left = new float[1];
        final float[] right = new float[1];
        float[] numbers = {};
        float[][] pieces = {};

        void provide(int operands, int registers, int length) {
            if (numbers.length < operands) {
                numbers = new float[operands];
            }
            if (pieces.length < registers || registers > 0 && pieces[0].length < length) {
                int longest = pieces.length == 0 ? length : Math.max(length, pieces[0].length);
                pieces = new float[Math.max(registers, pieces.length)][longest];
            }
        }
    }

    /** Whether a step has other bits than the reference's. */
    private final boolean isOther;

    private ChainProgram(Chain chain, Step[] steps, int registers, boolean isOther) {
        this.isOther = isOther;
        this.inputs = chain.inputs();
        this.constants = chain.constants();
        this.steps = steps;
        this.registers = registers;
        this.nanos = Stream.of(steps)
                .mapToLong(step -> step.unary() == null ? 1 : step.unary().nanos())
                .sum();
    }

    /** Returns whether a step has other bits than the reference's. */
    boolean isOther() {
        return isOther;
    }

    /** Returns about what the reference takes for an element. */
    long nanos() {
        return nanos;
    }

    /** Returns the program of a chain, or null if a step of it has no loop. */
    static @Nullable ChainProgram of(Chain chain, FloatFunctions.Table functions) {
        for (Chain.Step step : chain.steps()) {
            if (step.unary() != null && functions.of(step.unary()) == null
                    || step.binary() != null && FloatArithmetic.of(step.binary()) == null) {
                return null;
            }
        }
        return written(chain, functions);
    }

    private static ChainProgram written(Chain chain, FloatFunctions.Table functions) {
        List<Chain.Step> given = chain.steps();
        int first = chain.inputs() + chain.constants().size();
        int[] lastUse = new int[first + given.size()];
        boolean[] late = new boolean[first + given.size()];
        for (int i = 0; i < given.size(); i++) {
            Chain.Step step = given.get(i);
            int b = step.b() < 0 ? step.a() : step.b();
            lastUse[step.a()] = i;
            lastUse[b] = i;
            late[first + i] = step.reduce() != null || late[step.a()] || late[b];
        }
        // For each register the step until whose end it is taken.
        int[] takenUntil = new int[given.size()];
        Step[] steps = new Step[given.size()];
        int registers = 0;
        for (int i = 0; i < steps.length; i++) {
            Chain.Step step = given.get(i);
            int register = 0;
            // A loop may write where it reads.
            while (register < registers && takenUntil[register] > i) {
                register++;
            }
            registers = Math.max(registers, register + 1);
            takenUntil[register] = lastUse[first + i];
            steps[i] = new Step(
                    step.unary() == null ? null : functions.of(step.unary()),
                    step.binary() == null ? null : FloatArithmetic.of(step.binary()),
                    step.reduce(),
                    step.a(),
                    step.b() < 0 ? step.a() : step.b(),
                    register,
                    chain.results().indexOf(first + i),
                    late[first + i]);
        }
        boolean isOther = given.stream().anyMatch(step -> step.unary() != null && functions.isOther(step.unary()));
        return new ChainProgram(chain, steps, registers, isOther);
    }

    /** Returns whether all its loops are compiled. */
    boolean isWarm(int elements) {
        if (!warm) {
            // All of them are asked, so that they are warmed together.
            warm = Stream.of(steps).filter(step -> !isWarm(step, elements)).count() == 0;
        }
        return warm;
    }

    private static boolean isWarm(Step step, int elements) {
        if (step.reduce() != null) {
            return ReduceKernels.isWarm(step.reduce(), elements);
        }
        if (step.unary() != null) {
            return step.unary().warmth().reached(step.unary().nanos() * elements);
        }
        return step.binary() != null
                && step.binary().warmth().reached(elements)
                && step.binary().warmthOfOne().reached(elements);
    }

    /**
     * Returns for each operand whether it is one number in a row.
     *
     * @param rowSteps by how much each input, and then each wanted result, advances from one element of a row to the next
     * @return nothing if an operand neither is one number nor lies side by side, or a result would be a number where elements are wanted
     */
    boolean[] numbers(int... rowSteps) {
        int first = inputs + constants.size();
        boolean[] numbers = new boolean[first + steps.length];
        for (int i = 0; i < inputs; i++) {
            if (rowSteps[i] != 0 && rowSteps[i] != 1) {
                return NONE;
            }
            numbers[i] = rowSteps[i] == 0;
        }
        Arrays.fill(numbers, inputs, first, true);
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            numbers[first + i] = step.reduce() != null || numbers[step.a()] && numbers[step.b()];
            if (step.wanted() >= 0 && rowSteps[inputs + step.wanted()] != (numbers[first + i] ? 0 : 1)) {
                return NONE;
            }
        }
        return numbers;
    }

    /**
     * Takes a row through steps that do not reduce.
     *
     * @param arrays of the inputs, and of the wanted results
     * @param at where the row begins in each
     * @param numbers which operands are one number
     * @param count elements of the row
     */
    void run(float[][] arrays, int[] at, boolean[] numbers, int count) {
        Registers memory = REGISTERS.get();
        memory.provide(numbers.length, registers, PIECE);
        begin(memory, arrays, at, numbers, count);
        for (int done = 0; done < count; done += PIECE) {
            piece(memory, arrays, at, numbers, done, Math.min(PIECE, count - done));
        }
    }

    /** Takes a run of some elements through all steps, as {@link #run}; results that are one number of it are written as such. */
    void reduce(float[][] arrays, int[] at, boolean[] numbers, int count) {
        Registers memory = REGISTERS.get();
        memory.provide(numbers.length, registers, Math.max(PIECE, count));
        begin(memory, arrays, at, numbers, count);
        piece(memory, arrays, at, numbers, 0, count);
    }

    /** Computes what is one number and depends on no reduction. */
    private void begin(Registers memory, float[][] arrays, int[] at, boolean[] numbers, int count) {
        for (int i = 0; i < inputs; i++) {
            if (numbers[i]) {
                memory.numbers[i] = arrays[i][at[i]];
            }
        }
        for (int i = 0; i < constants.size(); i++) {
            memory.numbers[inputs + i] = (float) constants.get(i).of(count);
        }
        int first = inputs + constants.size();
        for (int i = 0; i < steps.length; i++) {
            if (numbers[first + i] && !steps[i].late()) {
                number(memory, arrays, at, first + i, steps[i]);
            }
        }
    }

    /** Computes a step whose operands are one number. */
    private void number(Registers memory, float[][] arrays, int[] at, int operand, Step step) {
        memory.left[0] = memory.numbers[step.a()];
        memory.right[0] = memory.numbers[step.b()];
        if (step.unary() != null) {
            step.unary().loop().run(memory.left, 0, memory.left, 0, 1);
        } else if (step.binary() != null) {
            step.binary().both().run(memory.left, 0, memory.right, 0, memory.left, 0, 1);
        }
        put(memory, arrays, at, operand, step, memory.left[0]);
    }

    private void put(Registers memory, float[][] arrays, int[] at, int operand, Step step, float value) {
        memory.numbers[operand] = value;
        if (step.wanted() >= 0) {
            int out = inputs + step.wanted();
            arrays[out][at[out]] = value;
        }
    }

    private void piece(Registers memory, float[][] arrays, int[] at, boolean[] numbers, int done, int count) {
        int first = inputs + constants.size();
        for (int i = 0; i < steps.length; i++) {
            Step step = steps[i];
            int a = step.a();
            int b = step.b();
            float[] to = step.wanted() < 0 ? memory.pieces[step.register()] : arrays[inputs + step.wanted()];
            int begin = step.wanted() < 0 ? 0 : at[inputs + step.wanted()] + done;
            if (numbers[first + i]) {
                if (step.reduce() != null) {
                    if (numbers[a]) {
                        // Its register is free: what it takes is one number.
                        Arrays.fill(memory.pieces[step.register()], 0, count, memory.numbers[a]);
                    }
                    float[] x = numbers[a] ? memory.pieces[step.register()] : array(memory, arrays, a);
                    int from = numbers[a] ? 0 : place(at, a, done);
                    put(memory, arrays, at, first + i, step, reduced(memory.sums, step.reduce(), x, from, count));
                } else if (step.late()) {
                    number(memory, arrays, at, first + i, step);
                }
            } else if (step.unary() != null) {
                step.unary().loop().run(array(memory, arrays, a), place(at, a, done), to, begin, count);
            } else if (step.binary() != null) {
                FloatArithmetic.Entry entry = step.binary();
                if (numbers[a]) {
                    float[] y = array(memory, arrays, b);
                    entry.left().run(y, place(at, b, done), memory.numbers[a], to, begin, count);
                } else if (numbers[b]) {
                    float[] x = array(memory, arrays, a);
                    entry.right().run(x, place(at, a, done), memory.numbers[b], to, begin, count);
                } else {
                    float[] x = array(memory, arrays, a);
                    float[] y = array(memory, arrays, b);
                    entry.both().run(x, place(at, a, done), y, place(at, b, done), to, begin, count);
                }
            }
        }
    }

    /** Returns where the elements of an operand are: an input, a wanted result or a register. */
    private float[] array(Registers memory, float[][] arrays, int operand) {
        if (operand < inputs) {
            return arrays[operand];
        }
        Step step = steps[operand - inputs - constants.size()];
        return step.wanted() < 0 ? memory.pieces[step.register()] : arrays[inputs + step.wanted()];
    }

    private int place(int[] at, int operand, int done) {
        if (operand < inputs) {
            return at[operand] + done;
        }
        Step step = steps[operand - inputs - constants.size()];
        return step.wanted() < 0 ? 0 : at[inputs + step.wanted()] + done;
    }

    private static float reduced(FloatSums sums, ReduceFunction function, float[] x, int from, int count) {
        return switch (function) {
            case SUM -> sums.run(x, from, count);
            case MAX -> FloatExtrema.max(x, from, count);
            default -> FloatExtrema.min(x, from, count);
        };
    }
}
