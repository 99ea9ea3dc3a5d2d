package io.github.gradlock.benchmark.aside;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** What is left of a dose after some time, at a rate that depends on the patient. */
final class QuayDose {
    private QuayDose() {}

    /**
     * Records the gradients of {@code Σ (asinh(dose · exp(−rate · time)) − seen)²} with {@code rate = exp(patients·w)}, {@code patients [n, p], w
     * [p, 1]}, the others {@code [n, 1]}.
     */
    static void run(Tape tape, Value patients, Value w, Value time, Value dose, Value seen) {
        Value rate = tape.map("exp", StrictMath::exp, tape.matmul(patients, w));
        Value left = tape.map("exp", StrictMath::exp, tape.map("neg", a -> -a, tape.mul(rate, time)));
        Value level = tape.mul(dose, left);
        Value shown = tape.apply("asinh", asinh(), level.shape(), level);
        Value error = tape.sub(shown, seen);
        Value loss = tape.sum(tape.mul(error, error));
        tape.turn();
        Value dShown = tape.map("mul", a -> 2 * a, error);
        Value dLevel = tape.zip("asinh_backward", (a, b) -> a / Math.sqrt(1 + b * b), dShown, level);
        Value dDose = tape.mul(dLevel, left);
        Value dLeft = tape.mul(dLevel, dose);
        Value dPower = tape.map("neg", a -> -a, tape.mul(dLeft, left));
        Value dRate = tape.mul(dPower, time);
        Value dW = tape.matmul(tape.t(patients), tape.mul(dRate, rate));
        tape.gradient("loss", loss);
        tape.gradient("dose", dDose);
        tape.gradient("w", dW);
    }

    /** Computes the inverse hyperbolic sine of numbers that are not negative. */
    static Kernel asinh() {
        return Kernel.map(x -> x > 2
                ? StrictMath.log(2 * x + 1 / (Math.sqrt(x * x + 1) + x))
                : StrictMath.log1p(x + x * x / (1 + Math.sqrt(1 + x * x))));
    }
}
