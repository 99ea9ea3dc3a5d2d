package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** How far the levels of a signal's spectrum behind a filter are from others; complex numbers are two rows. */
final class Decibels {
    private static final double LEAST = 1e-9;

    private Decibels() {}

    /** Records the gradients of {@code Σ (10 log₁₀(|fft(x) · filter|²) − target)²}, {@code x [n], filter [2, n], target [n]}; n is a power of two. */
    static void run(Tape tape, Value x, Value filter, Value target) {
        long[] complex = filter.shape();
        Value spectrum = tape.apply("fft_fft", in -> Fourier.forward(Fourier.plan(x.count()), in), complex, x);
        Value passed = tape.apply("mul", in -> product(1, in), complex, spectrum, filter);
        Value power = tape.apply("abs", Decibels::power, x.shape(), passed);
        Value above = tape.map("add", a -> a + LEAST, power);
        Value level = tape.map("mul", a -> 10 * a, tape.map("log10", StrictMath::log10, above));
        Value error = tape.sub(level, target);
        Value loss = tape.sum(tape.map("square", a -> a * a, error));
        tape.turn();
        double scale = 40 / StrictMath.log(10);
        Value dPower = tape.zip("div", (a, b) -> scale * a / b, error, above);
        Value dPassed = tape.mul(passed, dPower);
        Value dFilter = tape.apply("mul", in -> product(-1, in), complex, dPassed, spectrum);
        Value dSpectrum = tape.apply("mul", in -> product(-1, in), complex, dPassed, filter);
        Value dX = tape.apply("fft_ifft", in -> Fourier.backward(Fourier.plan(x.count()), in), x.shape(), dSpectrum);
        tape.gradient("loss", loss);
        tape.gradient("filter", dFilter);
        tape.gradient("x", dX);
    }

    /** Multiplies complex numbers, the second turned over by the sign. */
    static double[] product(double sign, Value... in) {
        int count = in[0].size(1);
        double[] result = new double[2 * count];
        for (int i = 0; i < count; i++) {
            double re = in[1].at(i);
            double im = sign * in[1].at(count + i);
            result[i] = in[0].at(i) * re - in[0].at(count + i) * im;
            result[count + i] = in[0].at(i) * im + in[0].at(count + i) * re;
        }
        return result;
    }

    private static double[] power(Value... in) {
        double[] result = new double[in[0].size(1)];
        for (int i = 0; i < result.length; i++) {
            result[i] = in[0].at(i) * in[0].at(i) + in[0].at(result.length + i) * in[0].at(result.length + i);
        }
        return result;
    }
}
