package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.op.Arithmetic.Rounding;
import io.github.gradlock.engine.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A differentiable function of two elements, of operands that already agree in shape and dtype: a row of the table below.
 *
 * @param name PyTorch's name
 * @param function the primitive kernel
 * @param saves what is kept: the inputs a and b, or these and the output y
 * @param left the cotangent of a
 * @param right the cotangent of b
 */
record BinaryOp(String name, BinaryFunction function, Saves saves, Derivative left, Derivative right) implements Op {
    private static final Formula DIVISOR = new Formula(
            "div_backward", in -> in[0].times(in[1].over(in[2]).over(in[2])).neg());

    static final BinaryOp ADD = linear("add", BinaryFunction.ADD, (g, s) -> g, (g, s) -> g);
    static final BinaryOp SUB = linear("sub", BinaryFunction.SUB, (g, s) -> g, (g, s) -> Arithmetic.neg(g));
    static final BinaryOp MUL = new BinaryOp(
            "mul",
            BinaryFunction.MUL,
            Saves.INPUTS,
            (g, s) -> Arithmetic.mul(g, s.saved(1)),
            (g, s) -> Arithmetic.mul(g, s.saved(0)));
    static final BinaryOp DIV = new BinaryOp(
            "div",
            BinaryFunction.DIV,
            Saves.INPUTS,
            (g, s) -> Arithmetic.div(g, s.saved(1)),
            (g, s) -> DIVISOR.apply(g, s.saved(0), s.saved(1)));
    static final BinaryOp POW =
            new BinaryOp("pow", BinaryFunction.POW, Saves.ALL, BinaryOp::powBase, BinaryOp::powExponent);
    static final BinaryOp REMAINDER = new BinaryOp(
            "remainder",
            BinaryFunction.REMAINDER,
            Saves.INPUTS,
            (g, s) -> g,
            (g, s) -> Arithmetic.neg(Arithmetic.mul(g, Arithmetic.div(s.saved(0), s.saved(1), Rounding.FLOOR))));
    static final BinaryOp FMOD = new BinaryOp(
            "fmod",
            BinaryFunction.FMOD,
            Saves.INPUTS,
            (g, s) -> g,
            (g, s) -> Arithmetic.neg(Arithmetic.mul(g, Arithmetic.div(s.saved(0), s.saved(1), Rounding.TRUNC))));
    static final BinaryOp ATAN2 = new BinaryOp(
            "atan2",
            BinaryFunction.ATAN2,
            Saves.INPUTS,
            (g, s) -> Arithmetic.mul(g, Arithmetic.mul(s.saved(1), inverseSquare(s.saved(0), s.saved(1)))),
            (g, s) -> Arithmetic.neg(
                    Arithmetic.mul(g, Arithmetic.mul(s.saved(0), inverseSquare(s.saved(0), s.saved(1))))));
    static final BinaryOp HYPOT = new BinaryOp(
            "hypot",
            BinaryFunction.HYPOT,
            Saves.ALL,
            (g, s) -> Arithmetic.mul(g, Arithmetic.div(s.saved(0), s.saved(2))),
            (g, s) -> Arithmetic.mul(g, Arithmetic.div(s.saved(1), s.saved(2))));
    static final BinaryOp COPYSIGN = new BinaryOp(
            "copysign",
            BinaryFunction.COPYSIGN,
            Saves.ALL,
            (g, s) -> Arithmetic.mul(g, ratio(s.saved(2), s.saved(0))),
            (g, s) -> Arithmetic.constant(g, 0));
    static final BinaryOp MAXIMUM = new BinaryOp(
            "maximum",
            BinaryFunction.MAXIMUM,
            Saves.INPUTS,
            (g, s) -> chosen(g, s.saved(0), s.saved(1)),
            (g, s) -> chosen(g, s.saved(1), s.saved(0)));
    static final BinaryOp MINIMUM = new BinaryOp(
            "minimum",
            BinaryFunction.MINIMUM,
            Saves.INPUTS,
            (g, s) -> chosen(g, s.saved(1), s.saved(0)),
            (g, s) -> chosen(g, s.saved(0), s.saved(1)));

    /** What a row keeps for its derivatives. */
    enum Saves {
        NOTHING,
        INPUTS,
        ALL
    }

    /** Gives the cotangent of one input. */
    @FunctionalInterface
    interface Derivative {
        Tensor apply(Tensor gradOutput, OpContext saved);
    }

    private static BinaryOp linear(String name, BinaryFunction function, Derivative left, Derivative right) {
        return new BinaryOp(name, function, Saves.NOTHING, left, right);
    }

    private static Tensor powBase(Tensor g, OpContext s) {
        Tensor base = s.saved(0);
        Tensor exponent = s.saved(1);
        Tensor slope = Arithmetic.mul(exponent, Arithmetic.pow(base, Arithmetic.sub(exponent, 1)));
        Tensor zero = Arithmetic.constant(g, 0);
        return Arithmetic.where(Comparisons.eq(exponent, 0), zero, Arithmetic.mul(g, slope));
    }

    /** Zero where 0 is raised to a power that is not negative, as in PyTorch: there y log(x) would be 0 times minus infinity. */
    private static Tensor powExponent(Tensor g, OpContext s) {
        Tensor base = s.saved(0);
        Tensor zero = Arithmetic.constant(g, 0);
        Tensor flat = Comparisons.and(Comparisons.eq(base, 0), Comparisons.ge(s.saved(1), 0));
        Tensor safe = Arithmetic.where(flat, Arithmetic.constant(g, 1), base);
        return Arithmetic.where(flat, zero, Arithmetic.mul(g, Arithmetic.mul(s.saved(2), Functions.log(safe))));
    }

    /** 1 / (a² + b²), and 0 at the origin, as in PyTorch. */
    private static Tensor inverseSquare(Tensor a, Tensor b) {
        Tensor square = Arithmetic.add(Arithmetic.mul(a, a), Arithmetic.mul(b, b));
        Tensor origin = Comparisons.eq(square, 0);
        Tensor inverse = Functions.reciprocal(Arithmetic.maskedFill(square, origin, 1));
        return Arithmetic.maskedFill(inverse, origin, 0);
    }

    /** y / a, and 0 where a is 0, as in PyTorch. */
    private static Tensor ratio(Tensor y, Tensor a) {
        return Arithmetic.div(y, Arithmetic.maskedFill(a, Comparisons.eq(a, 0), 1));
    }

    /** The cotangent goes to the greater operand, in halves where they are equal. */
    private static Tensor chosen(Tensor g, Tensor greater, Tensor other) {
        Tensor half = Arithmetic.div(g, 2);
        Tensor part = Arithmetic.where(Comparisons.eq(greater, other), half, g);
        return Arithmetic.where(Comparisons.lt(greater, other), Arithmetic.constant(g, 0), part);
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        Tensor out = Primitives.binary(context.kernels(), function, inputs[0], inputs[1]);
        switch (saves) {
            case NOTHING -> {}
            case INPUTS -> context.save(inputs[0], inputs[1]);
            case ALL -> context.save(inputs[0], inputs[1], out);
        }
        return new Tensor[] {out};
    }

    @Override
    public @Nullable Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor g = gradOutputs[0];
        return new Tensor[] {
            context.needsInputGrad(0) ? left.apply(g, context) : null,
            context.needsInputGrad(1) ? right.apply(g, context) : null
        };
    }
}
