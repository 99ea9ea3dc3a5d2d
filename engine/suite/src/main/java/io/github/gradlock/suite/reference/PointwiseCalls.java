package io.github.gradlock.suite.reference;

import io.github.gradlock.engine.op.Arithmetic;
import io.github.gradlock.engine.op.Arithmetic.Rounding;
import io.github.gradlock.engine.op.Functions;
import io.github.gradlock.engine.op.SpecialFunctions;
import io.github.gradlock.engine.tensor.Tensor;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls of functions of elements. */
final class PointwiseCalls {
    private PointwiseCalls() {}

    static void addTo(CallTable t) {
        functions(t);
        trigonometry(t);
        special(t);
        steps(t);
        sums(t);
        products(t);
        limits(t);
        choices(t);
    }

    private static void functions(CallTable t) {
        t.unary("neg", Tensor::neg);
        t.unary("abs", Tensor::abs);
        t.unary("exp", Tensor::exp);
        t.unary("exp2", Tensor::exp2);
        t.unary("expm1", Tensor::expm1);
        t.unary("log", Tensor::log);
        t.unary("log2", Tensor::log2);
        t.unary("log10", Tensor::log10);
        t.unary("log1p", Tensor::log1p);
        t.unary("sqrt", Tensor::sqrt);
        t.unary("rsqrt", Tensor::rsqrt);
        t.unary("reciprocal", Tensor::reciprocal);
        t.unary("square", Tensor::square);
        t.unary("frac", Tensor::frac);
        t.unary("deg2rad", Tensor::deg2rad);
        t.unary("rad2deg", Tensor::rad2deg);
        t.one("clone", call -> {
            call.text(-1, "memory_format", "preserve");
            return call.x().copy();
        });
    }

    private static void trigonometry(CallTable t) {
        t.unary("sin", Tensor::sin);
        t.unary("cos", Tensor::cos);
        t.unary("tan", Tensor::tan);
        t.unary("asin", Tensor::asin);
        t.unary("acos", Tensor::acos);
        t.unary("atan", Tensor::atan);
        t.unary("sinh", Tensor::sinh);
        t.unary("cosh", Tensor::cosh);
        t.unary("tanh", Tensor::tanh);
        t.unary("asinh", Tensor::asinh);
        t.unary("acosh", Tensor::acosh);
        t.unary("atanh", Tensor::atanh);
        t.binary("atan2", Functions::atan2);
        t.binary("hypot", Arithmetic::hypot);
    }

    private static void special(CallTable t) {
        t.unary("sigmoid", Tensor::sigmoid);
        t.unary("erf", Tensor::erf);
        t.unary("erfc", Tensor::erfc);
        t.unary("lgamma", Tensor::lgamma);
        t.unary("digamma", Tensor::digamma);
        t.one("polygamma", call -> call.x().polygamma(call.integer(0, "n")));
        t.unary("sinc", Tensor::sinc);
        t.one(
                "logit",
                call -> call.has(0, "eps")
                        ? call.x().logit(call.number(0, "eps").doubleValue())
                        : call.x().logit());
        t.binary("logaddexp", SpecialFunctions::logaddexp);
        t.one("xlogy", operands(SpecialFunctions::xlogy, SpecialFunctions::xlogy));
    }

    private static void steps(CallTable t) {
        t.unary("sign", Tensor::sign);
        t.unary("sgn", Tensor::sign);
        t.unary("floor", Tensor::floor);
        t.unary("ceil", Tensor::ceil);
        t.unary("trunc", Tensor::trunc);
        t.one("round", call -> call.x().round(call.integer(-1, "decimals", 0)));
    }

    private static void sums(CallTable t) {
        t.one(
                "add",
                call -> operandIsTensor(call)
                        ? call.x().add(call.tensor(0, "other"), call.number(-1, "alpha", 1))
                        : call.x().add(scaled(call)));
        t.one(
                "sub",
                call -> operandIsTensor(call)
                        ? call.x().sub(call.tensor(0, "other"), call.number(-1, "alpha", 1))
                        : call.x().sub(scaled(call)));
        t.one(
                "rsub",
                call -> operandIsTensor(call)
                        ? call.tensor(0, "other").sub(call.x(), call.number(-1, "alpha", 1))
                        : Arithmetic.rsub(
                                call.number(0, "other"),
                                call.has(-1, "alpha") ? call.x().mul(call.number(-1, "alpha")) : call.x()));
        t.one(
                "addcmul",
                call -> call.x()
                        .addcmul(call.tensor(0, "tensor1"), call.tensor(1, "tensor2"), call.number(-1, "value", 1)));
        t.one(
                "addcdiv",
                call -> call.x()
                        .addcdiv(call.tensor(0, "tensor1"), call.tensor(1, "tensor2"), call.number(-1, "value", 1)));
        t.one(
                "lerp",
                call -> call.isTensor(1, "weight")
                        ? call.x().lerp(call.tensor(0, "end"), call.tensor(1, "weight"))
                        : call.x().lerp(call.tensor(0, "end"), call.number(1, "weight")));
    }

