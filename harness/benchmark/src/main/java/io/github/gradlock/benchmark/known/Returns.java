package io.github.gradlock.benchmark.known;

import io.github.gradlock.benchmark.Kernel;
import io.github.gradlock.benchmark.Tape;
import io.github.gradlock.benchmark.Value;

/** Logarithmic returns, added up along time and weighted. */
final class Returns {
    private Returns() {}

    /** Records the gradient of {@code sum(c · cos(cumsum(log1p(x))))}, both {@code [n]}; x is above −1. */
    static void run(Tape tape, Value x, Value c) {
        Value logs = tape.map("log1p", StrictMath::log1p, x);
        Value along = tape.apply("cumsum", Returns::cumulate, x.shape(), logs);
        Value turned = tape.map("cos", StrictMath::cos, along);
        Value weighted = tape.mul(turned, c);
        Value loss = tape.sum(weighted);
        tape.turn();
        Value sine = tape.map("sin", StrictMath::sin, along);
        Value dAlong = tape.map("neg", a -> -a, tape.mul(sine, c));
        Value dLogs = tape.apply("flip", reversed(), x.shape(), dAlong);
        dLogs = tape.apply("cumsum", Returns::cumulate, x.shape(), dLogs);
        dLogs = tape.apply("flip", reversed(), x.shape(), dLogs);
        Value above = tape.map("add", a -> a + 1, x);
        tape.gradient("loss", loss);
        tape.gradient("x", tape.zip("div", (a, b) -> a / b, dLogs, above));
    }

    static double[] cumulate(Value... inputs) {
        double[] sums = inputs[0].elements();
        for (int i = 1; i < sums.length; i++) {
            sums[i] += sums[i - 1];
        }
        return sums;
    }

    private static Kernel reversed() {
        return inputs -> {
            double[] result = new double[inputs[0].count()];
            for (int i = 0; i < result.length; i++) {
                result[i] = inputs[0].at(result.length - 1 - i);
            }
            return result;
        };
    }
}
