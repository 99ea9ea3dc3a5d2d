package io.github.gradlock.engine.kernel;

import io.github.gradlock.engine.tensor.Shape;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Element-wise steps, one after the other, of which only the last result is wanted: {@code x · (erf(x · √½) + 1) · ½} for instance. Its bits are those
 * of its steps as calls of their own; a provider may take some elements through all steps before it goes on to the next.
 *
 * <p>Operands are numbered: the inputs, then the constants, then the results of the steps.
 */
public final class Chain {
    private final int inputs;
    private final List<Double> constants;
    private final List<Step> steps;

    /**
     * A step: a function of one element, or of two.
     *
     * @param unary null where it is of two
     * @param binary null where it is of one
     * @param a number of the first operand
     * @param b number of the second operand; -1 where there is none
     */
    public record Step(
            @Nullable UnaryFunction unary, @Nullable BinaryFunction binary, int a, int b) {
        /** Refuses what is no step, or gives bool. */
        public Step {
            if ((unary == null) == (binary == null)
                    || unary != null && unary.isPredicate()
                    || binary != null && binary.isPredicate()) {
                throw new IllegalArgumentException("no step of a chain: " + unary + ", " + binary);
            }
        }
    }

    private Chain(int inputs, List<Double> constants, List<Step> steps) {
        this.inputs = inputs;
        this.constants = List.copyOf(constants);
        this.steps = List.copyOf(steps);
    }

    /** Returns how many inputs there are. */
    public int inputs() {
        return inputs;
    }

    /** Returns the numbers that are the same for all elements; each is converted to the dtype of the chain, with one rounding. */
    public List<Double> constants() {
        return constants;
    }

    /** Returns the steps in their order; the last one gives the result. */
    public List<Step> steps() {
        return steps;
    }

    /** Takes the steps as calls of kernels, which defines the bits. */
    void run(Kernels kernels, Tensor out, Tensor... operands) {
        List<Tensor> values = new ArrayList<>(List.of(operands));
        for (double constant : constants) {
            Tensor one = kernels.empty(Shape.SCALAR, out.dtype());
            kernels.fill(constant, one);
            values.add(one.alias(one.layout().expand(out.shape())));
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Tensor result = i == steps.size() - 1 ? out : kernels.empty(out.shape(), out.dtype());
            if (step.unary() != null) {
                kernels.unary(step.unary(), values.get(step.a()), result);
            } else if (step.binary() != null) {
                kernels.binary(step.binary(), values.get(step.a()), values.get(step.b()), result);
            }
            values.add(result);
        }
    }

    /** Writes a chain down; what a method returns stands for its operand in those that follow. */
    public static final class Builder {
        private static final int CONSTANT_MARK = 1 << 16;
        private static final int RESULT_MARK = 1 << 17;

        private final int inputs;
        private final List<Double> constants = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        /** Begins a chain of so many inputs, whose numbers begin at 0. */
        public Builder(int inputs) {
            this.inputs = inputs;
        }

        /** Adds a number that is the same for all elements. */
        public int constant(double value) {
            int known = constants.indexOf(value);
            if (known < 0) {
                constants.add(value);
                known = constants.size() - 1;
            }
            return CONSTANT_MARK + known;
        }

        /** Adds a function of one element. */
        public int unary(UnaryFunction function, int a) {
            return add(new Step(function, null, a, -1));
        }

        /** Adds a function of two elements. */
        public int binary(BinaryFunction function, int a, int b) {
            return add(new Step(null, function, a, b));
        }

        private int add(Step step) {
            steps.add(step);
            return RESULT_MARK + steps.size() - 1;
        }

        /**
         * Returns the chain.
         *
         * @param result what the last step gave
         * @throws IllegalArgumentException if it is something else, which would leave steps that nobody needs
         */
        public Chain build(int result) {
            if (steps.isEmpty() || result != RESULT_MARK + steps.size() - 1) {
                throw new IllegalArgumentException("the result of a chain has to be that of its last step");
            }
            List<Step> numbered = new ArrayList<>();
            for (Step step : steps) {
                numbered.add(
                        new Step(step.unary(), step.binary(), number(step.a()), step.b() < 0 ? -1 : number(step.b())));
            }
            return new Chain(inputs, constants, numbered);
        }

        private int number(int mark) {
            if (mark >= RESULT_MARK) {
                return inputs + constants.size() + mark - RESULT_MARK;
            }
            return mark >= CONSTANT_MARK ? inputs + mark - CONSTANT_MARK : mark;
        }
    }
}