    private static boolean operandIsTensor(Call call) {
        return call.isTensor(0, "other");
    }

    private static Number scaled(Call call) {
        Number other = call.number(0, "other");
        Number alpha = call.number(-1, "alpha", 1);
        boolean whole = other instanceof Long && (alpha instanceof Long || alpha instanceof Integer);
        return whole ? (Number) (other.longValue() * alpha.longValue()) : other.doubleValue() * alpha.doubleValue();
    }

    private static void products(CallTable t) {
        t.one("mul", operands(Tensor::mul, Tensor::mul));
        t.one("div", call -> {
            Rounding rounding = rounding(call);
            return rounding == null
                    ? operands(Tensor::div, Tensor::div).apply(call)
                    : operands((x, y) -> x.div(y, rounding), (x, y) -> x.div(y, rounding))
                            .apply(call);
        });
        t.one("floor_divide", operands(Tensor::floorDivide, Tensor::floorDivide));
        t.one("remainder", operands(Tensor::remainder, Tensor::remainder));
        t.one("fmod", operands(Tensor::fmod, Tensor::fmod));
        t.one("pow", operands(Tensor::pow, Tensor::pow));
        t.one("float_power", operands(Tensor::floatPower, Tensor::floatPower));
        t.one("copysign", operands(Tensor::copysign, Tensor::copysign));
    }

    private static @Nullable Rounding rounding(Call call) {
        String mode = call.text(-1, "rounding_mode", "");
        return mode.isEmpty() ? null : Rounding.valueOf(mode.toUpperCase(Locale.ROOT));
    }

    private static void limits(CallTable t) {
        t.binary("maximum", Arithmetic::maximum);
        t.binary("minimum", Arithmetic::minimum);
        t.one("clamp_min", operands(Tensor::clampMin, Tensor::clampMin));
        t.one("clamp_max", operands(Tensor::clampMax, Tensor::clampMax));
        t.one("clamp", PointwiseCalls::clamp);
        t.one("nan_to_num", call -> {
            Number nan = call.number(0, "nan", 0);
            Number greatest = call.number(1, "posinf", Double.MAX_VALUE);
            Number least = call.number(2, "neginf", -Double.MAX_VALUE);
            return Arithmetic.nanToNum(call.x(), nan.doubleValue(), greatest.doubleValue(), least.doubleValue());
        });
    }

    private static Tensor clamp(Call call) {
        boolean low = call.isGiven(0, "min");
        boolean high = call.isGiven(1, "max");
        boolean tensors = call.isTensor(0, "min") || call.isTensor(1, "max");
        if (low && high) {
            return tensors
                    ? call.x().clamp(call.tensor(0, "min"), call.tensor(1, "max"))
                    : call.x().clamp(call.number(0, "min"), call.number(1, "max"));
        }
        if (low) {
            return tensors ? call.x().clampMin(call.tensor(0, "min")) : call.x().clampMin(call.number(0, "min"));
        }
        return tensors ? call.x().clampMax(call.tensor(1, "max")) : call.x().clampMax(call.number(1, "max"));
    }

    private static void choices(CallTable t) {
        t.one(
                "where",
                call -> call.isTensor(1, "other")
                        ? call.x().where(call.tensor(0, "condition"), call.tensor(1, "other"))
                        : call.x().where(call.tensor(0, "condition"), call.number(1, "other")));
        t.one(
                "masked_fill",
                call -> call.isTensor(1, "value")
                        ? call.x().maskedFill(call.tensor(0, "mask"), call.tensor(1, "value"))
                        : call.x().maskedFill(call.tensor(0, "mask"), call.number(1, "value")));
    }

    /** A function of the input and another operand, a tensor or a number. */
    private static Function<Call, Tensor> operands(
            BiFunction<Tensor, Tensor, Tensor> ofTensor, BiFunction<Tensor, Number, Tensor> ofNumber) {
        return call -> call.has(0, "other") && !operandIsTensor(call)
                ? ofNumber.apply(call.x(), call.number(0, "other"))
                : ofTensor.apply(call.x(), call.tensor(0, "other"));
    }
}
