package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.scalar.ScalarProvider;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.math.BigInteger;
import java.util.Locale;
import java.util.SplittableRandom;

/** Measures by how many units in the last place the binary64 functions are off, on random inputs of every magnitude. */
public final class MeasureFloat64 {
    private final Definition definition;
    private final Kernels kernels = new ScalarProvider().create(1);
    private final SplittableRandom random;
    private double worst;
    private double worstInput;

    MeasureFloat64(Definition definition, long seed) {
        this.definition = definition;
        this.random = new SplittableRandom(seed);
    }

    /** Prints the greatest error found of each function, for as many inputs a function as the argument says. */
    public static void main(String[] arguments) {
        int count = Integer.parseInt(arguments[0]);
        for (Definition definition : Definition.values()) {
            MeasureFloat64 measure = new MeasureFloat64(definition, 1);
            double error = measure.worst(count);
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %.2f | %s |%n",
                    Records.name(definition.function()),
                    error,
                    Double.toHexString(measure.worstInput));
        }
    }

    /** Returns the greatest error over as many inputs. */
    double worst(int count) {
        Tensor in = Tensors.zeros(DType.FLOAT64, count);
        Tensor out = Tensors.zeros(DType.FLOAT64, count);
        double[] x = HostStorage.doubles(in);
        for (int i = 0; i < count; i++) {
            x[i] = input(i);
        }
        kernels.unary(definition.function(), in, out);
        double[] y = HostStorage.doubles(out);
        for (int i = 0; i < count; i++) {
            double error = error(x[i], y[i]);
            if (error > worst) {
                worst = error;
                worstInput = x[i];
            }
        }
        return worst;
    }

    /** Most inputs lie within a few powers of two around 1, where functions turn; the others have any exponent. */
    private double input(int i) {
        double magnitude =
                switch (i % 4) {
                    case 0 -> random.nextDouble(0, 1);
                    case 1 -> random.nextDouble(0, 30);
                    case 2 -> Math.scalb(random.nextDouble(1, 2), random.nextInt(-30, 11));
                    default -> Math.scalb(random.nextDouble(1, 2), random.nextInt(-1021, 1023));
                };
        double x =
                switch (definition) {
                    case SQRT, RSQRT, LOG, LOG2, LOG10 -> magnitude;
                    case ASIN, ACOS, ATANH, ERFINV -> magnitude < 1 ? magnitude : 1 / magnitude;
                    case ACOSH -> magnitude > 1 ? magnitude : 1 + magnitude;
                    // On the negative axis these have zeros, near which an error relative to the value says nothing.
                    case LGAMMA, DIGAMMA -> magnitude;
                    case LOG1P -> magnitude < 1 && random.nextBoolean() ? -magnitude : magnitude;
                    default -> random.nextBoolean() ? magnitude : -magnitude;
                };
        return x;
    }

    /** Returns the error in units in the last place of the exact value; zero where both overflow or underflow. */
    private double error(double x, double actual) {
        if (hasTail(x)) {
            return 0;
        }
        int exponent = Math.max(Math.getExponent(x), Double.MIN_EXPONENT) - 52;
        Definition.Value value = definition.at(BigInteger.valueOf((long) Math.scalb(x, -exponent)), exponent);
        FixedPoint f = FixedPoint.of(value.bits());
        double exact = f.toDouble(value.units());
        if (Double.isInfinite(exact) || Double.isInfinite(actual)) {
            return exact == actual ? 0 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(f.toDouble(f.units(actual).subtract(value.units()))) / Math.ulp(exact);
    }

    /** Whether the exponentials overflow or the value is a constant but for a rounding: that needs no measuring. */
    private boolean hasTail(double x) {
        return switch (definition) {
            case EXP, EXPM1, SINH, COSH, SIGMOID -> Math.abs(x) > 700;
            case EXP2 -> Math.abs(x) > 1000;
            case TANH -> Math.abs(x) > 40;
            case ERF -> Math.abs(x) > 7;
            case ERFC -> x < -7 || x > 26;
            default -> false;
        };
    }
}
