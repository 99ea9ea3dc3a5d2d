package io.github.gradlock.engine.math.float32;

import io.github.gradlock.engine.kernel.Kernels;
import io.github.gradlock.engine.kernel.scalar.ScalarProvider;
import io.github.gradlock.engine.tensor.DType;
import io.github.gradlock.engine.tensor.HostStorage;
import io.github.gradlock.engine.tensor.Tensor;
import io.github.gradlock.engine.tensor.Tensors;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Checks the binary32 functions of two elements: a random sample in high precision, and those of a much larger one whose values lie so
 * near the middle between two numbers that the rounding could go wrong. {@code ci/check-float32 --pairs SAMPLE} starts it.
 */
public final class CheckPairs {
    private static final int BLOCK = 1 << 16;

    private final PairDefinition definition;
    private final Kernels kernels = new ScalarProvider().create(1);
    private final SplittableRandom random;
    private final Tensor first = Tensors.zeros(DType.FLOAT32, BLOCK);
    private final Tensor second = Tensors.zeros(DType.FLOAT32, BLOCK);
    private final Tensor result = Tensors.zeros(DType.FLOAT32, BLOCK);
    private final Tensor firstWide = Tensors.zeros(DType.FLOAT64, BLOCK);
    private final Tensor secondWide = Tensors.zeros(DType.FLOAT64, BLOCK);
    private final Tensor resultWide = Tensors.zeros(DType.FLOAT64, BLOCK);
    private final float[] a = HostStorage.floats(first);
    private final float[] b = HostStorage.floats(second);
    long checked;
    long hard;
    long wrong;
    String lastWrong = "";

    CheckPairs(PairDefinition definition, long seed) {
        this.definition = definition;
        this.random = new SplittableRandom(seed);
    }

    /** Takes how many pairs a function are looked at in high precision; 1,000 times as many are searched for hard ones. */
    public static void main(String[] arguments) {
        long count = Long.parseLong(arguments[0]);
        System.out.print("""
                | function | random pairs checked | hard pairs checked, of how many | not correctly rounded |
                |---|---|---|---|
                """);
        for (PairDefinition definition : PairDefinition.values()) {
            CheckPairs check = new CheckPairs(definition, 1);
            check.sample(count);
            check.search(1000 * count);
            System.out.printf(
                    Locale.ROOT,
                    "| `%s` | %,d | %,d of %,d | %,d%s |%n",
                    definition.name().toLowerCase(Locale.ROOT),
                    count,
                    check.hard,
                    1000 * count,
                    check.wrong,
                    check.lastWrong);
        }
    }

    /** Checks random pairs. */
    void sample(long count) {
        for (long done = 0; done < count; done += BLOCK) {
            fill();
            for (int i = 0; i < Math.min(BLOCK, count - done); i++) {
                check(i);
            }
        }
    }

    /** Checks those of so many random pairs whose binary64 value is within 2^-44 of a middle, relative to it. */
    void search(long count) {
        double[] wide = HostStorage.doubles(resultWide);
        for (long done = 0; done < count; done += BLOCK) {
            fill();
            double[] x = HostStorage.doubles(firstWide);
            double[] y = HostStorage.doubles(secondWide);
            for (int i = 0; i < BLOCK; i++) {
                x[i] = a[i];
                y[i] = b[i];
            }
            kernels.binary(definition.function(), firstWide, secondWide, resultWide);
            for (int i = 0; i < BLOCK; i++) {
                double doubt = Math.abs(wide[i]) * 0x1p-44;
                if ((float) (wide[i] - doubt) != (float) (wide[i] + doubt)) {
                    hard++;
                    check(i);
                }
            }
        }
    }

    private void fill() {
        for (int i = 0; i < BLOCK; i++) {
            switch (definition) {
                case POW -> {
                    a[i] = positive(i % 2 == 0 ? 64 : 8);
                    // Exponents that bring the result into range, small integers and halves among them.
                    double span = random.nextDouble(-104, 89) / StrictMath.log(a[i]);
                    b[i] = i % 4 == 3 ? random.nextInt(-20, 21) / 2f : (float) span;
                    if (!(Math.abs(b[i]) < 1e30f) || b[i] == 0) {
                        b[i] = 0.5f;
                    }
                }
                default -> {
                    a[i] = positive(100) * (random.nextBoolean() ? 1 : -1);
                    b[i] = a[i] * positive(14) * (random.nextBoolean() ? 1 : -1);
                    if (b[i] == 0 || Float.isInfinite(b[i])) {
                        b[i] = 1;
                    }
                }
            }
        }
        kernels.binary(definition.function(), first, second, result);
    }

    private float positive(int exponents) {
        return (float) Math.scalb(random.nextDouble(1, 2), random.nextInt(-exponents, exponents));
    }

    private void check(int i) {
        checked++;
        float expected = definition.rounded(a[i], b[i]);
        float actual = HostStorage.floats(result)[i];
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            wrong++;
            lastWrong = " (" + Float.toHexString(a[i]) + ", " + Float.toHexString(b[i]) + ")";
        }
    }
}
