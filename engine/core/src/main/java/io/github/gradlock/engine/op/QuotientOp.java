package io.github.gradlock.engine.op;

import io.github.gradlock.engine.kernel.BinaryFunction;
import io.github.gradlock.engine.kernel.UnaryFunction;
import io.github.gradlock.engine.op.Arithmetic.Rounding;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;
import java.util.Map;

/** A quotient rounded to a whole number: a step function, whose derivatives are zero everywhere, as PyTorch says. */
record QuotientOp(Rounding rounding) implements Op {
    @Override
    public String name() {
        return "div";
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("rounding_mode", rounding.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Tensor[] forward(OpContext context, Tensor... inputs) {
        if (rounding == Rounding.FLOOR) {
            return new Tensor[] {Primitives.binary(context.kernels(), BinaryFunction.FLOOR_DIVIDE, inputs[0], inputs[1])
            };
        }
        Tensor quotient = Primitives.binary(context.kernels(), BinaryFunction.DIV, inputs[0], inputs[1]);
        return new Tensor[] {Primitives.unary(context.kernels(), UnaryFunction.TRUNC, quotient)};
    }

    @Override
    public Tensor[] backward(OpContext context, Tensor... gradOutputs) {
        Tensor zero = Arithmetic.constant(gradOutputs[0], 0);
        return new Tensor[] {zero, zero};
    }
}
