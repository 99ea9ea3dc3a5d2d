package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.tensor.Tensor;

/** Calls of functions of elements. */
final class PointwiseCalls {
    private PointwiseCalls() {}

    static void addTo(CallTable t) {
        t.unary("neg", Tensor::neg);
        t.unary("abs", Tensor::abs);
        t.unary("exp", Tensor::exp);
        t.unary("expm1", Tensor::expm1);
        t.unary("log", Tensor::log);
        t.unary("log1p", Tensor::log1p);
        t.unary("sqrt", Tensor::sqrt);
        t.unary("rsqrt", Tensor::rsqrt);
        t.unary("reciprocal", Tensor::reciprocal);
        t.unary("square", x -> x.pow(2));
        t.unary("sin", Tensor::sin);
        t.unary("cos", Tensor::cos);
        t.unary("tanh", Tensor::tanh);
        t.unary("sigmoid", Tensor::sigmoid);
        t.unary("erf", Tensor::erf);
        t.unary("sign", Tensor::sign);
        t.unary("floor", Tensor::floor);
        t.unary("ceil", Tensor::ceil);
        t.unary("round", Tensor::round);
        t.unary("trunc", Tensor::trunc);
        t.unary("clone", Tensor::copy);
        t.one("add", call -> call.x().add(scaled(call, "other", 0)));
        t.one("sub", call -> call.x().sub(scaled(call, "other", 0)));
        t.one(
                "rsub",
                call -> call.isTensor(0)
                        ? call.tensor(0, "other").sub(scaled(call.x(), call))
                        : Arithmetic.rsub(call.number(0, "other"), scaled(call.x(), call)));
        t.one(
                "mul",
                call -> call.isTensor(0)
                        ? call.x().mul(call.tensor(0, "other"))
                        : call.x().mul(call.number(0, "other")));
        t.one(
                "div",
                call -> call.isTensor(0)
                        ? call.x().div(call.tensor(0, "other"))
                        : call.x().div(call.number(0, "other")));
        t.one(
                "pow",
                call -> call.isTensor(0)
                        ? call.x().pow(call.tensor(0, "other"))
                        : call.x().pow(call.number(0, "other")));
        t.binary("maximum", Arithmetic::maximum);
        t.binary("minimum", Arithmetic::minimum);
        t.one("clamp_min", call -> Arithmetic.clampMin(call.x(), plainNumber(call, "min")));
        t.one("clamp_max", call -> Arithmetic.clampMax(call.x(), plainNumber(call, "max")));
        t.one("clamp", call -> {
            if (call.isTensor(0) || call.isTensor(1)) {
                throw new UnsupportedCallException("limits that are tensors");
            }
            Number low = call.number(0, "min", Double.NEGATIVE_INFINITY);
            return Arithmetic.clamp(call.x(), low, call.number(1, "max", Double.POSITIVE_INFINITY));
        });
        t.one("where", call -> Arithmetic.where(call.tensor(0, "condition"), call.x(), call.tensor(1, "other")));
        t.one("masked_fill", call -> {
            if (call.isTensor(1)) {
                return Arithmetic.where(call.tensor(0, "mask"), call.tensor(1, "value"), call.x());
            }
            return call.x().maskedFill(call.tensor(0, "mask"), call.number(1, "value"));
        });
    }

    private static Number plainNumber(Call call, String name) {
        if (call.isTensor(0)) {
            throw new UnsupportedCallException("a limit that is a tensor");
        }
        return call.number(0, name);
    }

    private static Tensor scaled(Call call, String name, int position) {
        if (!call.isTensor(position)) {
            throw new UnsupportedCallException("a number as operand");
        }
        return scaled(call.tensor(position, name), call);
    }

    private static Tensor scaled(Tensor x, Call call) {
        return call.has(-1, "alpha") ? x.mul(call.number(-1, "alpha")) : x;
    }
}
