package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Layout;
import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Steps on elements, one after the other, of which only some results are wanted: {@code x · (erf(x · √½) + 1) · ½} for instance. A step may also reduce
 * the elements of a run, which is a row for softmax, to one number that those after it use. The bits are those of the steps as calls of their own; a
 * provider may take a part of the elements, or a run, through all steps before it goes on to the next.
 *
 * <p>Operands are numbered: the inputs, then the constants, then the results of the steps.
 */
public final class Chain {
    private final List<Boolean> perRun;
    private final int inputs;
    private final List<Constant> constants;
    private final List<Step> steps;
    private final List<Integer> results;

    /**
     * A number that is the same for all elements, converted to their dtype with one rounding.
     *
     * @param value null for how many elements a run has
     */
    public record Constant(@Nullable Double value) {
        /** Returns the number for runs of a length. */
        public double of(int length) {
            return value == null ? length : value;
        }
    }

    /**
     * A step: a function of one element, or of two, or a reduction of a run.
     *
     * @param unary a function of one element, or null
     * @param binary a function of two elements, or null
     * @param reduce a reduction, or null
     * @param a number of the first operand
     * @param b number of the second operand; -1 where there is none
     */
    public record Step(
            @Nullable UnaryFunction unary,
            @Nullable BinaryFunction binary,
            @Nullable ReduceFunction reduce,
            int a,
            int b) {
        /** Refuses what gives bool, and other reductions than sums and extrema. */
        public Step {
            if (unary != null && unary.isPredicate()
                    || binary != null && binary.isPredicate()
                    || reduce != null && !isKnown(reduce)) {
                throw new IllegalArgumentException("no step of a chain: " + unary + ", " + binary + ", " + reduce);
            }
        }

        private static boolean isKnown(ReduceFunction reduce) {
            return reduce == ReduceFunction.SUM || reduce == ReduceFunction.MAX || reduce == ReduceFunction.MIN;
        }
    }

    private Chain(Builder builder, List<Step> steps, List<Integer> results) {
        this.inputs = builder.perRun.size();
        this.constants = List.copyOf(builder.constants);
        this.steps = List.copyOf(steps);
        this.results = List.copyOf(results);
        List<Boolean> all = new ArrayList<>(builder.perRun);
        constants.forEach(constant -> all.add(false));
        for (Step step : steps) {
            all.add(step.reduce() != null || isPerRun(all, step.a()) && isPerRun(all, step.b()));
        }
        this.perRun = List.copyOf(all);
    }

    /** What has no element of its own is a number of a run if the other operand is one. */
    private boolean isPerRun(List<Boolean> all, int operand) {
        boolean constant = operand >= inputs && operand < inputs + constants.size();
        return operand < 0 || constant || all.get(operand);
    }

    /** Returns how many inputs there are. */
    public int inputs() {
        return inputs;
    }

    /** Returns the numbers that are the same for all elements. */
    public List<Constant> constants() {
        return constants;
    }

    /** Returns the steps in their order. */
    public List<Step> steps() {
        return steps;
    }

    /** Returns which operands are wanted; each is the result of a step. */
    public List<Integer> results() {
        return results;
    }

    /** Returns whether an operand is the result of the last step. */
    public boolean isLast(int operand) {
        return operand == inputs + constants.size() + steps.size() - 1;
    }

    /** Returns whether an operand is one number of a run. */
    public boolean isPerRun(int operand) {
        return perRun.get(operand);
    }

    /** Returns whether a step reduces a run. */
    public boolean reduces() {
        return steps.stream().anyMatch(step -> step.reduce() != null);
    }

