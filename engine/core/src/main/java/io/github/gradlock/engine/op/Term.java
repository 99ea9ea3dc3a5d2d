package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.Chain;
import io.github.gradlock.engine.kernel.ReduceFunction;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@link Formula} computes with: tensors, or places in a chain of kernels that is being written down. */
interface Term {
    /** Applies a function of one element. */
    Term of(UnaryOp op);

    /** Applies a function of two elements. */
    Term with(BinaryOp op, Term right);

    /** Gives a number that is the same everywhere. */
    Term number(double value);

    /** Gives how many elements a run has. */
    Term length();

    /** Reduces the elements of a run to one number. */
    Term reduced(ReduceFunction function);

    default Term plus(Term other) {
        return with(BinaryOp.ADD, other);
    }

    default Term plus(double value) {
        return plus(number(value));
    }

    default Term minus(Term other) {
        return with(BinaryOp.SUB, other);
    }

    default Term minus(double value) {
        return minus(number(value));
    }

    /** Subtracts this from a number. */
    default Term from(double value) {
        return number(value).minus(this);
    }

    default Term times(Term other) {
        return with(BinaryOp.MUL, other);
    }

    default Term times(double value) {
        return times(number(value));
    }

    default Term squared() {
        return times(this);
    }

    default Term over(Term other) {
        return with(BinaryOp.DIV, other);
    }

    default Term neg() {
        return of(UnaryOp.NEG);
    }

    default Term sum() {
        return reduced(ReduceFunction.SUM);
    }

    default Term max() {
        return reduced(ReduceFunction.MAX);
    }

    default Term mean() {
        return sum().over(length());
    }

    default Term exp() {
        return of(UnaryOp.EXP);
    }

    /**
     * A tensor; each step is an op, which is recorded where it has to be.
     *
     * @param tensor the value; of one number a run, with axes of size 1
     * @param axes of a run; null where none is reduced
     */
    record OfTensor(Tensor tensor, @Nullable Axes axes) implements Term {
        @Override
        public Term of(UnaryOp op) {
            return new OfTensor(Dispatch.applyOne(op, tensor), axes);
        }

        @Override
        public Term with(BinaryOp op, Term right) {
            return new OfTensor(Operands.binary(op, tensor, ((OfTensor) right).tensor), axes);
        }

        @Override
        public Term number(double value) {
            return new OfTensor(Arithmetic.constant(tensor, value), axes);
        }

        @Override
        public Term length() {
            return number(Objects.requireNonNull(axes).count());
        }

        @Override
        public Term reduced(ReduceFunction function) {
            int[] dims = Objects.requireNonNull(axes).dims();
            Tensor result =
                    switch (function) {
                        case SUM -> Reductions.sum(tensor, true, dims);
                        case MAX -> Reductions.amax(tensor, true, dims);
                        default -> throw new IllegalArgumentException("no formula has the reduction " + function);
                    };
            return new OfTensor(result, axes);
        }
    }

    /**
     * A step of a chain.
     *
     * @param chain that is written down
     * @param operand its result
     */
    record OfChain(Chain.Builder chain, int operand) implements Term {
        @Override
        public Term of(UnaryOp op) {
            return new OfChain(chain, chain.unary(op.function(), operand));
        }

        @Override
        public Term with(BinaryOp op, Term right) {
            return new OfChain(chain, chain.binary(op.function(), operand, ((OfChain) right).operand));
        }

        @Override
        public Term number(double value) {
            return new OfChain(chain, chain.constant(value));
        }

        @Override
        public Term length() {
            return new OfChain(chain, chain.length());
        }

        @Override
        public Term reduced(ReduceFunction function) {
            return new OfChain(chain, chain.reduce(function, operand));
        }
    }
}
