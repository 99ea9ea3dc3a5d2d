package io.github.gradlock.engine.kernel.vector;

import io.github.gradlock.engine.kernel.Chain;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A chain whose steps all have loops in vectors, with a register, which is a piece of memory, for each result until its last use. */
final class ChainProgram {
    /** Elements that go through all steps together. */
    private static final int PIECE = 512;

    private static final Map<Chain, ChainProgram> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());
    private static final ThreadLocal<Registers> REGISTERS = ThreadLocal.withInitial(Registers::new);

    private final int inputs;
    private final float[] constants;
    private final Step[] steps;
    private final int registers;

    /** About what the reference takes for an element. */
    private final long nanos;

    /** Asked of each call: once all loops are compiled, they stay so. */
    private volatile boolean warm;

    /**
     * A step.
     *
     * @param unary null where it is of two elements
     * @param binary null where it is of one
     * @param a number of an operand
     * @param b number of the other operand; that of the first where there is none
     * @param register that takes the result
     */
    private record Step(
            FloatFunctions.@Nullable Entry unary, FloatArithmetic.@Nullable Entry binary, int a, int b, int register) {}

    /** Memory of one thread. */
    private static final class Registers {
        final float[] left = new float[1];
        final float[] right = new float[1];
        float[] numbers = {};
        float[][] pieces = {};

        void provide(int operands, int registers) {
            if (numbers.length < operands) {
                numbers = new float[operands];
            }
            if (pieces.length < registers) {
                pieces = new float[registers][PIECE];
            }
        }
    }

    private ChainProgram(int inputs, float[] constants, Step[] steps, int registers) {
        this.inputs = inputs;
        this.constants = constants;
        this.steps = steps;
        this.registers = registers;
        this.nanos = Stream.of(steps)
                .mapToLong(step -> step.unary() == null ? 1 : step.unary().nanos())
                .sum();
    }

    long nanos() {
        return nanos;
    }

    /** Returns the program of a chain, or null if a step of it has no loop here. */
    static @Nullable ChainProgram of(Chain chain) {
        ChainProgram known = KNOWN.get(chain);
        if (known == null) {
            for (Chain.Step step : chain.steps()) {
                if (step.unary() != null && FloatFunctions.of(step.unary()) == null
                        || step.binary() != null && FloatArithmetic.of(step.binary()) == null) {
                    return null;
                }
            }
            known = written(chain);
            KNOWN.put(chain, known);
        }
        return known;
    }

    private static ChainProgram written(Chain chain) {
        float[] constants = new float[chain.constants().size()];
        for (int i = 0; i < constants.length; i++) {
            constants[i] = chain.constants().get(i).floatValue();
        }
        List<Chain.Step> given = chain.steps();
        int first = chain.inputs() + constants.length;
        int[] lastUse = new int[first + given.size()];
        for (int i = 0; i < given.size(); i++) {
            lastUse[given.get(i).a()] = i;
            lastUse[Math.max(given.get(i).b(), 0)] = i;
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
                    step.unary() == null ? null : FloatFunctions.of(step.unary()),
                    step.binary() == null ? null : FloatArithmetic.of(step.binary()),
                    step.a(),
                    step.b() < 0 ? step.a() : step.b(),
                    register);
        }
        return new ChainProgram(chain.inputs(), constants, steps, registers);
    }

    /** Returns whether all its loops are compiled. */
    boolean isWarm(int elements) {
        if (!warm) {
            warm = Stream.of(steps).allMatch(step -> isWarm(step, elements));
        }
        return warm;
    }

    private static boolean isWarm(Step step, int elements) {
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
     * @param repeated whether an input is
     */
    boolean[] numbers(boolean... repeated) {
        int first = inputs + constants.length;
        boolean[] numbers = new boolean[first + steps.length];
        System.arraycopy(repeated, 0, numbers, 0, inputs);
        for (int i = inputs; i < first; i++) {
            numbers[i] = true;
        }
        for (int i = 0; i < steps.length; i++) {
            numbers[first + i] = numbers[steps[i].a()] && numbers[steps[i].b()];
        }
        return numbers;
    }

    /**
     * Takes a part of a row through the steps.
     *
     * @param arrays of the inputs, and of the result
     * @param at where the row begins in each input, and the part in the result
     * @param skipped elements of the row before the part
     * @param numbers which operands are one number
     * @param count elements of the part
     */
    void run(float[][] arrays, int[] at, int skipped, boolean[] numbers, int count) {
        Registers memory = REGISTERS.get();
        memory.provide(numbers.length, registers);
        compute(memory, arrays, at, numbers);
        for (int done = 0; done < count; done += PIECE) {
            piece(memory, arrays, at, skipped + done, numbers, done, Math.min(PIECE, count - done));
        }
    }

    /** Computes what is one number for the whole row. */
    private void compute(Registers memory, float[][] arrays, int[] at, boolean... numbers) {
        for (int i = 0; i < inputs; i++) {
            if (numbers[i]) {
                memory.numbers[i] = arrays[i][at[i]];
            }
        }
        System.arraycopy(constants, 0, memory.numbers, inputs, constants.length);
        int first = inputs + constants.length;
        for (int i = 0; i < steps.length; i++) {
            if (numbers[first + i]) {
                Step step = steps[i];
                memory.left[0] = memory.numbers[step.a()];
                memory.right[0] = memory.numbers[step.b()];
                if (step.unary() != null) {
                    step.unary().loop().run(memory.left, 0, memory.left, 0, 1);
                } else if (step.binary() != null) {
                    step.binary().both().run(memory.left, 0, memory.right, 0, memory.left, 0, 1);
                }
                memory.numbers[first + i] = memory.left[0];
            }
        }
    }

    private void piece(Registers memory, float[][] arrays, int[] at, int from, boolean[] numbers, int done, int count) {
        int first = inputs + constants.length;
        for (int i = 0; i < steps.length; i++) {
            if (numbers[first + i]) {
                continue;
            }
            Step step = steps[i];
            boolean last = i == steps.length - 1;
            float[] to = last ? arrays[inputs] : memory.pieces[step.register()];
            int begin = last ? at[inputs] + done : 0;
            int a = step.a();
            int b = step.b();
            float[] x = a < inputs ? arrays[a] : a < first ? to : memory.pieces[steps[a - first].register()];
            float[] y = b < inputs ? arrays[b] : b < first ? to : memory.pieces[steps[b - first].register()];
            int fromX = a < inputs ? at[a] + from : 0;
            int fromY = b < inputs ? at[b] + from : 0;
            if (step.unary() != null) {
                step.unary().loop().run(x, fromX, to, begin, count);
            } else if (step.binary() != null) {
                FloatArithmetic.Entry entry = step.binary();
                if (numbers[a]) {
                    entry.left().run(y, fromY, memory.numbers[a], to, begin, count);
                } else if (numbers[b]) {
                    entry.right().run(x, fromX, memory.numbers[b], to, begin, count);
                } else {
                    entry.both().run(x, fromX, y, fromY, to, begin, count);
                }
            }
        }
    }
}