    /** Takes the steps as calls of kernels, which defines the bits. */
    void run(Kernels kernels, Shape shape, int runAxes, Tensor[] given, Tensor... outs) {
        int kept = shape.rank() - runAxes;
        Shape runs = Shape.of(Arrays.copyOf(shape.sizes(), kept));
        int length = 1;
        for (int axis = kept; axis < shape.rank(); axis++) {
            length *= shape.size(axis);
        }
        List<Tensor> values = new ArrayList<>(List.of(given));
        for (Constant constant : constants) {
            Tensor one = kernels.empty(Shape.SCALAR, outs[0].dtype());
            kernels.fill(constant.of(length), one);
            values.add(one);
        }
        int first = values.size();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            int wanted = results.indexOf(first + i);
            Shape own = isPerRun(first + i) ? runs : shape;
            Tensor out = wanted >= 0 ? outs[wanted] : kernels.empty(own, outs[0].dtype());
            if (step.reduce() != null) {
                kernels.reduce(step.reduce(), stretched(values.get(step.a()), shape), out);
            } else if (step.unary() != null) {
                kernels.unary(step.unary(), stretched(values.get(step.a()), own), out);
            } else if (step.binary() != null) {
                Tensor a = stretched(values.get(step.a()), own);
                kernels.binary(step.binary(), a, stretched(values.get(step.b()), own), out);
            }
            values.add(out);
        }
    }

    /** Repeats a constant for each element, or a number of a run for each element of it. */
    private static Tensor stretched(Tensor x, Shape shape) {
        if (x.rank() == shape.rank()) {
            return x;
        }
        // What is left out of the strides is zero: the run's axes, or those of a constant.
        return x.alias(new Layout(shape, Arrays.copyOf(x.strides(), shape.rank()), x.offset()));
    }

    /** Writes a chain down; what a method returns stands for its operand in those that follow. */
    public static final class Builder {
        private static final int CONSTANT_MARK = 1 << 16;
        private static final int RESULT_MARK = 1 << 17;

        private final List<Boolean> perRun;
        private final List<Constant> constants = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        /**
         * Begins a chain.
         *
         * @param perRun for each input, whose numbers begin at 0, whether it is one number of a run
         */
        public Builder(List<Boolean> perRun) {
            this.perRun = List.copyOf(perRun);
        }

        /** Adds a number that is the same for all elements. */
        public int constant(double value) {
            return constant(new Constant(value));
        }

        /** Adds how many elements a run has. */
        public int length() {
            return constant(new Constant(null));
        }

        private int constant(Constant constant) {
            int known = constants.indexOf(constant);
            if (known < 0) {
                constants.add(constant);
                known = constants.size() - 1;
            }
            return CONSTANT_MARK + known;
        }

        /** Adds a function of one element. */
        public int unary(UnaryFunction function, int a) {
            return add(new Step(function, null, null, a, -1));
        }

        /** Adds a function of two elements. */
        public int binary(BinaryFunction function, int a, int b) {
            return add(new Step(null, function, null, a, b));
        }

        /** Adds a sum or an extremum of a run. */
        public int reduce(ReduceFunction function, int a) {
            return add(new Step(null, null, function, a, -1));
        }

        private int add(Step step) {
            steps.add(step);
            return RESULT_MARK + steps.size() - 1;
        }

        /**
         * Returns the chain.
         *
         * @param results what is wanted: that of the last step among it
         * @throws IllegalArgumentException if it is otherwise, which would leave steps that nobody needs, or is no result of a step
         */
        public Chain build(int... results) {
            int last = RESULT_MARK + steps.size() - 1;
            if (steps.isEmpty()
                    || Arrays.stream(results).distinct().count() < results.length
                    || Arrays.stream(results).noneMatch(result -> result == last)
                    || Arrays.stream(results).anyMatch(result -> result < RESULT_MARK)) {
                throw new IllegalArgumentException(
                        "the results of a chain have to be those of steps, each once, the last one among them");
            }
            List<Step> numbered = new ArrayList<>();
            for (Step step : steps) {
                numbered.add(new Step(
                        step.unary(),
                        step.binary(),
                        step.reduce(),
                        number(step.a()),
                        step.b() < 0 ? -1 : number(step.b())));
            }
            return new Chain(
                    this,
                    numbered,
                    Arrays.stream(results).mapToObj(this::number).toList());
        }

        private int number(int mark) {
            if (mark >= RESULT_MARK) {
                return perRun.size() + constants.size() + mark - RESULT_MARK;
            }
            return mark >= CONSTANT_MARK ? perRun.size() + mark - CONSTANT_MARK : mark;
        }
    }
}
